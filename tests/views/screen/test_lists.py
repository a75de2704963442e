"""The screens of lists that are loaded from files."""

import pytest

from core import words
from views.screen.data.structure import STRUCTURE
from views.screen.tasks.planning import PLAN
from views.screen.tasks.roster import STAFF
from views.screen.tasks.yearly.uploading import RESULTS


@pytest.mark.parametrize("kind", [PLAN, STAFF, RESULTS, STRUCTURE], ids=lambda kind: kind.words)
def test_a_list_has_its_words_and_no_others(kind):
    asked = {"choose", "reading", "found", "refused", "load", "loaded"}
    # A staff list that may be loaded always takes the place of the one before.
    asked |= set() if kind is STAFF else {"nothing_new"}
    asked |= {"note"} if kind.note else set()

    written = {key for key in words.keys("vi") if key.startswith(f"{kind.words}.")}

    assert written == {f"{kind.words}.{word}" for word in asked}
