"""The invented province: always the same, lifelike, and honest about its arithmetic."""

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from sample_data import generator, invention

NGHE_AN = generator.FOLDER


@pytest.fixture(scope="module")
def rows() -> list[generator.Row]:
    return generator.counts()


@pytest.fixture(scope="module")
def counts(rows: list[generator.Row]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def in_force(kind: str, day: str) -> set[str]:
    with (NGHE_AN / "units.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["name"]
            for row in csv.DictReader(file)
            if row["kind"] == kind and row["valid_from"] <= day <= (row["valid_to"] or "9999-12-31")
        }


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_in_the_repository_are_what_the_generator_makes(rows: list[generator.Row]):
    for path, expected in generator.files(rows).items():
        assert read(path) == [{name: str(value) for name, value in row.items()} for row in expected]


def test_wholes_are_the_sums_of_their_parts(counts: pd.DataFrame):
    c = counts
    assert (c.received == c.received_online + c.received_in_person + c.carried_over).all()
    assert (c.resolved == c.resolved_early + c.resolved_on_due + c.resolved_late).all()
    assert (c.pending == c.pending_in_time + c.pending_overdue).all()
    assert (c.portal_dossiers == c.portal_on_time + c.portal_overdue).all()
    assert (c.late_apologised <= c.resolved_late + c.pending_overdue).all()
    assert (c.digitised <= c.digitisation_base).all()
    assert (c.data_reused <= c.digitised).all()
    assert (c.drop(columns=["unit_code", "month"]) >= 0).all(axis=None)


def test_received_is_resolved_and_pending_but_for_the_dossiers_given_back(counts: pd.DataFrame):
    gap = counts.received - counts.resolved - counts.pending

    broken = counts[gap != 0]

    assert dict(zip(zip(broken.unit_code, broken.month, strict=True), gap[gap != 0], strict=True)) == invention.RETURNED


def test_carried_over_is_the_last_months_pending(counts: pd.DataFrame):
    last = counts.sort_values(["unit_code", "month"]).groupby("unit_code")
    before = last.pending.shift()
    known = before.notna()

    assert (counts.carried_over[known.reindex(counts.index)] == before[known].reindex(counts.index).dropna()).all()


@pytest.mark.parametrize(
    ("kind", "day", "number"),
    [
        ("department", "2025-02-28", 21),
        ("department", "2025-03-01", 15),
        ("district", "2025-06-30", 20),
        ("district", "2025-07-01", 0),
        ("commune", "2025-06-30", 0),
        ("commune", "2025-07-01", 130),
    ],
)
def test_as_many_units_as_the_reforms_left(kind: str, day: str, number: int):
    assert len(in_force(kind, day)) == number


def test_seventeen_new_communes_carry_the_bare_name_of_a_district():
    def bare(names: set[str]) -> set[str]:
        kinds = ("Thành phố ", "Thị xã ", "Phường ", "Huyện ", "Xã ")
        return {name.removeprefix(next(kind for kind in kinds if name.startswith(kind))) for name in names}

    same = bare(in_force("district", "2025-06-30")) & bare(in_force("commune", "2025-07-01"))

    assert len(same) == 17
    assert {"Quỳ Hợp", "Hoàng Mai"} <= same


def test_every_share_of_an_old_unit_went_somewhere():
    shares: dict[str, float] = {}
    for old, _, _, share in generator.successions():
        shares[old] = shares.get(old, 0.0) + share

    assert all(total == pytest.approx(1.0, abs=1e-4) for total in shares.values())


def test_the_newest_month_lacks_the_units_that_have_not_reported():
    main = {(row["unit_code"], row["month"]) for row in read(NGHE_AN / "dossiers.csv")}

    assert not main & {*invention.NOT_REPORTED, *invention.LATE_REPORTS}
    assert len([unit for unit, month in main if month == "2026-10"]) == 145 - len(invention.NOT_REPORTED)


def test_a_few_months_without_a_dossier_are_zeros_not_gaps(counts: pd.DataFrame):
    idle = counts[counts.portal_dossiers == 0]

    assert set(idle.unit_code) == {"VPUBND", "BDT", "SDTTG", "TTT"}
    assert (idle.drop(columns=["unit_code", "month"]) == 0).all(axis=None)


def test_phu_tho_lists_the_units_of_its_published_table():
    folder = NGHE_AN.parent / "phu-tho"
    published = {row["unit_code"]: row["unit_name"] for row in read(folder / "progress_2026-08.csv")}
    listed = {row["code"]: row for row in read(folder / "units.csv")}

    assert listed.keys() == published.keys()
    assert all(published[code] in (row["name"], *row["aliases"].split("|")) for code, row in listed.items())
    assert all(dt.date.fromisoformat(row["valid_from"]) for row in listed.values())
