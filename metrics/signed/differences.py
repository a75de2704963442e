"""Compares a version's signed answers with a new computation, figure by figure, and says why each differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from metrics.signed.answers import Answers
from metrics.signed.rules import Rules

Because = Literal["data", "rule", "program"]
HEAD = ("period", "version", "imports", "illustrative", "data", "units", "used")
"""What a version is made of; everything after it is computed."""
Key = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One figure, rule or ingredient that is no longer as it was signed."""

    unit: str
    """The unit's code; blank for a group of units, a rule, or what the version is made of."""
    figure: str
    """As “month online rank”, “qd766 points”, “rules targets online value”, “illustrative”."""
    then: Any
    now: Any
    """None where there is no such figure any more."""
    because: tuple[Because, ...]


def differences(signed: Answers, by_its_rules: Answers, now: Answers, *, data_changed: bool) -> list[Difference]:
    """What was signed and is different now. What was not signed, such as a new measure, is none.

    Args:
        signed: the stored answers.
        by_its_rules: computed now, by the rules that were signed.
        now: computed now, by the rules of today.
        data_changed: whether the numbers of another month that it uses have changed.
    """
    found = [Difference("", name, signed[name], now[name], ("data",)) for name in HEAD if signed[name] != now[name]]
    data = data_changed or bool(found)
    middle, last = dict(_figures(by_its_rules)), dict(_figures(now))
    for key, then in _figures(signed):
        if last.get(key) != then:
            causes: list[Because] = []
            if middle.get(key) != then:
                causes.append("data" if data else "program")
            if last.get(key) != middle.get(key):
                causes.append("rule")
            found.append(Difference(key[0], " ".join(key[1:]), then, last.get(key), tuple(causes)))
    return found


def rule_differences(signed: Rules, now: Rules) -> list[Difference]:
    """The signed rules that are others now; new ones beside them are none."""
    last = dict(_flat(now, ("", "rules")))
    return [
        Difference("", " ".join(key[1:]), then, last.get(key), ("rule",))
        for key, then in _flat(signed, ("", "rules"))
        if last.get(key) != then
    ]


def _figures(answers: Answers) -> Iterator[tuple[Key, Any]]:
    """Every computed figure by (unit, what it is…)."""
    for span, kinds in answers["rates"].items():
        for kind, table in kinds.items():
            for measure, columns in table["measures"].items():
                yield from _columns(columns, table["units"], (span, kind, measure))
    for span, kinds in answers["groups"].items():
        yield from _flat(kinds, ("", span))
    for score, kinds in answers["scores"].items():
        for kind, table in kinds.items():
            points = {name: table[name] for name in ("points", "known", "rank", "status")}
            yield from _columns(points | table["indicators"], table["units"], (score, kind))


def _columns(columns: dict[str, list[Any]], units: list[str], about: Key) -> Iterator[tuple[Key, Any]]:
    for name, column in columns.items():
        for unit, value in zip(units, column, strict=True):
            yield (unit, *about, name), value


def _flat(content: Any, about: Key) -> Iterator[tuple[Key, Any]]:
    """The leaves of nested JSON; the parts of a list by their ids where they have some."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _flat(value, (*about, name))
    elif isinstance(content, list) and content and isinstance(content[0], dict):
        for place, value in enumerate(content):
            yield from _flat(value, (*about, str(value.get("id", place))))
    else:
        yield about, content
