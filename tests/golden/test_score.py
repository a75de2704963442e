"""Decision 766: every row the national portal published for Phú Thọ, August 2026, comes out to the hundredth.

Source: dichvucong.gov.vn reporting API (captured 2026-09-26), the files' own score columns; none was computed by this
project. Each file goes the whole way: read, checked, stored, published, scored.
"""

import csv
from pathlib import Path

import pandas as pd
import pytest

from actions.data.import_file import import_file
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from reports.results.score import known, province_score, score, score_rows
from reports.versions import published
from tests.conftest import VIEWER, accepted, clock

HERE = Path(__file__).parent
AUGUST = parse("2026-08")
QD766 = definitions_of(AUGUST, settings_in_files()).score("qd766")
FILES = {
    "TDGQ": ("phutho_2026-08_progress_by_unit.csv", "score_max20", 164),
    "MDSH": ("phutho_2026-08_digitization_sample.csv", "score", 10),
    "TTTT": ("phutho_2026-08_online_payment_sample.csv", "score", 18),
    "MDHL": ("phutho_2026-08_satisfaction_sample.csv", "score", 7),
}
COMPONENTS = "phutho_2026-08_six_components_sample.csv"


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(engine) -> None:
    for name in (*(file for file, _, _ in FILES.values()), COMPONENTS):
        content = (HERE / name).read_bytes()
        done = import_file(engine, VIEWER, content, name, month=AUGUST, clock=clock, note="+", reason_for=accepted)
        assert done.versions, done.loaded.issues


@pytest.fixture
def month(copy_of):
    return copy_of("phu-tho", fill)


def ask(engine, question, *arguments, **named):
    with engine.connect() as connection:
        return question(connection, *arguments, **named)


def test_every_published_group_score_comes_out_to_the_hundredth(month, viewer):
    table = ask(month, score_rows, viewer, AUGUST)
    ours = table.groupby(["unit_code", "group"])["points"].sum(min_count=1)

    for group, (name, column, how_many) in FILES.items():
        theirs = {row["unit_code"]: float(row[column]) for row in rows(name)}
        assert len(theirs) == how_many
        differing = {code: (ours[code, group], score) for code, score in theirs.items()
                     if abs(ours[code, group] - score) > 1e-9}  # fmt: skip
        assert differing == {}


def test_every_total_comes_out_to_the_hundredth(month, viewer):
    totals = ask(month, score_rows, viewer, AUGUST).groupby("unit_code")["points"].sum()

    for row in rows(COMPONENTS):
        assert totals[row["unit_code"]] == pytest.approx(float(row["total_computed_here_max100"]), abs=1e-9)


def test_a_unit_without_dossiers_is_apart_with_its_points(month, viewer):
    report = ask(month, score, viewer, AUGUST, kind="department")
    office = report.table.set_index("unit_code").loc["H44.01"]

    assert (office["points"], office["status"]) == (15.96, "no_dossiers")
    assert pd.isna(office["rank"])


def test_the_provinces_progress_is_of_its_units_dossiers(month, viewer):
    with month.connect() as connection:
        data = published(connection, viewer)
    table = province_score(data, QD766, AUGUST).set_index("indicator")

    assert tuple(table.loc["ON_TIME", ["numerator", "denominator", "points"]]) == (144_625, 184_513, 15.68)
    # Procedures cannot be added over units: the province's own row.
    assert tuple(table.loc["CITIZEN_DATA_CONNECTED_FORMALITY", ["numerator", "denominator"]]) == (297, 1301)
    assert known(table.reset_index())[1] <= 100


def test_what_is_not_known_is_empty_on_the_command_line(month, viewer):
    table = ask(month, score_rows, viewer, AUGUST).set_index(["unit_code", "indicator"])

    assert pd.isna(table.at[("H44.100", "PUBLISH_ON_TIME"), "points"])
    assert table.at[("H44.03", "PETITION_PROCESSING_ON_TIME"), "denominator"] == 0
