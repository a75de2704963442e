"""U3: an answer that leaves units out, is empty, or fell, is refused."""

import datetime as dt

import pandas as pd
import pytest

from core.periods import parse
from loaders.databases.completeness import expected
from loaders.databases.description import Completeness
from loaders.databases.pulling import pull
from tests.loaders.databases.sources import TODAY, Place, dossier_source, fill
from tests.loaders.databases.test_reading_only import row

OCTOBER = parse("2026-10")
ALL = {"kinds": ["department", "commune"]}


@pytest.fixture
def codes(units) -> list[str]:
    return [unit.code for unit in expected(Completeness(kinds=("department", "commune")), units, OCTOBER)]


def loaded(place: Place, units, previous=None, **complete):
    source = dossier_source(place, complete=complete)
    return pull(source, OCTOBER, units=units, today=TODAY, environment={}, previous=previous).loaded


def problems(found, severity="error") -> list[str]:
    return [issue.code for issue in found.issues if issue.severity == severity]


def before(codes, each: int) -> pd.DataFrame:
    return pd.DataFrame({"unit_code": codes, "received": float(each)})


def test_u3_every_unit_of_the_kinds_in_force_is_expected(units, codes):
    assert len(codes) > 140
    assert "SKHDT" not in codes  # went into another department in 2025
    in_2025 = expected(Completeness(kinds=("department",)), units, parse("2025-01"))
    assert "SKHDT" in [unit.code for unit in in_2025]


def test_u3_a_whole_month_passes(sqlite: Place, units, codes):
    fill(sqlite.writing, [row(code) for code in codes])
    found = loaded(sqlite, units, before(codes, 1), **ALL)
    assert found.fit_to_store and problems(found, "warning") == []


def test_u3_half_the_units_missing_is_refused(sqlite: Place, units, codes):
    fill(sqlite.writing, [row(code) for code in codes[::2]])
    found = loaded(sqlite, units, **ALL)
    assert problems(found) == ["incomplete_pull"] and not found.fit_to_store
    assert found.issues[0].values["how_many"] == len(codes) // 2


def test_u3_units_that_may_be_missing_are_named_and_not_refused(sqlite: Place, units, codes):
    fill(sqlite.writing, [row(code) for code in codes[2:]])
    found = loaded(sqlite, units, missing_allowed=2, **ALL)
    assert found.fit_to_store and problems(found, "warning") == ["units_not_in_source"]
    assert loaded(sqlite, units, without=codes[:2], **ALL).issues == ()


@pytest.mark.parametrize("rows", [[], [row(ngay_tiep_nhan=dt.datetime(2026, 11, 5), ngay_ket_thuc=None)]])
def test_u3_an_empty_month_is_refused(sqlite: Place, units, rows):
    fill(sqlite.writing, rows)
    found = loaded(sqlite, units, **ALL)
    assert {"incomplete_pull", "incomplete_pull_empty"} <= set(problems(found))


def test_u3_a_large_fall_against_the_month_before_is_refused(sqlite: Place, units, codes):
    fill(sqlite.writing, [row(code) for code in codes])
    assert problems(loaded(sqlite, units, before(codes, 3), **ALL)) == ["incomplete_pull_fell"]
    assert problems(loaded(sqlite, units, before(codes, 2), **ALL)) == []
    assert problems(loaded(sqlite, units, before(codes, 3), largest_fall_percent=80, **ALL)) == []
    assert problems(loaded(sqlite, units, before(codes, 3).iloc[:0], **ALL)) == []
