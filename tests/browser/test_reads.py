"""A file that a browser saves is a read in the trail."""

from playwright.sync_api import Browser

from tests.serving import Server, signed_in
from tests.web.test_reads import told
from web.cookies import SESSION


def test_a_file_that_is_saved_is_told_by_its_name(server: Server, browser: Browser):
    token = signed_in(server.database, "tai.tep", ["secretariat"])
    context = browser.new_context()
    context.add_cookies([{"name": SESSION, "value": token, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/nhiem-vu")
    for _ in range(2):
        with page.expect_download() as saved:
            page.get_by_role("button", name="Danh sách theo mẫu kế hoạch").click()
        name = saved.value.suggested_filename
    found = told(server, "tai.tep", 1)
    assert found == [(name, "file")] and name.endswith(".xlsx")
