"""The month's page takes published numbers back, and publishes only what was shown."""

from actions.data.import_file import import_file, save_draft
from actions.data.review import accept
from core.settings import settings_from
from core.viewer import everyone
from store import reviews
from store.database import open_engine, reading, writing
from store.set_up import ready
from tests.conftest import NOW, accepted, clock
from tests.pages.conftest import html, page
from tests.pages.data.test_uploads import button

HEAD = "unit_code,month,received_online,received_in_person\n"
WHO = everyone("test")


def import_text(url: str, rows: str, **more):
    engine = ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": url}), clock=clock)
    save = more.pop("save", import_file)
    options = {"reason_for": accepted} | ({"note": "+"} if save is import_file else {})
    done = save(engine, WHO, (HEAD + rows).encode(), f"{len(rows)}.csv", month=None, clock=clock, **options)
    engine.dispose()
    return done


def choose(drawn, label: str, value: str):
    return next(each for each in drawn.selectbox if each.label == label).set_value(value).run()


def test_a_units_month_is_withdrawn_through_a_draft(empty_app, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    import_text(url, "SNV,2026-08,80,20\nSTP,2026-08,90,10\n")
    drawn = page(empty_app, "data/month.py")
    drawn = choose(drawn, "Đơn vị", "Sở Tư pháp")
    drawn.text_input(key="withdraw_reason").set_value("nhầm tệp").run()

    drawn = button(drawn, "withdraw_one").click().run()

    assert not drawn.exception
    assert "Rút số liệu Sở Tư pháp 2026-08.csv" in html(drawn)
    (number,) = [each.key.removeprefix("accept_") for each in drawn.button if each.key.startswith("accept_")]
    drawn = button(drawn, f"accept_{number}").click().run()
    assert "2 ô số liệu thay đổi; 2 đơn vị đổi hạng" in html(drawn)
    drawn.text_input(key="publish_note").set_value("rút").run()
    drawn = button(drawn, "publish").click().run()
    assert "Đã công bố tháng 8/2026, bản 2" in html(drawn)


def test_without_a_reason_the_page_says_so_and_nothing_changes(empty_app, tmp_path):
    import_text(f"sqlite:///{tmp_path / 'empty.db'}", "SNV,2026-08,80,20\n")
    drawn = page(empty_app, "data/month.py")

    drawn = button(drawn, "withdraw_one").click().run()

    assert not drawn.exception
    assert "Việc này cần ghi lý do." in html(drawn)
    assert not [each for each in drawn.button if each.key.startswith("accept_")]


def test_an_earlier_version_comes_back_with_what_it_changes_shown(empty_app, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    import_text(url, "SNV,2026-08,80,20\nSTP,2026-08,90,10\n")
    import_text(url, "SNV,2026-08,10,20\n")
    drawn = page(empty_app, "data/month.py")
    way = next(each for each in drawn.segmented_control if each.label == "Rút gì")
    drawn = way.set_value("Khôi phục bản trước").run()
    assert "1 ô số liệu thay đổi" in html(drawn)
    drawn.text_input(key="withdraw_reason").set_value("khôi phục").run()

    drawn = button(drawn, "withdraw_version").click().run()

    assert "Đã công bố tháng 8/2026, bản 3" in html(drawn)


def test_a_draft_accepted_after_the_preview_does_not_go_out_with_it(empty_app, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    first, second = (
        import_text(url, rows, save=save_draft).drafts[0][1] for rows in ("SNV,2026-08,80,20\n", "STP,2026-08,9,91\n")
    )
    engine = open_engine(url)
    with writing(engine) as connection:
        accept(connection, WHO, first, at=NOW)
    drawn = page(empty_app, "data/month.py")
    with writing(engine) as connection:
        accept(connection, WHO, second, at=NOW)

    drawn = button(drawn, "publish").click().run()

    assert "vừa đổi trong lúc xem" in html(drawn)
    with reading(engine) as connection:
        assert not reviews.is_published(connection, first)
    assert "Đã công bố tháng 8/2026" not in html(drawn)
    drawn = button(drawn, "publish").click().run()
    assert "Đã công bố tháng 8/2026, bản 1" in html(drawn)
    engine.dispose()


def test_figures_are_typed_on_a_form_and_kept_as_a_draft(empty_app, tmp_path):
    empty_app.query_params["of"] = "2026-10"
    empty_app.query_params["by_hand"] = "SNV"
    drawn = page(empty_app, "data/upload.py")
    drawn.text_input(key="by_hand_SNV_2026-10_received_online").set_value("1.234")
    drawn = button(drawn, "by_hand_save").click().run()
    assert "Việc này cần ghi lý do." in html(drawn)

    drawn.text_input(key="by_hand_SNV_2026-10_received_online").set_value("1.234")
    drawn.text_input(key="by_hand_reason").set_value("báo cáo giấy")
    drawn = button(drawn, "by_hand_save").click().run()

    assert not drawn.exception
    assert "Đã lưu dự thảo tháng 10/2026." in html(drawn)
    with reading(open_engine(f"sqlite:///{tmp_path / 'empty.db'}")) as connection:
        (waiting,) = reviews.waiting(connection)
    assert waiting.file_name == "Nhập tay Sở Nội vụ 2026-10.csv"
