"""The portal's own scores beside ours: equal where they are, and where not, which count differs."""

from pathlib import Path

import pandas as pd
import pytest

from actions.data.import_file import check, import_file
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from reports.data.reconcile import reconcile
from reports.versions import published
from tests.conftest import VIEWER, accepted, clock

AUGUST = parse("2026-08")
QD766 = definitions_of(AUGUST, settings_in_files()).score("qd766")
GOLDEN = Path(__file__).parents[2] / "golden"
DIGITISATION = GOLDEN / "phutho_2026-08_digitization_sample.csv"


def fill(engine) -> None:
    for path in (GOLDEN / "phutho_2026-08_progress_by_unit.csv", DIGITISATION):
        content = path.read_bytes()
        import_file(engine, VIEWER, content, path.name, month=AUGUST, clock=clock, note="+", reason_for=accepted)


@pytest.fixture
def month(copy_of):
    return copy_of("phu-tho", fill)


def lines(engine, viewer, content: bytes):
    loaded = check(engine, viewer, content, "cổng.csv", month=AUGUST, clock=clock)
    with engine.connect() as connection:
        return reconcile(
            published(connection, viewer),
            QD766,
            AUGUST,
            loaded.rows,
        )


def test_the_portals_own_table_agrees_with_what_was_loaded_from_it(month, viewer):
    found = lines(month, viewer, DIGITISATION.read_bytes())

    assert len(found) == 10 * 8  # seven indicators and the group of ten units
    assert all(line.equal for line in found)


def test_a_changed_count_is_named_with_both_values_and_the_points_it_makes(month, viewer):
    changed = DIGITISATION.read_text(encoding="utf-8-sig").replace(",588,385,312,", ",588,385,300,")

    differing = [line for line in lines(month, viewer, changed.encode()) if not line.equal]

    assert {(line.unit.code, line.indicator) for line in differing} == {
        ("H44.03", "SO_HOA_GIAY_TO_GIAI_QUYET"),
        ("H44.03", "MDSH"),
    }
    one = next(line for line in differing if line.indicator != "MDSH")
    assert one.counts == (("digitised", 312.0, 300.0),)
    assert one.difference == pytest.approx(2.12 - 2.04)


def test_a_published_score_that_its_own_counts_do_not_give_is_found(month, viewer):
    wrong = DIGITISATION.read_text(encoding="utf-8-sig").replace(",2,10.53,22,", ",2,10.35,22,")

    (line,) = [line for line in lines(month, viewer, wrong.encode()) if not line.equal]

    assert (line.indicator, line.ours, line.theirs, line.counts) == ("MDSH", pytest.approx(10.53), 10.35, ())


def test_units_we_do_not_know_and_what_only_one_side_knows_are_left_out(month, viewer):
    theirs = pd.DataFrame([{"unit_code": "H99", "digitised": 1}, {"unit_code": "H44.03", "paid_online": 3}])
    with month.connect() as connection:
        assert (
            reconcile(
                published(connection, viewer),
                QD766,
                AUGUST,
                theirs,
            )
            == []
        )
