"""Whatever a province decides, it names the document; every deed refuses one that is missing or too long."""

import pytest
import sqlalchemy as sa

from actions.data import delivery_days, set_up, targets
from actions.data.sourced import LONGEST, SourceNeededError, source_of
from core.errors import TooLongError
from store.database import writing
from store.tables.core import audit_events
from store.tables.settings import settings
from tests.conftest import NOW

DEEDS = {
    "a target": lambda *who, **why: targets.set_target(*who, "online", "2027-01", 80.0, **why),
    "a target taken back": lambda *who, **why: targets.remove_target(*who, "online", "2027-01", **why),
    "a day of delivery": lambda *who, **why: delivery_days.set_delivery_day(*who, "dossiers", "2027-01", 5, **why),
    "that taken back": lambda *who, **why: delivery_days.remove_delivery_day(*who, "dossiers", "2027-01", **why),
    "the closing day": lambda *who, **why: set_up.close_on(*who, 14, **why),
    "the name": lambda *who, **why: set_up.rename(*who, "Tỉnh Khác", **why),
}


def test_a_document_is_kept_as_it_is_seen():
    assert source_of(" QĐ\u202e 12/QĐ-UBND\u200b \n ngày 3/1 ") == "QĐ 12/QĐ-UBND ngày 3/1"
    with pytest.raises(SourceNeededError):
        source_of("\u202e\u200b")


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
@pytest.mark.parametrize(("source", "error"), [(" \n ", SourceNeededError), ("x" * (LONGEST + 1), TooLongError)])
def test_no_decision_without_its_document(nghe_an, viewer, deed, source, error):
    def kept():
        with nghe_an.connect() as connection:
            return [connection.execute(sa.select(table)).all() for table in (settings, audit_events)]

    before = kept()
    with pytest.raises(error), writing(nghe_an) as connection:
        deed(connection, viewer, source=source, at=NOW)
    assert kept() == before
