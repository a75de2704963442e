"""What had been told at a moment is read again as it was, whatever was told since."""

import pytest

from store import journal
from store.database import writing
from store.then import as_told, told_now
from tests.conftest import NOW


def codes(connection) -> list[str]:
    return [entry.code for entry in journal.entries(connection, "task")]


def test_inside_only_what_had_been_told_is_there_and_outside_everything(nghe_an):
    with writing(nghe_an) as connection:
        before = told_now(connection)
        journal.append(connection, "task", "NV-1", "drafted", at=NOW, who="a")
        then = told_now(connection)
        journal.append(connection, "task", "NV-2", "drafted", at=NOW, who="a")

        with as_told(connection, then):
            assert codes(connection) == ["NV-1"]
            assert journal.position(connection, "task").many == 1
            assert told_now(connection)["journal"] == then["journal"] + 1, "a paper made now says what is told now"
        with as_told(connection, before):
            assert codes(connection) == []
        assert codes(connection) == ["NV-1", "NV-2"]


def test_a_question_that_fails_inside_does_not_leave_the_connection_in_the_past(nghe_an):
    with writing(nghe_an) as connection:
        then = told_now(connection)
        journal.append(connection, "task", "NV-1", "drafted", at=NOW, who="a")
        with pytest.raises(ZeroDivisionError), as_told(connection, then):
            raise ZeroDivisionError
        assert codes(connection) == ["NV-1"]
