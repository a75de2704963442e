"""Who has reported what, in time or late, by real imports at different moments."""

import datetime as dt

from actions.data.import_file import save_draft
from actions.data.review import reject
from core.periods import parse
from core.viewer import Viewer, only
from reports.data.calendar import calendar
from store.database import writing

OCTOBER = parse("2026-10")
HEAD = "unit_code,month,received_online,received_in_person,digitisation_base\n"


def on(day: str):
    moment = dt.datetime.fromisoformat(f"{day}T09:00:00+07:00").astimezone(dt.UTC)
    return lambda: moment


def load(engine, viewer, text: str, day: str) -> int:
    loaded = save_draft(engine, viewer, (HEAD + text).encode(), f"{day}.csv", month=None, clock=on(day))
    return loaded.drafts[0][1]


def ask(engine, viewer, day: str, kind="department"):
    with engine.connect() as connection:
        return calendar(connection, viewer, OCTOBER, kind=kind, now=on(day)())


def states(report) -> dict[str, list]:
    return {row.unit_code: row.states for row in report.table.itertuples()}


def test_each_unit_is_in_late_due_or_missing(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-09,1,1,2\n", "2026-10-05")
    load(nghe_an, viewer, "SNV,2026-10,1,1,2\n", "2026-11-05")
    load(nghe_an, viewer, "STP,2026-10,1,1,2\n", "2026-11-15")

    before, after = ask(nghe_an, viewer, "2026-11-08"), ask(nghe_an, viewer, "2026-11-22")

    assert [states(after)[code][-2:] for code in ("SNV", "STP")] == [["on_time", "on_time"], ["missing", "late"]]
    due = next(each for each in after.due if each.delivery.id == "dossiers")
    assert (due.states["on_time"], due.states["late"]) == (1, 1)
    assert "SNV" not in {unit.code for unit in due.missing} and "STC" in {unit.code for unit in due.missing}
    assert next(each for each in before.due if each.delivery.id == "dossiers").states["due"] == due.units - 2


def test_the_share_in_time_counts_each_delivery_of_the_year(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-09,1,1,2\n", "2026-10-05")
    load(nghe_an, viewer, "SNV,2026-10,1,1,2\n", "2026-11-15")

    row = ask(nghe_an, viewer, "2026-11-22").table.set_index("unit_code").loc["SNV"]

    # Two deliveries a month; what was due before the first import of all does not count.
    assert (row["on_time"], row["counted"], row["value"]) == (2, 4, 50.0)


def test_a_rejected_import_has_not_come_in(nghe_an, viewer):
    number = load(nghe_an, viewer, "SNV,2026-10,1,1,2\n", "2026-11-05")
    with writing(nghe_an) as connection:
        reject(connection, viewer, number, at=on("2026-11-06")(), reason="nhầm tệp")

    assert states(ask(nghe_an, viewer, "2026-11-22"))["SNV"][-1] == "missing"


def test_a_unit_owes_nothing_for_months_in_which_it_did_not_exist(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-10,1,1,2\n", "2026-11-05")
    with nghe_an.connect() as connection:
        report = calendar(connection, viewer, parse("2025-12"), kind="commune", now=on("2026-11-22")())

    row = next(iter(report.table.itertuples()))
    assert row.states[:6] == [None] * 6
    assert None not in row.states[6:]


def test_months_before_the_first_one_handed_in_are_not_overdue(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-09,1,1,2\n", "2026-11-15")

    report = ask(nghe_an, viewer, "2026-11-22")
    with nghe_an.connect() as connection:
        august = calendar(connection, viewer, parse("2026-08"), kind="department", now=on("2026-11-22")())

    assert states(report)["SNV"][-3:] == ["before_use", "backfilled", "missing"]
    assert states(report)["STP"][-3:] == ["before_use", "missing", "missing"]
    assert all(not due.missing and due.reported == 0 and due.before_use == due.units for due in august.due)


def test_where_nothing_was_ever_loaded_nothing_is_overdue(nghe_an, viewer):
    report = ask(nghe_an, viewer, "2026-11-22")

    assert {each for row in states(report).values() for each in row} == {"before_use"}
    assert all(not due.missing and due.reported == 0 for due in report.due)


def test_what_other_units_handed_in_begins_a_month_for_who_sees_one_unit_alone(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-09,1,1,2\n", "2026-11-15")
    member = Viewer.holding("x", ["see_drafts"], only("STP"))

    assert states(ask(nghe_an, member, "2026-11-22")) == {
        "STP": [*["before_use"] * 10, "missing", "missing"],
    }
