"""What is said of the items of a meeting."""

from itertools import takewhile

from core.meetings import Item, Meeting, Outcome
from core.printing import shortened
from core.units import Unit
from core.words import NOT_KNOWN, Language, in_unit, number, percent, t
from reports.meetings.agenda import Known
from reports.meetings.questions import Question
from reports.published import Published
from reports.tasks.linked_numbers import values_now
from views.wording.targets import asked, goal

LONGEST = 70
"""Letters of a title that somebody typed."""
SURE = 0.995
"""From here on the probability is printed as 100 %."""


def name_of(unit: Unit, language: Language) -> str:
    return unit.name if language == "vi" else unit.name_en


def title(item: Item, found: Known, language: Language) -> str:
    """What the item is called in the agenda, above its slide and in the conclusions."""
    match item.kind:
        case "numbers":
            return t(language, "meeting.slide_numbers", month=found.month)
        case "question":
            unit = found.data.by_code.get(item.about)
            return name_of(unit, language) if unit else item.about
        case "promise" if item.about == "overdue":
            return t(language, "meeting.slide_overdue", many=len(found.overdue))
        case "promise" if item.about == "broken":
            return t(language, "meeting.slide_broken", many=len(found.broken))
        case "promise":
            promised = found.promised(item.about)
            return _promised(*promised, language) if promised else item.about
        case "other":
            return shortened(item.text, LONGEST) or t(language, "meeting.kind_other")


def _promised(meeting: Meeting, outcome: Outcome, language: Language) -> str:
    text = shortened(outcome.text, LONGEST)
    return t(language, "meeting.slide_promise", day=meeting.plan.on, text=text)


def question(found: Question, language: Language) -> str:
    """The question the program suggests."""
    late = round(found.denominator - found.numerator)
    numbers = {"late": number(language, late), "avoidable": number(language, found.avoidable)}
    # “Hồ sơ trễ” on the overview are those pending overdue as well; this measure knows the resolved alone.
    key = "meeting.question_resolved" if found.measure.id == "on_time_resolved" else "meeting.question"
    said = t(language, key, unit=name_of(found.unit, language), **numbers)
    if (months := months_below(found)) > 1:
        said += " " + t(language, "meeting.question_long", months=months)
    return said


def months_below(found: Question) -> int:
    """How many months up to now in a row the unit was below its target of now."""
    higher = found.measure.better == "higher"
    short = [each < found.target.value if higher else each > found.target.value for each in reversed(found.series)]
    return len(list(takewhile(bool, short)))


def arithmetic(found: Question, language: Language) -> str:
    """Why the unit stands where it stands among the questions."""
    if found.task:
        return t(language, "meeting.arithmetic_covered", task=found.task)
    # 27 × 99 % = 26,7: what is printed must multiply.
    decimals = 0 if found.below >= SURE else 1
    said = {"below": percent(language, 100 * found.below, 0), "weight": number(language, found.weight, decimals)}
    return t(language, "meeting.arithmetic", avoidable=number(language, found.avoidable), **said)


def answering(found: Question, language: Language) -> str:
    if not found.leader:
        return t(language, "meeting.question_nobody")
    return t(language, "meeting.question_leader", leader=found.leader)


def owner(outcome: Outcome, data: Published, language: Language) -> str:
    """Who answers for it; blank where nobody was named."""
    unit = data.by_code.get(outcome.unit)
    return " – ".join(filter(None, (outcome.leader, name_of(unit, language) if unit else outcome.unit)))


def outcome_text(outcome: Outcome, data: Published, language: Language) -> str:
    """A decision as its paper states it: the text, then who answers for it and until when."""
    due = t(language, "meeting.promise_due", day=outcome.deadline) if outcome.deadline else ""
    who = owner(outcome, data, language)
    return " ".join(filter(None, (outcome.text, f"({who})" if who else "", due)))


def outcome_line(outcome: Outcome, data: Published, language: Language) -> str:
    """An outcome in one line: its kind, text, owner, deadline and task."""
    parts = [f"{t(language, f'meeting.outcome_{outcome.kind}')}: {outcome.text}", owner(outcome, data, language)]
    if outcome.deadline:
        # No sentence here: the task's code follows.
        parts.append(t(language, "meeting.promise_due", day=outcome.deadline).rstrip("."))
    return " · ".join(filter(None, (*parts, outcome.task)))


def promise(outcome: Outcome, found: Known, language: Language) -> list[str]:
    """What was promised, by whom, until when, and what came of it."""
    kind = t(language, f"meeting.outcome_{outcome.kind}")
    who = owner(outcome, found.data, language) or t(language, "meeting.nobody")
    lines = [outcome.text, t(language, "meeting.promise_owner", kind=kind, who=who)]
    if outcome.deadline:
        lines.append(t(language, "meeting.promise_due", day=outcome.deadline))
    listed = found.tasks.get(outcome.task)
    if listed:
        status = t(language, f"tasks.status_{listed.standing.status}")
        lines.append(t(language, "meeting.promise_state", code=outcome.task, status=status))
        lines += _numbers_of(outcome.task, found, language)
    return lines


def _numbers_of(code: str, found: Known, language: Language) -> list[str]:
    links = found.tasks[code].task.details.links
    now, measures = values_now(found.data, links), {each.id: each for each in found.data.measures([found.month])}
    lines = []
    for link in links:
        measure, unit = measures.get(link.measure), found.data.by_code.get(link.unit)
        if measure and unit:
            values = {"baseline": link.baseline, "now": now.get((link.unit, link.measure)), "target": link.target}
            shown = {
                name: NOT_KNOWN if value is None else in_unit(language, value, measure.unit)
                for name, value in values.items()
            }
            about = {"measure": measure.short[language], "unit": name_of(unit, language)}
            lines.append(t(language, "meeting.promise_now", **about, **shown))
    return lines


def on_day(found: Question, language: Language) -> dict[str, str]:
    """The question's figures as every surface prints them: now, before, last year, target."""
    unit, target = found.measure.unit, goal(found.target)
    values = {"now": found.value, "before": found.before, "last_year": found.last_year}
    shown = {name: in_unit(language, value, unit, target=target) for name, value in values.items()}
    return shown | {"target": asked(language, found.target, unit) or NOT_KNOWN}
