"""Recomputes a published version with fractions, from the counts and rules it was exported with, and compares.

    python -m reports export --version 2026-08 > august.json
    python tools/recompute.py august.json

It imports nothing of this project, so that it is a second opinion and not an echo: every rate, rank, verdict and score
is computed here by the text of the rules. Exit code 0: everything agrees; 1: what differs is printed; 2: no export.
"""

import datetime as dt
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

Counts = Mapping[str, int]
Total = Fraction | None
Goals = Mapping[str, float | None]
RANKED = ("department", "district", "commune")
TINY = Fraction(1, 10**9)
"""A value so close below a half is rounded up, and totals so close are equal: the same in the rules of the score."""


def code_of(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def month_of(code: str) -> tuple[dt.date, dt.date]:
    start = dt.date.fromisoformat(f"{code}-01")
    following = (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return start, following - dt.timedelta(days=1)


def in_force(unit: Mapping[str, Any], month: str) -> bool:
    start, end = month_of(month)
    return bool(unit["from"] <= end.isoformat() and (unit["to"] is None or unit["to"] >= start.isoformat()))


class Span:
    """The units of one period and their counts over its months."""

    def __init__(self, export: Mapping[str, Any], months: Sequence[str]) -> None:
        self.units: dict[str, Mapping[str, Any]] = {}
        for month in months:
            for unit in export["months"][month]["units"]:
                if in_force(unit, month):
                    self.units[unit["code"]] = unit
        self.counts = {code: self._over(export, months, unit) for code, unit in self.units.items()}

    def kinds(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self.units):
            found[self.units[code]["kind"]].append(code)
        return found

    @staticmethod
    def _over(export: Mapping[str, Any], months: Sequence[str], unit: Mapping[str, Any]) -> Counts:
        due = sum(in_force(unit, month) for month in months)
        rows = [export["months"][month]["counts"].get(unit["code"], {}) for month in months]
        if len(months) == 1:
            return dict(rows[0])
        found = {}
        for name, how in export["over_time"].items():
            known = [row[name] for row in rows if name in row]
            if len(known) != due or how == "never":
                continue
            if how == "sum":
                if known:
                    found[name] = sum(known)
            else:
                found[name] = rows[0 if how == "first" else -1].get(name, 0)
        return found


def added(counts: Counts, names: Sequence[str]) -> Total:
    return None if any(name not in counts for name in names) else Fraction(sum(counts[name] for name in names))


def ranks(values: Mapping[str, Total], better: str) -> dict[str, int | None]:
    known = [value for value in values.values() if value is not None]
    above: Callable[[Fraction, Fraction], bool] = (lambda a, b: a > b) if better == "higher" else (lambda a, b: a < b)
    return {
        code: None if value is None else 1 + sum(above(other, value) for other in known)
        for code, value in values.items()
    }


def said(value: Total, target: float | None, better: str, status: str) -> str:
    if value is None:
        return status
    if target is None:
        return "no_target"
    goal = Fraction(str(target))
    return "met" if (value >= goal if better == "higher" else value <= goal) else "missed"


def rates(span: Span, codes: Sequence[str], rule: Mapping[str, Any], goals: Goals) -> dict[str, list[Any]]:
    """The columns of one measure for the units of one kind."""
    given, scale = not rule["denominator"], Fraction(100) if rule["unit"] == "percent" else Fraction(1, 100)
    of = rule["applies_to"] if given else rule["denominator"]
    tops = {code: added(span.counts[code], rule["numerator"]) for code in codes}
    bottoms = {code: added(span.counts[code], of) for code in codes}
    ratios: dict[str, Total] = {}
    for code in codes:
        top, bottom = tops[code], bottoms[code]
        known = top is not None and bottom is not None and bottom > 0
        ratios[code] = (top if given else top / bottom) if known else None  # type: ignore[operator]
    places = ranks(ratios, rule["better"])
    columns: dict[str, list[Any]] = {
        "numerator": [None if given else whole(tops[code]) for code in codes],
        "denominator": [whole(bottoms[code]) for code in codes],
        "value": [None if ratios[code] is None else float(ratios[code] * scale) for code in codes],  # type: ignore[operator]
        "rank": [places[code] for code in codes],
    }
    columns["verdict"] = [
        said(
            None if ratios[code] is None else ratios[code] * scale,  # type: ignore[operator]
            goals[code],
            rule["better"],
            "no_dossiers" if bottoms[code] == 0 else "not_reported",
        )
        for code in codes
    ]
    return columns


def whole(value: Total) -> int | None:
    return None if value is None else int(value)


def pooled(span: Span, codes: Iterable[str], rule: Mapping[str, Any], target: float | None) -> dict[str, Any] | None:
    pairs = [
        (added(span.counts[code], rule["numerator"]), added(span.counts[code], rule["denominator"])) for code in codes
    ]
    known = [(top, bottom) for top, bottom in pairs if top is not None and bottom is not None]
    top, bottom = sum((each[0] for each in known), Fraction(0)), sum((each[1] for each in known), Fraction(0))
    if not bottom:
        return None
    value = top / bottom * 100
    figures = {"units": len(known), "numerator": int(top), "denominator": int(bottom), "value": float(value)}
    return figures | {"verdict": said(value, target, rule["better"], "")}


def points(rule: Mapping[str, Any], counts: Counts, percent_decimals: int | None = None) -> Total:
    """The points of one indicator, unrounded, of its percentage or of that rounded."""
    most, top = Fraction(str(rule["points"])), added(counts, rule["numerator"])
    if rule["scoring"] == "given":
        return None if top is None else min(top / 100, most)
    bottom = added(counts, rule["denominator"])
    if top is None or bottom is None:
        return None
    if bottom == 0:
        return most if rule["zero"] == "full" else Fraction(0)
    share = rounded(100 * top / bottom, percent_decimals) / 100
    return most * min(share / (Fraction(str(rule.get("full_from", 100))) / 100), Fraction(1))


def rounded(value: Fraction, decimals: int | None) -> Fraction:
    if decimals is None:
        return value
    return Fraction(floor(value * 10**decimals + Fraction(1, 2) + TINY), 10**decimals)


def scored(counts: Mapping[str, Counts], rule: Mapping[str, Any]) -> dict[str, Any]:
    """The score of the units of one kind."""
    parts: dict[str, dict[str, tuple[Fraction, Fraction]]] = {code: {} for code in counts}
    won_by: dict[str, dict[str, Fraction]] = {code: {} for code in counts}
    decimals = rule.get("decimals")
    for code, own in counts.items():
        for group in rule["groups"]:
            found = {each["id"]: (points(each, own), Fraction(str(each["points"]))) for each in group["indicators"]}
            known = {name: (won, top) for name, (won, top) in found.items() if won is not None}
            if not known and group.get("given") in own:
                whole_group = Fraction(str(group["points"]))
                known = {group["id"]: (min(Fraction(own[group["given"]], 100), whole_group), whole_group)}
            parts[code] |= known
            printed = {each["id"]: points(each, own, group.get("percent_decimals")) for each in group["indicators"]}
            shown = {name: won if printed.get(name) is None else printed[name] for name, (won, _) in known.items()}
            won_by[code] |= {name: rounded(won, decimals) for name, won in shown.items() if won is not None}
    exact = {code: sum((won for won, _ in own.values()), Fraction(0)) for code, own in parts.items()}
    printed = {code: sum(own.values(), Fraction(0)) if own else None for code, own in won_by.items()}
    most = {code: sum((top for _, top in own.values()), Fraction(0)) for code, own in parts.items()}
    apart = rule.get("apart", [])
    work = {code: sum(own.get(name, 1) for name in apart) if apart else 1 for code, own in counts.items()}
    best = max((most[code] for code in counts if work[code] > 0), default=Fraction(0))
    status = {
        code: "not_reported"
        if not parts[code]
        else "no_dossiers"
        if work[code] == 0
        else "partly"
        if most[code] < best - TINY
        else "ranked"
        for code in counts
    }
    totals = printed if rule.get("rank_by") == "printed" else exact
    by: dict[str, Total] = {
        code: Fraction(round((totals[code] or Fraction(0)) / TINY)) if status[code] == "ranked" else None
        for code in counts
    }
    names = sorted({name for own in parts.values() for name in own})
    return {
        "points": [None if total is None else float(total) for total in printed.values()],
        "known": [float(each) for each in most.values()],
        "rank": list(ranks(by, "higher").values()),
        "status": list(status.values()),
        "indicators": {name: [float(own[name]) if name in own else None for own in won_by.values()] for name in names},
    }


def compared(ours: Any, theirs: Any, about: str) -> Iterator[str]:
    """What differs; numbers that agree to the ninth decimal are equal."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in sorted({*ours, *theirs}):
            yield from compared(ours.get(name), theirs.get(name), f"{about} {name}")
    elif isinstance(theirs, list) and isinstance(ours, list) and len(ours) == len(theirs):
        for place, (own, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from compared(own, other, f"{about} [{place}]")
    elif isinstance(theirs, float) and isinstance(ours, float | int):
        if abs(ours - theirs) > 2e-9:
            yield f"{about}: exported {theirs}, recomputed {ours}"
    elif ours != theirs:
        yield f"{about}: exported {theirs}, recomputed {ours}"


def check(export: Mapping[str, Any]) -> Iterator[str]:
    """Every figure of the version that is not what its counts and rules give."""
    answers, rules = export["answers"], export["rules"]
    if code_of(answers) != export["answers_code"]:
        yield "the answers do not match their code"
    if code_of(rules) != answers["rules"]:
        yield "the rules do not match their code"
    own, months = answers["period"], sorted(export["months"])
    periods = {"month": [own], "year_to_date": [m for m in months if m[:4] == own[:4]], "twelve_months": months}
    spans = {name: Span(export, those) for name, those in periods.items() if name == "month" or len(those) > 1}
    if set(spans) != set(answers["rates"]):
        yield f"periods: exported {sorted(answers['rates'])}, recomputed {sorted(spans)}"
    # A measure is answered where each of its counts is known of some unit.
    known = {name for span in spans.values() for counts in span.counts.values() for name in counts}
    yield from (line for name, span in spans.items() for line in _rates(export, name, span, known))
    month = spans["month"]
    for score, rule in rules["scores"].items():
        for kind, codes in month.kinds().items():
            ours = scored({code: month.counts[code] for code in codes}, rule)
            if kind in RANKED and any(total is not None for total in ours["points"]):
                yield from compared({"units": codes, **ours}, answers["scores"][score].get(kind), f"{score} {kind}")


def _rates(export: Mapping[str, Any], name: str, span: Span, known: set[str]) -> Iterator[str]:
    rules, theirs = export["rules"], export["answers"]["rates"][name]
    targets = {tuple(map(each.get, ("measure", "kind", "unit"))): each["value"] for each in rules["targets"].values()}
    kinds = span.kinds()
    for measure, rule in rules["measures"].items():
        counted = [*rule["numerator"], *rule["denominator"], *rule.get("applies_to", [])]
        never = name != "month" and any(export["over_time"][each] == "never" for each in counted)
        if never or not known.issuperset(counted):
            continue
        for_all = targets.get((measure, None, None))
        wide = {kind: targets.get((measure, kind, None), for_all) for kind in (*kinds, "all")}
        for kind, codes in kinds.items():
            ours = rates(span, codes, rule, {code: targets.get((measure, None, code), wide[kind]) for code in codes})
            if any(verdict != "not_reported" for verdict in ours["verdict"]):
                told = theirs[kind]["measures"].get(measure) if theirs[kind]["units"] == codes else "other units"
                yield from compared(ours, told, f"{name} {kind} {measure}")
        if rule["denominator"] and not set(counted) & set(export["never_added"]):
            ranked = {kind: codes for kind, codes in kinds.items() if kind in RANKED}
            for kind, codes in {**ranked, "all": [code for each in ranked.values() for code in each]}.items():
                told = export["answers"]["groups"].get(name, {}).get(kind, {}).get(measure)
                yield from compared(pooled(span, codes, rule, wide[kind]), told, f"{name} {kind} {measure} pooled")


def main(paths: Sequence[str]) -> int:
    found = False
    if not paths:
        sys.exit("usage: recompute.py EXPORT.json …")
    for path in paths:
        try:
            export = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
        if not isinstance(export, dict) or not (export.get("answers") and export.get("rules")):
            print(f"{path}: no signed answers or rules in it", file=sys.stderr)
            return 2
        differing = list(check(export))
        found = found or bool(differing)
        print(*(f"{path}: {line}" for line in differing), sep="\n", end="\n" if differing else "")
        about = "{period} version {version}".format_map(export["answers"])
        print(f"{path}: {about}: {len(differing)} differences")
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
