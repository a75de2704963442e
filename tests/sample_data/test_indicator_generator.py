"""The invented counts of Decision 766: always the same, and never more than what they are a part of."""

import csv

import pandas as pd
import pytest

from core.counts import LIMITS
from sample_data import indicator_generator


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return indicator_generator.rows()


def test_the_file_in_the_repository_is_what_the_generator_makes(rows):
    with indicator_generator.PATH.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [{name: str(value) for name, value in row.items()} for row in rows]


def test_no_part_is_more_than_its_whole(rows):
    counts = pd.DataFrame(rows)
    checked = 0
    for part, names in LIMITS.items():
        if part in counts and set(names) <= set(counts):
            assert (counts[part] <= counts[list(names)].sum(axis=1)).all(), part
            checked += 1
    assert checked >= 5
