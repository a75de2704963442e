"""Ranks are one series only among the same number of places; a target said of 63 is not held against 34."""

import pytest
from pydantic import ValidationError

from core.indices import Answer, Result
from metrics.yearly.definitions import IndexTarget, index_of, target_for
from metrics.yearly.series import computed, missing, years

WORDS = {"vi": "x", "en": "x"}


def results(*lines: tuple[int, int | None, int | None]) -> list[Result]:
    return [Result("PAPI", year, "Nghệ An", rank=rank, rank_of=of) for year, rank, of in lines]


def test_a_rank_is_compared_within_one_field_only():
    lines = years(results((2021, 15, 63), (2022, 17, 63), (2023, 10, 61), (2024, 12, 63), (2025, 9, 34)))

    assert [line.era for line in lines] == [0, 0, 1, 2, 3]
    assert [line.rank_change for line in lines] == [None, -2, None, None, None]
    assert [line.broken for line in lines] == ["", "", "field", "field", "merger"]


def test_a_rank_among_nobody_knows_how_many_is_compared_with_nothing():
    lines = years(results((2021, 15, 63), (2022, 14, None), (2023, 13, None)))

    assert [line.broken for line in lines] == ["", "unknown", "unknown"]
    assert [line.rank_change for line in lines] == [None, None, None]


def test_a_change_says_since_when():
    lines = years([
        Result("PCI", 2019, "x", score=66.64, rank=18, rank_of=63),
        Result("PCI", 2021, "x", rank=30, rank_of=63),
        Result("PCI", 2022, "x", score=66.6, rank=23, rank_of=63),
    ])  # fmt: skip

    assert [(line.rank_change, line.rank_since) for line in lines] == [(None, None), (-12, 2019), (7, 2021)]
    assert lines[2].score_change == pytest.approx(-0.04)
    assert lines[2].score_since == 2019


def target(**given) -> IndexTarget:
    return IndexTarget(index="PAR INDEX", **{"from": 2021}, source=WORDS, **given)


@pytest.mark.parametrize(
    ("rank", "of", "reached"),
    [
        (20, 63, "achieved"),
        (21, 63, "missed"),
        (9, 34, "not_comparable"),
        (9, None, "not_comparable"),
        (None, 63, "not_known"),
    ],
)
def test_a_target_holds_for_the_field_it_was_set_for(rank, of, reached):
    asked = target(rank_at_most=20, rank_of=63)

    assert asked.reached_by(Result("PAR INDEX", 2024, "x", rank=rank, rank_of=of)) == reached
    assert asked.reached_by(None) == "not_known"


def test_a_score_target_does_not_ask_for_the_field():
    asked = target(score_at_least=85)

    assert asked.reached_by(Result("PAR INDEX", 2025, "x", score=85.0, rank_of=34)) == "achieved"
    assert asked.reached_by(Result("PAR INDEX", 2025, "x", score=0.0)) == "missed"
    assert asked.reached_by(Result("PAR INDEX", 2025, "x")) == "not_known"


@pytest.mark.parametrize(
    "given", [{}, {"rank_at_most": 20}, {"rank_at_most": 20, "rank_of": 63, "score_at_least": 85}, {"rank_of": 34}]
)
def test_a_target_names_one_goal_and_a_rank_its_field(given):
    with pytest.raises(ValidationError):
        target(**given)


def test_a_later_target_and_the_provinces_own_come_first():
    old, new = target(rank_at_most=20, rank_of=63), target(rank_at_most=10, rank_of=34).model_copy(
        update={"from_month": "2025-01"}
    )  # fmt: skip
    own = target(rank_at_most=5, rank_of=63).model_copy(update={"province": "nghe-an"})

    assert target_for("PAR INDEX", "", 2024, "nghe-an", (old, new)) == old
    assert target_for("PAR INDEX", "", 2025, "nghe-an", (old, new)) == new
    assert target_for("PAR INDEX", "", 2024, "nghe-an", (old, own)) == own
    assert target_for("PAR INDEX", "", 2024, "phu-tho", (old, own)) == old
    assert target_for("PAR INDEX", "", 2020, "phu-tho", (old, new)) is None
    assert target_for("PAR INDEX", "", 2024, "phu-tho") is None


def test_a_criterion_is_judged_by_its_highest_score_where_nobody_has_said():
    def judged(score, most=None):
        return computed(Result("PAR INDEX", 2024, "x", "2.1", score=score, max_score=most), None)

    assert (judged(1.0, 1.0), judged(0.0, 1.0), judged(None, 1.0), judged(5.4)) == ("achieved", "missed", "", "")
    part = target(score_at_least=0.5)
    assert computed(Result("PAR INDEX", 2024, "x", "2.1", score=0.6, max_score=1.0), part) == "achieved"


def test_four_answers_are_all_there_or_named():
    assert missing("", Answer(), remedied=False) == ("achieved", "cause", "responsible", "remedy")
    assert missing("missed", Answer(cause="a", unit="SNV"), remedied=True) == ("responsible",)
    assert missing("missed", Answer(cause="a", unit="SNV", leader="b"), remedied=True) == ()


def test_an_unknown_index_keeps_its_name():
    assert (index_of("XYZ").title["vi"], index_of("XYZ").scale) == ("XYZ", None)
