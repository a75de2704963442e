"""What is in force in a period is asked for: what begins later, or is of another province, changes nothing past."""

import pytest

from core.periods import parse, year_to_date
from metrics import in_force
from metrics.dated import Dated, newest, newest_of_each
from metrics.in_force import ProvinceSettings, definitions_of, settings_in_files
from metrics.rates.measures import all_measures
from metrics.rates.targets import Target
from reports.published import Published
from reports.versions import published

AUGUST = parse("2026-08")
WORDS = {"vi": "x", "en": "x"}


def target(begin: str, value: float, measure: str = "online") -> Target:
    return Target.model_validate({"measure": measure, "from": begin, "value": value, "source": WORDS})


def test_the_newest_that_has_begun_holds_whatever_the_order_of_the_entries():
    entries = [Dated.model_validate({"from": begin}) for begin in ("2026-07", "2024-01", "2027-01", 2025)]

    assert newest(entries, "2026-08") is entries[0]
    assert newest(entries, "2026-06") is entries[3], "a year begins in January"
    assert newest(entries, "2023-12") is None
    assert newest_of_each(entries, "2026-08", lambda each: each.from_month[:4] < "2026") == {
        False: entries[0],
        True: entries[3],
    }


def test_a_target_from_next_year_changes_nothing_of_this_one():
    now, later = target("2026-01", 80), target("2027-01", 90)

    assert definitions_of(AUGUST, ProvinceSettings((now, later))).targets == {"online": now}
    assert definitions_of(parse("2027-02"), ProvinceSettings((now, later))).targets == {"online": later}
    # A longer period goes by what is in force at its end.
    assert definitions_of(year_to_date(parse("2027-02")), ProvinceSettings((now, later))).targets == {"online": later}


def test_a_province_without_decisions_of_its_own_has_none():
    found = definitions_of(AUGUST, ProvinceSettings())
    assert (dict(found.targets), dict(found.scores), dict(found.deliveries)) == ({}, {}, {})
    assert found.measures.keys() == all_measures().keys()


def test_what_is_in_files_is_found_whole():
    found = definitions_of(AUGUST, settings_in_files())
    assert {"qd766", "noi_bo"} == found.scores.keys()
    assert found.targets["online"].value == 80
    assert found.scores["noi_bo"].from_month == "2026-07"


def test_a_measure_that_begins_later_is_not_there_before(monkeypatch: pytest.MonkeyPatch, departments: Published):
    later = {**all_measures(), "online": all_measures()["online"].model_copy(update={"from_month": "2026-08"})}
    monkeypatch.setattr(in_force, "all_measures", lambda: later)
    settings = ProvinceSettings()
    data = Published(1, departments.lists, departments.counts, departments.months, settings=settings)

    def known(month: str) -> bool:
        return "online" in {item.id for item in data.measures([parse(month)])}

    assert known("2026-08") and not known("2026-07")


@pytest.fixture
def departments(nghe_an, viewer) -> Published:
    from actions.data.import_file import import_file
    from tests.conftest import accepted, clock

    for month in ("2026-07", "2026-08"):
        text = f"unit_code,month,received_online,received_in_person\nSNV,{month},80,20\n"
        import_file(nghe_an, viewer, text.encode(), "a.csv", month=None, clock=clock, reason_for=accepted, note="+")
    with nghe_an.connect() as connection:
        return published(connection, viewer)
