"""The address to subscribe to, the promised target that a draft begins with, and a report's figures compared."""

import pytest

from tests.pages.conftest import html, page


def test_the_address_to_subscribe_to_carries_the_unit_of_the_filter(app):
    app.query_params["unit"] = "SXD"

    assert 'href="/lich-nhiem-vu.ics?don_vi=SXD"' in html(page(app, "tasks/list.py"))


@pytest.mark.parametrize(
    ("asked", "said"), [("97.25", "97,25\u00a0%"), ("nan", "95\u00a0%"), ("1e2", "95\u00a0%"), ("101", "95\u00a0%")]
)
def test_a_draft_begins_with_the_target_that_was_promised(app, asked, said):
    app.query_params.update({"unit": "SNV", "measure": "on_time_resolved", "target": asked})
    drawn = page(app, "tasks/draft.py")

    assert not drawn.exception
    assert f"lên {said}" in drawn.text_area[0].value


def test_a_printed_total_that_its_parts_do_not_make_is_told(app):
    drawn = page(app, "tasks/list.py")
    for name, figure in (("in_time", 2065), ("overdue", 348), ("in_progress", 2414)):
        drawn.number_input(key=f"printed_{name}").set_value(figure)
    drawn.button(key="compare_printed").click().run()

    assert not drawn.exception
    assert "Đang thực hiện (tổng): báo cáo ghi 2.414, cộng các phần là 2.413 (lệch 1)." in html(drawn)
