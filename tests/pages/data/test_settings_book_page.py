"""The settings as one workbook on their page: what would change is shown, then applied."""

import io

import openpyxl

from actions.data.settings_decisions import held
from actions.data.targets import set_target
from store.database import reading, writing
from tests.conftest import NOW, VIEWER
from tests.pages.conftest import html, page
from tests.pages.data.test_uploads import button
from views.documents.files import settings_workbook
from views.screen import session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def edited(*row) -> tuple[str, bytes, str]:
    with reading(session.engine()) as connection:
        book = openpyxl.load_workbook(io.BytesIO(settings_workbook(held(connection, VIEWER), "vi")))
    book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return "thiet-lap.xlsx", content.getvalue(), XLSX


def test_a_changed_workbook_is_previewed_and_applied(empty_app):
    drawn = page(empty_app, "data/settings.py")
    file = edited("online", "Sở Nội vụ", "01/2027", 71, "Kế hoạch <b>9</b>")
    drawn = drawn.file_uploader(key="settings_file").set_value(file).run()

    assert not drawn.exception
    assert "Kế hoạch &lt;b&gt;9&lt;/b&gt;" in html(drawn) and "1 thay đổi" in html(drawn)
    assert "<td>Sở Nội vụ</td>" in html(drawn).replace(' class="wrap"', "")
    drawn = button(drawn, "settings_load").click().run()
    assert not drawn.exception
    assert "Đã áp dụng 1 thay đổi." in html(drawn) and "71\u00a0%" in html(drawn)


def test_what_somebody_decided_meanwhile_is_not_overwritten(empty_app):
    drawn = page(empty_app, "data/settings.py")
    file = edited("online", None, "01/2027", 71, "Kế hoạch 9")
    drawn = drawn.file_uploader(key="settings_file").set_value(file).run()
    with writing(session.engine()) as connection:
        set_target(connection, VIEWER, "online", "2027-01", 77, source="Kế hoạch 10", at=NOW)

    drawn = button(drawn, "settings_load").click().run()

    assert not drawn.exception
    assert "Thiết lập vừa đổi trong lúc xem" in html(drawn)
    assert "77\u00a0%" in html(drawn) and "71\u00a0%" not in html(drawn).split("Thiết lập trong một tệp")[0]
