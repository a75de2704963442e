"""A version's code is of its numbers: where a count stands in `core.counts` does not change it."""

import random

import pandas as pd
import pytest

from core.counts import COUNT_NAMES, FORM_COUNTS
from metrics.signed import codes

NUMBERS = pd.DataFrame(
    [{"unit_code": code, **{name: float(len(name) + at) for at, name in enumerate(COUNT_NAMES)}} for code in "AB"]
)


def data_code_with(monkeypatch: pytest.MonkeyPatch, names: list[str], numbers: pd.DataFrame) -> str:
    monkeypatch.setattr(codes, "COUNT_NAMES", tuple(names))
    return codes.data_code(numbers)


def test_the_order_of_counts_has_no_meaning(monkeypatch: pytest.MonkeyPatch):
    before = codes.data_code(NUMBERS)
    for seed in range(5):
        shuffled = random.Random(seed).sample(COUNT_NAMES, len(COUNT_NAMES))
        assert data_code_with(monkeypatch, shuffled, NUMBERS[["unit_code", *shuffled]]) == before


def test_a_new_count_anywhere_is_part_only_where_it_is_reported(monkeypatch: pytest.MonkeyPatch):
    before = codes.data_code(NUMBERS)
    names = ["brand_new", *COUNT_NAMES]

    assert data_code_with(monkeypatch, names, NUMBERS.assign(brand_new=float("nan"))) == before
    assert data_code_with(monkeypatch, names, NUMBERS.assign(brand_new=1.0)) != before


def test_every_count_is_listed_once_in_the_order_it_is_signed_in():
    listed = (*codes.FIRST_SIGNED, *codes.LATER_SIGNED)
    assert len(set(listed)) == len(listed) and set(listed) <= set(COUNT_NAMES)
    assert set(FORM_COUNTS) <= set(codes.FIRST_SIGNED)
