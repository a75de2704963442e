"""Pages that are opened from a number or a task, opened without one."""

import pytest

from tests.pages.conftest import html, page


@pytest.mark.parametrize("name", ["results/provenance.py", "results/late.py", "tasks/task.py"])
def test_it_is_said_that_nothing_is_named(app, name):
    drawn = page(app, name)
    assert not drawn.exception
    assert "Chưa nêu" in html(drawn) and "“”" not in html(drawn)
