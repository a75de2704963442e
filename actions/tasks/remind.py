"""Sends reminders of tasks, one letter a person; nothing goes out twice, even if a run is repeated or interrupted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from actions.tasks import delivery
from actions.tasks.letters import Letter
from actions.tasks.sending import Run, send
from core.clock import Clock
from core.tasks import Task
from core.viewer import Viewer
from core.words import Language, day, t
from metrics.tasks.ladder import ladder_of
from metrics.tasks.reminders import DIGEST, Recipient, Reminder, due
from metrics.tasks.status import standing
from store import chain, reminders, settings, tasks, units
from store.database import Engine, reading


def remind(
    engine: Engine,
    viewer: Viewer,
    *,
    today: dt.date,
    clock: Clock,
    environment: Mapping[str, str],
    language: Language = "vi",
    dry_run: bool = False,
) -> Run:
    """Send whatever is due on the day and has not been sent.

    Args:
        environment: where the folder, the mail server and the address book are; see `actions.tasks.delivery`.
        dry_run: say only what would go out.

    Raises:
        NotAllowedError: `viewer` may not send reminders.
        DeliveryError: the mail server or the address book does not serve; nothing was sent.
    """
    viewer.must("remind")
    with reading(engine) as connection:
        found = due(tasks.everything(connection), today=today, by=ladder_of(settings.reminders(connection)))
        waiting = [each for each in found if not reminders.already(connection, _key(each))]
        names = {unit.code: unit.name if language == "vi" else unit.name_en for unit in units.everything(connection)}
        printed = chain.newest_digest(connection)
    letters = [(each, _letter(each, names, language, today, printed)) for each in _by_recipient(waiting)]
    if dry_run:
        return Run(tuple(letter for _, letter in letters))
    with delivery.post(environment, at=clock(), shared=_shared(each.to for each in found)) as post:
        # A default: a letter of the loop, not the last one.
        made = [([_key(one) for one in theirs], lambda letter=letter: letter) for theirs, letter in letters]
        return send(engine, viewer, made, post, deed="remind", about=today.isoformat(), clock=clock)


def _by_recipient(waiting: Sequence[Reminder]) -> list[tuple[Reminder, ...]]:
    """What one person, unit or the Committee is to be reminded of goes out as one letter."""
    theirs: dict[str, list[Reminder]] = defaultdict(list)
    for each in waiting:
        theirs[each.to.key].append(each)
    return [tuple(each) for each in theirs.values()]


def _shared(recipients: Iterable[Recipient]) -> frozenset[str]:
    """Names that people of several units have: an address that is kept by the name alone would mix up their tasks."""
    units_of: dict[str, set[str]] = defaultdict(set)
    for each in recipients:
        units_of[each.name].add(each.unit)
    return frozenset(name for name, found in units_of.items() if name and len(found) > 1)


def _key(reminder: Reminder) -> reminders.Sent:
    return reminder.about, reminder.kind, reminder.day, reminder.to.key


def _letter(
    theirs: Sequence[Reminder], names: Mapping[str, str], language: Language, today: dt.date, printed: str
) -> Letter:
    to = theirs[-1].to
    unit = names.get(to.unit, to.unit)
    who = to.name or unit or t(language, "reminders.committee")
    if to.name and unit:
        who = f"{who} ({unit})"
    lines = [t(language, "reminders.dear", who=who)]
    for each in theirs:
        lines += ["", *_said(each, names, language, today)]
    lines += ["", t(language, "reminders.signed")]
    if printed:
        lines.append(t(language, "reminders.printed", digest=printed))
    subjects = [_subject(each, language, today) for each in theirs]
    subject = subjects[0] if len(subjects) == 1 else t(language, "reminders.several", many=len(subjects))
    name = "+".join(f"{each.day}_{each.kind}_{each.about}_{each.to.key}" for each in theirs)
    return Letter(to, subject, "\n".join(lines) + "\n", name)


def _subject(reminder: Reminder, language: Language, today: dt.date) -> str:
    if reminder.kind == DIGEST:
        return t(language, "reminders.digest", many=len(reminder.tasks), day=reminder.day)
    return f"{reminder.tasks[0].code}: {_standing(reminder.tasks[0], language, today)}"


def _said(reminder: Reminder, names: Mapping[str, str], language: Language, today: dt.date) -> list[str]:
    if reminder.kind == DIGEST:
        listed = [f"- {_line(task, language, today)}" for task in reminder.tasks]
        return [f"{_subject(reminder, language, today)}:", *listed]
    task = reminder.tasks[0]
    return [_line(task, language, today), "", task.details.content, *_asked(task, names, language)]


def _asked(task: Task, names: Mapping[str, str], language: Language) -> list[str]:
    details = task.details
    fields = {
        "unit": "; ".join(names.get(code, code) for code in details.units[:1]),
        "leader": "; ".join(person.name for person in details.leaders),
        "product": details.product,
        "proof": details.proof,
    }
    return [f"{t(language, f'tasks.{name}')}: {value}" for name, value in fields.items() if value]


def _line(task: Task, language: Language, today: dt.date) -> str:
    content = " ".join(task.details.content.split())
    short = content if len(content) <= 120 else content[:119] + "…"
    return f"{task.code} · {_standing(task, language, today)} · {short}"


def _standing(task: Task, language: Language, today: dt.date) -> str:
    found = standing(task, today=today)
    if task.deadline is None or found.days is None or found.status == "waiting_acceptance":
        return t(language, f"tasks.status_{found.status}")
    key = "reminders.left" if found.days > 0 else "reminders.today" if found.days == 0 else "reminders.late"
    return t(language, key, days=abs(found.days), day=day(language, task.deadline))
