"""Points by rule: what is missing is not zero, and zero is what the rule says it is."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.counts import COUNT_NAMES
from core.errors import UnknownScoreError
from core.periods import parse
from metrics.definition_files import DefinitionError, read_all
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.rules import Indicator, ScoreRules, all_scores
from metrics.score.scoring import points_of, pooled, scores
from metrics.score.totals import ranked_totals, totals

WORDS = {"vi": "x", "en": "x"}


def indicator(**more) -> Indicator:
    described = {
        "id": "I",
        "title": WORDS,
        "points": 6,
        "scoring": "proportional",
        "numerator": ["digitised"],
        "denominator": ["digitisation_base"],
        "zero": "lost",
        "source": "x",
    }
    return Indicator.model_validate(described | more)


def index(*indicators: Indicator, **more) -> ScoreRules:
    group = {
        "id": "G",
        "title": WORDS,
        "points": sum(each.points for each in indicators),
        "indicators": [each.model_dump() for each in indicators],
    }
    described = {"id": "t", "from": "2026-01", "title": WORDS, "short": WORDS, "source": "x", "groups": [group | more]}
    return ScoreRules.model_validate(described)


def counts(**units) -> pd.DataFrame:
    rows = [{"unit_code": code, **given} for code, given in units.items()]
    return pd.DataFrame(rows).reindex(columns=["unit_code", *COUNT_NAMES])


def won(rule: Indicator, numerator: float, denominator: float) -> float:
    return float(points_of(rule, np.array([numerator]), np.array([denominator]))[0])


@pytest.mark.parametrize(("zero", "expected"), [("lost", 0.0), ("zero", 0.0), ("full", 6.0)])
def test_nothing_to_divide_by_wins_what_the_indicators_own_rule_says(zero, expected):
    assert won(indicator(zero=zero), 0, 0) == expected


def test_all_points_from_the_threshold_on_and_proportional_below_it():
    rule = indicator(scoring="full_from", full_from=80)

    assert won(rule, 40, 100) == pytest.approx(3.0)
    assert won(rule, 80, 100) == won(rule, 100, 100) == 6.0


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.sampled_from(["proportional", "full_from"]))
def test_points_are_never_negative_nor_more_than_there_are(numerator, denominator, scoring):
    more = {"full_from": 80} if scoring == "full_from" else {}

    assert 0.0 <= won(indicator(scoring=scoring, **more), numerator, denominator) <= 6.0


def test_a_missing_count_is_no_zero():
    table = scores(counts(A={"digitised": 5}, B={"digitised": 0, "digitisation_base": 10}), index(indicator()))

    assert table["state"].tolist() == ["not_reported", "scored"]
    assert math.isnan(table["points"].iloc[0]) and table["points"].iloc[1] == 0.0


def test_a_total_says_out_of_how_many_points_something_is_known():
    two = index(indicator(), indicator(id="J", points=4, numerator=["e_results"]))
    data = counts(
        A={"digitised": 5, "e_results": 10, "digitisation_base": 10}, B={"digitised": 10, "digitisation_base": 10}
    )

    table = ranked_totals(totals(scores(data, two), data, two)).set_index("unit_code")

    assert (table.at["A", "points"], table.at["A", "known_points"], table.at["A", "status"]) == (7.0, 10.0, "ranked")
    assert (table.at["B", "points"], table.at["B", "known_points"], table.at["B", "status"]) == (6.0, 6.0, "partly")
    assert pd.isna(table.at["B", "rank"])


def test_the_sources_own_score_of_a_group_stands_in_only_where_no_count_of_it_is_known():
    with_given = index(indicator(), given="score_mdsh_hundredths")
    data = counts(
        A={"score_mdsh_hundredths": 321},
        B={"score_mdsh_hundredths": 321, "digitised": 5, "digitisation_base": 10},
    )

    table = scores(data, with_given)

    assert table[["unit_code", "indicator", "points", "state"]].values.tolist() == [
        ["A", "G", 3.21, "given"],
        ["B", "I", 3.0, "scored"],
    ]


def test_ranks_are_of_the_exact_totals_and_not_of_rounded_ones():
    rule = index(indicator())
    data = counts(
        A={"digitised": 1000, "digitisation_base": 3000},
        B={"digitised": 1001, "digitisation_base": 3001},
        C={"digitised": 1, "digitisation_base": 3},
    )

    table = ranked_totals(totals(scores(data, rule), data, rule)).set_index("unit_code")

    assert table["rank"].to_dict() == {"B": 1, "A": 2, "C": 2}


def test_a_group_is_the_score_of_its_dossiers_not_the_mean_of_scores():
    data = counts(
        A={"digitised": 900, "digitisation_base": 900},
        B={"digitised": 0, "digitisation_base": 100},
        C={"digitisation_base": 500},
    )

    (row,) = pooled(data, index(indicator()), "ALL").to_dict("records")

    assert (row["numerator"], row["denominator"], row["points"]) == (900, 1000, pytest.approx(5.4))


def test_procedures_of_a_group_are_its_own_and_never_a_sum():
    rule = index(indicator(numerator=["citizen_procedures"], denominator=["procedures"], zero="zero"))
    data = counts(A={"citizen_procedures": 3, "procedures": 6}, B={"citizen_procedures": 3, "procedures": 6})
    own = counts(P={"citizen_procedures": 4, "procedures": 8}).iloc[0]

    assert pooled(data, rule, "ALL")["state"].tolist() == ["not_reported"]
    assert pooled(data, rule, "ALL", own)["denominator"].tolist() == [8]


def test_decision_766_has_a_hundred_points_in_its_six_groups():
    found = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")

    assert {group.id: group.points for group in found.groups} == {
        "CKMB": 18, "TDGQ": 20, "DVCTT": 12, "TTTT": 10, "MDHL": 18, "MDSH": 22
    }  # fmt: skip
    assert found.points == 100
    assert [found.band(points).title.vi for points in (90, 89.99, 70, 50, 49.99)] == [
        "Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"zero": None},
        {"full_from": 80},
        {"scoring": "full_from"},
        {"scoring": "given"},
        {"numerator": ["nonsense"]},
        {"points": 0},
    ],
)
def test_a_rule_that_is_not_whole_is_refused_with_file_and_line(tmp_path, wrong):
    import yaml

    described = index(indicator()).model_dump(by_alias=True, mode="json")
    described["groups"][0]["indicators"][0] |= wrong
    path = tmp_path / "t.yaml"
    path.write_text(yaml.safe_dump([described], allow_unicode=True), encoding="utf-8")

    with pytest.raises(DefinitionError, match=r"t\.yaml:\d+"):
        read_all(path, ScoreRules)


def test_every_index_there_is_can_be_read():
    assert "qd766" in all_scores()


def test_the_version_in_force_is_the_newest_begun_and_every_version_can_be_named():
    assert definitions_of(parse("2026-06"), settings_in_files()).score("noi_bo").from_month == "2025-07"
    assert definitions_of(parse("2026-07"), settings_in_files()).score("noi_bo").from_month == "2026-07"
    assert [settings_in_files().score_version(f"noi_bo@{month}").points for month in ("2025-07", "2026-07")] == [
        100
    ] * 2
    with pytest.raises(UnknownScoreError):
        definitions_of(parse("2025-06"), settings_in_files()).score("noi_bo")
    with pytest.raises(UnknownScoreError):
        settings_in_files().score_version("noi_bo@2024-01")


def test_the_share_of_what_can_be_known_is_of_the_printed_points():
    """6 points for 1 of 3 twice: printed 2.00 + 2.00, and 2 for 1 of 3: 0.67. 4.67 of 14 are 33.357 %, not 33.333 %."""
    parts = (indicator(id="A"), indicator(id="B"), indicator(id="C", points=2))
    rule = index(*parts).model_copy(update={"decimals": 2})
    table = counts(U={"digitised": 1, "digitisation_base": 3})

    found = totals(scores(table, rule), table, rule)

    assert found["points"].tolist() == [pytest.approx(4.67)]
    assert found["share"].tolist() == [pytest.approx(100 * 4.67 / 14)]
