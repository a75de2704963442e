"""The page that takes files in: blanks answered once a column, several files at once, a file that came before."""

import io
import re
import zipfile

import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from core.settings import settings_from
from core.viewer import everyone
from store.database import open_engine
from store.tables import core as tables
from tests.conftest import clock
from tests.pages.conftest import html, page
from views.screen import session

HEAD = "unit_code,month,received,received_online,received_in_person,carried_over\n"
GOOD = HEAD + "SNV,2026-08,10,4,5,1\nSTP,2026-08,7,2,5,0\n"
BLANK = HEAD + "SNV,2026-08,10,4,5,1\nSTP,2026-08,7,2,5,\n"
LATER = HEAD + "SNV,2026-09,10,4,5,1\nSTP,2026-09,7,2,5,0\n"
WRONG = HEAD + "SNV,2026-07,10,4,5,9\n"


def upload(app, *files: tuple[str, str], language: str = "vi"):
    app.query_params["lang"] = language
    drawn = page(app, "data/upload.py")
    chosen = [(name, text.encode(), "text/csv") for name, text in files]
    return drawn.file_uploader(key="upload_file").set_value(chosen).run()


def button(drawn, key: str):
    return next(each for each in drawn.button if each.key == key)


def stored(tmp_path) -> list[tuple[str, str, int | None]]:
    engine = open_engine(settings_from({"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}"}).database_url)
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(
                tables.observations.c.period_start, tables.observations.c.unit_code, tables.observations.c.carried_over
            ).order_by(tables.observations.c.id)
        ).all()
    engine.dispose()
    return [(f"{row.period_start:%Y-%m}", row.unit_code, row.carried_over) for row in rows]


def blanks(drawn):
    return [each for each in drawn.segmented_control if each.key.startswith("blank_")]


@pytest.mark.parametrize(("choice", "kept"), [("zero", 0), ("not_reported", None)])
def test_what_a_blank_means_is_chosen_before_the_file_can_be_published(empty_app, tmp_path, choice, kept):
    drawn = upload(empty_app, ("a.csv", BLANK))
    assert not drawn.exception
    assert [each.value for each in blanks(drawn)] == [None]
    assert button(drawn, "upload_one_publish").disabled

    drawn = blanks(drawn)[0].set_value(choice).run()
    button(drawn, "upload_one_publish").click().run()

    assert "Đã công bố tháng 8/2026, bản 1." in html(drawn)
    assert stored(tmp_path) == [("2026-08", "SNV", 1), ("2026-08", "STP", kept)]


@pytest.mark.parametrize(("language", "words"), [("vi", "Để trống là 0."), ("en", "Blank means 0.")])
def test_the_choice_is_kept_as_the_reason_in_the_uploaders_language(empty_app, tmp_path, language, words):
    drawn = upload(empty_app, ("a.csv", BLANK), language=language)
    drawn = blanks(drawn)[0].set_value("zero").run()
    button(drawn, "upload_one_draft").click().run()

    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with engine.connect() as connection:
        assert connection.scalars(sa.select(tables.issue_acknowledgements.c.reason)).all() == [words]
    engine.dispose()


def test_a_zero_takes_part_in_the_checks(empty_app):
    short = HEAD + "SNV,2026-08,10,4,5,1\nSTP,2026-08,9,2,5,\n"
    drawn = upload(empty_app, ("a.csv", short))
    assert not button(drawn, "upload_one_draft").disabled

    drawn = blanks(drawn)[0].set_value("zero").run()

    # In a table that is not form II.06a parts that do not add up are a warning: somebody has to say why.
    assert button(drawn, "upload_one_publish").disabled
    assert "các phần cộng lại là 7, chênh 2" in html(drawn)


def test_one_files_fault_keeps_back_no_other(empty_app, tmp_path):
    drawn = upload(empty_app, ("tốt.csv", GOOD), ("sai.csv", WRONG), ("sau.csv", LATER))
    assert not drawn.exception
    assert "Có lỗi, không lưu" in html(drawn)

    button(drawn, "upload_all_publish").click().run()

    assert [row[:2] for row in stored(tmp_path)] == [
        *(("2026-08", "SNV"), ("2026-08", "STP"), ("2026-09", "SNV"), ("2026-09", "STP"))
    ]
    assert html(drawn).count("Đã lưu") == 2


def test_files_of_a_drop_with_the_same_bytes_or_the_same_counts_are_told(empty_app, tmp_path):
    changed = GOOD.replace("STP,2026-08,7,2,5,0", "STP,2026-08,8,3,5,0")
    drawn = upload(empty_app, ("a.csv", GOOD), ("b.csv", GOOD), ("c.csv", changed))

    assert "Trùng hoàn toàn với tệp 1" in html(drawn)
    assert "Tệp 1 và tệp 3 cùng có số liệu của 2 đơn vị trong tháng 8/2026" in html(drawn)
    drawn = button(drawn, "upload_all_publish").click().run()

    assert [row[:2] for row in stored(tmp_path)] == [("2026-08", "SNV"), ("2026-08", "STP")] * 2
    assert "Đã công bố tháng 8/2026, bản 1." in html(drawn), "one drop is one version"


