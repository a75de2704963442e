"""The page of the staff list: empty with a sentence, a list loaded, names shown as typed."""

from tests.loaders.lists.test_people import workbook
from tests.pages.conftest import html, page

PAGE = "tasks/people.py"


def test_without_a_list_the_page_says_so(empty_app):
    assert "Chưa có danh sách cán bộ nào" in html(page(empty_app, PAGE))


def test_a_list_is_judged_loaded_and_shown_as_typed(empty_app):
    drawn = page(empty_app, PAGE)
    rows = [[1, "<img onerror=1> $x$", "Sở Nội vụ", None, None, "31/10/2026"]]
    drawn.file_uploader(key="people_file").set_value(("ds.xlsx", workbook(*rows), "application/octet-stream")).run()
    assert "Tệp có 1 người" in html(drawn)
    drawn.button(key="load_people").click().run()

    text = html(drawn)
    assert not drawn.exception
    assert "Đã nhập danh sách 1 người" in text and "&lt;img onerror=1&gt; $x$" in text and "đã thôi" in text


def test_a_faulty_list_is_refused_with_its_cells(empty_app):
    drawn = page(empty_app, PAGE)
    content = workbook([1, "A", "Sở Không Có", None, None, None])
    drawn.file_uploader(key="people_file").set_value(("ds.xlsx", content, "application/octet-stream")).run()

    text = html(drawn)
    assert "Không có đơn vị nào tên “Sở Không Có”" in text and "C4" in text
    assert not [button for button in drawn.button if button.key == "load_people"]
