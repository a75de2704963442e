"""The journal: what happened, in order, and nothing lost or twice."""

import pytest
import sqlalchemy as sa

from store import journal
from store.database import writing
from store.tables.core import journal as table
from tests.conftest import NOW


def test_events_come_back_in_order_by_thing(nghe_an):
    with writing(nghe_an) as connection:
        for code, event in (("NV-1", "drafted"), ("NV-2", "drafted"), ("NV-1", "issued")):
            journal.append(connection, "task", code, event, at=NOW, who="a", details={"n": event})
        journal.append(connection, "cohort", "NV-1", "defined", at=NOW, who="a")

        found = journal.by_code(journal.entries(connection, "task"))

    assert {code: [each.event for each in entries] for code, entries in found.items()} == {
        "NV-1": ["drafted", "issued"],
        "NV-2": ["drafted"],
    }
    assert found["NV-1"][1].details == {"n": "issued"}


def test_a_code_is_free_only_in_its_own_entity_and_prefix(nghe_an):
    with writing(nghe_an) as connection:
        journal.append(connection, "task", "NV-2026-009", "drafted", at=NOW, who="a")
        journal.append(connection, "task", "NV%2026-900", "drafted", at=NOW, who="a")

        assert journal.next_code(connection, "task", "NV-2026-", 3) == "NV-2026-010"
        assert journal.next_code(connection, "task", "NV-2027-", 3) == "NV-2027-001"
        assert journal.next_code(connection, "cohort", "NV-2026-", 2) == "NV-2026-01"
        assert journal.next_code(connection, "task", "NV%", 1) == "NV%1", "% is no pattern"


def test_two_deeds_that_know_the_same_past_cannot_both_go_on(nghe_an):
    with writing(nghe_an) as connection:
        journal.append(connection, "task", "NV-1", "drafted", at=NOW, who="a")
    first = {"entity": "task", "code": "NV-1", "number": 1, "event": "x", "at": NOW, "who": "b", "note": ""}

    with pytest.raises(sa.exc.IntegrityError), nghe_an.begin() as connection:
        connection.execute(sa.insert(table).values(**first, file_name=""))


def test_a_position_tells_events_that_are_gone(nghe_an):
    with writing(nghe_an) as connection:
        for code in ("NV-1", "NV-2"):
            journal.append(connection, "task", code, "drafted", at=NOW, who="a")
        both = journal.position(connection, "task")
        connection.execute(sa.delete(table).where(table.c.code == "NV-1"))

        assert both.many == 2
        assert journal.position(connection, "task", both.last) != both
        assert journal.position(connection, "cohort") == journal.Position()