def test_what_a_file_changes_is_shown_before_it_is_published(empty_app, tmp_path):
    button(upload(empty_app, ("a.csv", GOOD)), "upload_one_publish").click().run()
    drawn = upload(empty_app, ("b.csv", GOOD.replace("STP,2026-08,7,2,5,0", "STP,2026-08,8,3,5,0")))
    assert "2 ô số liệu thay đổi" in html(drawn)

    drawn = upload(empty_app, ("c.csv", GOOD + "\n"))
    assert "Không số nào của tháng 8/2026 thay đổi." in html(drawn)


def test_what_changed_after_it_was_shown_is_not_published_over(empty_app, tmp_path):
    button(upload(empty_app, ("a.csv", GOOD)), "upload_one_publish").click().run()
    drawn = upload(empty_app, ("b.csv", GOOD.replace("STP,2026-08,7,2,5,0", "STP,2026-08,8,3,5,0")))
    drawn.text_input(key="upload_one_note").set_value("sửa").run()
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    import_file(
        engine,
        everyone("other"),
        (HEAD + "SNV,2026-08,12,6,5,1\n").encode(),
        "x.csv",
        month=None,
        clock=clock,
        note="+",
    )

    drawn = button(drawn, "upload_one_publish").click().run()

    assert "vừa đổi trong lúc xem" in html(drawn)
    assert len(stored(tmp_path)) == 3, "the file was not stored"
    engine.dispose()


def test_a_month_is_taken_for_the_files_that_do_not_say_theirs(empty_app, tmp_path):
    empty_app.query_params["of"] = "2026-10"
    nameless = GOOD.replace("unit_code,month,", "unit_code,").replace(",2026-08,", ",")
    drawn = upload(empty_app, ("a.csv", GOOD), ("b.csv", nameless))

    button(drawn, "upload_all_draft").click().run()

    assert sorted({month for month, *_ in stored(tmp_path)}) == ["2026-08", "2026-10"]


def test_a_file_that_came_before_is_told_before_anything_is_stored(empty_app, tmp_path):
    drawn = upload(empty_app, ("a.csv", GOOD))
    button(drawn, "upload_one_publish").click().run()

    drawn = upload(drawn, ("other name.csv", GOOD), language="vi")
    drawn.session_state["upload_done"] = {}
    drawn = drawn.run()

    assert re.search(r"Tệp này đã được nhập lúc [\d/]+ [\d:]+, bởi .+, thành bản 1 của tháng 8/2026", html(drawn))
    assert "Nhập lại cũng không thay đổi gì" in html(drawn)
    assert len(stored(tmp_path)) == 2


def test_names_of_several_files_are_shown_as_text(empty_app):
    drawn = upload(empty_app, ("<img src=x onerror=alert(1)>.csv", GOOD), ("*b*.csv", LATER))

    assert "<img" not in html(drawn)
    assert "&lt;img src=x onerror=alert(1)&gt;.csv" in html(drawn)


def test_the_files_of_a_zip_are_published_as_one_version(empty_app, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("T8/a.csv", HEAD + "SNV,2026-08,10,4,5,1\n")
        archive.writestr("T8/b.csv", HEAD + "STP,2026-08,7,2,5,0\n")
    empty_app.query_params["lang"] = "vi"
    drawn = page(empty_app, "data/upload.py")
    drawn = drawn.file_uploader(key="upload_file").set_value([("T8.zip", out.getvalue(), "application/zip")]).run()
    assert not drawn.exception

    drawn = button(drawn, "upload_all_publish").click().run()

    assert "Đã công bố tháng 8/2026, bản 1." in html(drawn)
    assert stored(tmp_path) == [("2026-08", "SNV", 1), ("2026-08", "STP", 0)]


@pytest.mark.parametrize("may", [True, False])
def test_who_may_not_publish_is_not_told_to_publish_at_once(empty_app, monkeypatch, may):
    viewer = everyone() if may else everyone().limited("import", "see_results", "see_unit", "see_drafts", "see_files")
    monkeypatch.setattr(session, "viewer", lambda: viewer)
    drawn = upload(empty_app, ("a.csv", HEAD + "SNV,2026-08,10,4,5,1\nSTP,2026-08,9,2,5,0\n"))
    assert "cảnh báo (1 loại)" in html(drawn)
    assert ("để công bố ngay" in html(drawn)) == may
    assert ("người công bố sẽ công bố" in html(drawn)) != may
