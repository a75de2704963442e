"""The page of what a province decides for itself."""

from store import settings
from store.database import open_engine, reading
from tests.pages.conftest import html, page
from tests.pages.data.test_uploads import button


def test_the_first_steps_say_what_is_done_and_where(empty_app):
    drawn = page(empty_app, "data/settings.py")
    assert not drawn.exception
    steps = html(drawn)
    assert steps.count("chưa làm") == 4 and steps.count("đã xong") == 1
    assert "/nhap-so-lieu" in steps and "/can-bo" in steps


def test_the_closing_day_is_decided_with_its_document(empty_app, tmp_path):
    drawn = page(empty_app, "data/settings.py")
    assert "Tháng báo cáo là tháng dương lịch." in html(drawn)
    next(each for each in drawn.selectbox if each.label == "Ngày").set_value(14)
    drawn = button(drawn, "closing_save").click().run()
    assert "Hãy ghi văn bản quy định." in html(drawn), "which document says so?"
    next(each for each in drawn.selectbox if each.label == "Ngày").set_value(14)
    drawn.text_input(key="closing_source").set_value("Quyết định 12/QĐ-UBND")

    drawn = button(drawn, "closing_save").click().run()

    assert not drawn.exception
    assert html(drawn).count("Tháng báo cáo chốt vào ngày 14.") == 2
    assert "Quyết định 12/QĐ-UBND" in html(drawn)
    with reading(open_engine(f"sqlite:///{tmp_path / 'empty.db'}")) as connection:
        assert settings.closing_day(connection) == 14
