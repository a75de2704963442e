"""The targets on the page of what a province decides for itself."""

from tests.pages.conftest import html, page
from tests.pages.data.test_uploads import button


def test_a_target_is_entered_with_its_document_and_marked_examples_stay(empty_app):
    empty_app.query_params["target"] = "online"
    drawn = page(empty_app, "data/settings.py")
    assert not drawn.exception
    assert "80 % (minh họa)".replace(" %", "\u00a0%") in html(drawn)
    drawn.text_input(key="target_value").set_value("85,5")
    drawn = drawn.run()
    assert "80\u00a0% (minh họa) → 85,5" in html(drawn)

    drawn = button(drawn, "target_save").click().run()
    assert "Hãy ghi văn bản quy định." in html(drawn), "which document says so?"
    drawn.text_input(key="target_source").set_value("Kế hoạch <b>7</b>")
    drawn = button(drawn, "target_save").click().run()

    assert not drawn.exception
    assert "85,5\u00a0%" in html(drawn) and "Kế hoạch &lt;b&gt;7&lt;/b&gt;" in html(drawn)

    drawn.text_input(key="target_source").set_value("nhập nhầm")
    drawn = button(drawn, "target_remove").click().run()
    assert "85,5" not in html(drawn)


def test_what_is_no_target_is_said(empty_app):
    drawn = page(empty_app, "data/settings.py")
    drawn.text_input(key="target_value").set_value("nhiều")
    drawn = button(drawn, "target_save").click().run()
    assert "“nhiều” không dùng làm chỉ tiêu được" in html(drawn)
