"""What a plan asks for, what it gains, and how probable a rank is next month."""

from core.words import Language, number, percent, t
from metrics.score.what_if import Plan
from reports.results.what_if import LEAST_CHANCE, Chances


def said(found: Chances, plan: Plan, rank: int | None, language: Language) -> list[str]:
    """What the plan is, what it gains, and how probable the rank is next month, with it and without.

    A plan that is not probable enough is not told, only that there is none.
    """
    if not plan.steps:
        return [t(language, "what_if.nothing")]
    outlook = found.outlook(plan, rank) if rank is not None and plan.reached else None
    if outlook is not None and not outlook.worth_showing:
        least = percent(language, 100 * LEAST_CHANCE, 0)
        anyway = _chance(outlook.anyway, language)
        return [t(language, "what_if.improbable", rank=rank, least=least, anyway=anyway)]
    steps = [
        t(language, "what_if.step", how_many=steps, what=t(language, f"lever.{name}"))
        for name, steps in plan.steps.items()
    ]
    gain = number(language, found.promised(plan), 2, signed=True)
    total = number(language, found.total + plan.gain, 2)
    key = "what_if.plan" if plan.reached else "what_if.not_enough"
    lines = [t(language, key, steps="; ".join(steps), gain=gain, total=total)]
    if outlook is not None:
        both = {"anyway": _chance(outlook.anyway, language), "chance": _chance(outlook.with_plan, language)}
        lines.append(t(language, "what_if.chance", rank=rank, **both))
    return lines


def _chance(probability: float, language: Language) -> str:
    return percent(language, 100 * likely(probability), 0)


def likely(probability: float) -> float:
    """The probability for display: no model shows certainty, so never 0 or 100 %."""
    return min(max(probability, 0.01), 0.99)
