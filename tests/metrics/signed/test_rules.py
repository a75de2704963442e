"""The rules of a version: what changes a number is in them, what explains it is not, and they give the definitions
back."""

import json

import pytest

from core.periods import parse
from metrics.in_force import Definitions, definitions_of, settings_in_files
from metrics.rates.measures import Measure
from metrics.score.rules import ScoreRules
from metrics.signed.rules import only, rules_of, with_rules, words_of

KINDS = ("measures", "targets", "scores", "deliveries")


@pytest.fixture(params=["2024-01", "2025-07", "2026-08"])
def now(request) -> Definitions:
    return definitions_of(parse(request.param), settings_in_files())


def test_stored_rules_and_the_words_of_today_give_the_definitions_back(now):
    stored = json.loads(json.dumps(rules_of(now), sort_keys=True))
    again = with_rules(stored, now)

    for kind in KINDS:
        assert list(getattr(again, kind).items()) == list(getattr(now, kind).items()), "and in the same order"


def test_rules_of_definitions_that_are_gone_are_called_by_their_ids(now):
    again = with_rules(rules_of(now), Definitions())

    assert rules_of(again) == rules_of(now)
    assert again.measures["online"].title.vi == "online"


def test_words_are_no_rules(now):
    text = json.dumps(rules_of(now), ensure_ascii=False)
    for item in now.measures.values():
        assert item.title.vi not in text and item.why.en not in text and item.source not in text
    for score in now.scores.values():
        assert all(each.title.vi not in text for each in score.indicators)


def test_words_and_rules_together_are_everything():
    """A field that is added to a definition is signed or explains: none is forgotten."""
    now = definitions_of(parse("2026-08"), settings_in_files())
    for kind in KINDS:
        for name, each in getattr(now, kind).items():
            said = set(words_of(now)[kind][name]) | set(rules_of(now)[kind][name])
            usual = {
                field
                for field, info in type(each).model_fields.items()
                if getattr(each, field) == info.get_default() and field not in said
            }
            assert said | usual | {"from_month", "published_from", "otherwise_from"} >= set(type(each).model_fields)


def test_a_rule_that_the_program_learns_later_changes_no_older_rules(now):
    class Later(Measure):
        of_whom: str = "everybody"

    later = Definitions(
        {name: Later.model_validate(each.model_dump(by_alias=True)) for name, each in now.measures.items()}
    )
    assert rules_of(later)["measures"] == rules_of(now)["measures"]


def test_a_score_is_signed_with_the_month_it_is_named_by(now):
    assert all(rules["from"] == now.scores[name].from_month for name, rules in rules_of(now)["scores"].items())
    assert isinstance(with_rules(rules_of(now), Definitions()).scores["qd766"], ScoreRules)


def test_only_what_was_signed_is_asked_for_words(now):
    fewer = Definitions({"online": now.measures["online"]})
    found = only(now, rules_of(fewer))
    assert (list(found.measures), list(found.targets), list(found.scores)) == (["online"], [], [])
