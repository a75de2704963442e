"""A month against the months before it: warnings where the past makes it unlikely, and silence where it does not."""

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import months_back, parse
from loaders import load
from tests.loaders.conftest import TODAY

AUGUST = parse("2026-08")
HEAD = (
    "unit_code,month,received_online,received_in_person,carried_over,resolved,resolved_early,resolved_on_due,pending\n"
)
USUAL = {"received_online": 300, "received_in_person": 100, "carried_over": 50, "resolved": 400,
         "resolved_early": 300, "resolved_on_due": 90, "pending": 50}  # fmt: skip


def past(units=("SNV", "STP", "SYT"), months=12) -> pd.DataFrame:
    """A year of honest months that wobble by a few per cent."""
    chance = np.random.default_rng(5)
    rows = [
        {"unit_code": unit, "month": pd.Timestamp(month.start)}
        | dict.fromkeys(COUNT_NAMES, np.nan)
        | {name: round(value * chance.uniform(0.93, 1.07)) for name, value in USUAL.items()}
        | {"pending": 50.0, "carried_over": 50.0}
        for month in months_back(AUGUST.before, months)
        for unit in units
    ]
    return pd.DataFrame(rows)


def line(unit: str, **changed: int) -> str:
    return ",".join([unit, "2026-08", *(str(value) for value in (USUAL | changed).values())]) + "\n"


def found(text: str, nghe_an, before: pd.DataFrame) -> list[tuple[str, str | None]]:
    loaded = load((HEAD + text).encode(), "x.csv", units=nghe_an, month=AUGUST, today=TODAY, past=before)
    return [(issue.code, issue.cell or None) for issue in loaded.issues if issue.severity == "warning"]


def test_an_honest_month_is_not_warned_of(nghe_an):
    assert found(line("SNV") + line("STP", received_online=320) + line("SYT"), nghe_an, past()) == []


def test_what_was_carried_over_is_what_was_pending(nghe_an):
    text = line("SNV", carried_over=45) + line("STP") + line("SYT")
    assert found(text, nghe_an, past()) == [("carried_over_differs", "E2")]


def test_units_of_last_month_are_missed_in_a_whole_month_and_not_in_a_correction(nghe_an):
    assert found(line("SNV") + line("STP"), nghe_an, past()) == [("units_missing", None)]
    assert found(line("SNV"), nghe_an, past()) == []


def test_a_unit_that_has_ended_is_not_missed(nghe_an):
    assert found(line("SNV") + line("STP"), nghe_an, past(("SNV", "STP", "412"))) == []


def test_a_copy_of_last_month_is_recognised(nghe_an):
    before = past()
    last = before[before["unit_code"].eq("SNV")].iloc[-1]
    copied = line("SNV", **{name: int(last[name]) for name in USUAL})
    assert ("same_as_before", "2") in found(copied + line("STP") + line("SYT"), nghe_an, before)


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"received_online": 300_000}, ("volume_far_from_past", "C2")),  # a thousandfold: a lost decimal point
        ({"received_online": 3, "received_in_person": 1}, ("volume_far_from_past", "C2")),
        ({"resolved_early": 100, "resolved_on_due": 30}, ("rate_far_from_past", "F2")),
    ],
)
def test_a_month_far_from_the_units_own_past_is_told(nghe_an, changed, warning):
    assert found(line("SNV", **changed) + line("STP") + line("SYT"), nghe_an, past()) == [warning]


def test_a_short_past_says_nothing_about_what_is_usual(nghe_an):
    text = line("SNV", received_online=300_000) + line("STP") + line("SYT")
    assert found(text, nghe_an, past(months=5)) == []


def test_the_invented_province_raises_an_alarm_only_where_something_happened(nghe_an):
    """3,000 unit-months: alarms for a merger that doubled two departments, a commune that collapsed, silent units."""
    from core.settings import PROVINCES
    from loaders.monthly.checks.against_the_past import against_the_past

    table = pd.read_csv(PROVINCES / "nghe-an" / "dossiers.csv", dtype={"unit_code": str})
    counts = table.reindex(columns=COUNT_NAMES).astype(float)
    before = pd.concat([table["unit_code"], pd.to_datetime(table["month"]), counts], axis=1)
    rows = before.assign(
        period_start=[month.date() for month in before["month"]], field=None, sheet=None, row=range(2, len(table) + 2)
    )
    alarms = list(against_the_past(rows, {}, before, nghe_an))

    units = {table["unit_code"][issue.row - 2] for issue in alarms if issue.row}
    assert units <= {"SNV", "SKHCN", "17329"}
    assert len(alarms) < len(table) / 100
