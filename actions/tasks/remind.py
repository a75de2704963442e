"""Sends reminders of tasks: each letter goes out once, even if the command runs twice or was interrupted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from actions.tasks import delivery
from actions.tasks.delivery import DeliveryError, Letter, Post
from core.clock import Clock
from core.tasks import Task
from core.viewer import Viewer
from core.words import Language, day, t
from metrics.tasks.reminders import DIGEST, Reminder, due, ladder
from metrics.tasks.status import standing
from store import audit, reminders, tasks, units
from store.database import Engine, reading, writing


@dataclass(frozen=True)
class Reminded:
    """The result of a run, or of a dry run."""

    letters: tuple[Letter, ...]
    mailed: int
    failed: tuple[DeliveryError, ...]
    """Reminders that failed; their letters go out with the next run."""


def remind(
    engine: Engine,
    viewer: Viewer,
    *,
    today: dt.date,
    clock: Clock,
    environment: Mapping[str, str],
    language: Language = "vi",
    dry_run: bool = False,
) -> Reminded:
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
        found = due(tasks.everything(connection), today=today, by=ladder())
        waiting = [each for each in found if not reminders.already(connection, _key(each))]
        names = {unit.code: unit.name if language == "vi" else unit.name_en for unit in units.everything(connection)}
    letters = [(each, _letter(each, names, language, today)) for each in waiting]
    if dry_run:
        return Reminded(tuple(letter for _, letter in letters), 0, ())
    with delivery.post(environment) as post:
        done = [_deliver(engine, each, letter, post, clock) for each, letter in letters]
    out = [letter for (_, letter), outcome in zip(letters, done, strict=True) if outcome in (True, False)]
    mailed = sum(outcome is True for outcome in done)
    if out:
        with writing(engine) as connection:
            many = {"letters": len(out), "mailed": mailed}
            audit.append(connection, at=clock(), who=viewer.who, deed="remind", about=today.isoformat(), **many)
    return Reminded(tuple(out), mailed, tuple(each for each in done if isinstance(each, DeliveryError)))


def _deliver(
    engine: Engine, reminder: Reminder, letter: Letter, post: Post, clock: Clock
) -> bool | DeliveryError | None:
    """Whether it was mailed too; None where another run had sent it meanwhile."""
    try:
        # Sent and recorded in one transaction, and runs are serialised: nothing is sent twice, no failure is recorded.
        with writing(engine) as connection:
            if reminders.already(connection, _key(reminder)):
                return None
            reminders.sent(connection, _key(reminder), at=clock())
            return post.deliver(letter)
    except DeliveryError as error:
        return error


def _key(reminder: Reminder) -> reminders.Sent:
    return reminder.about, reminder.kind, reminder.day, reminder.to.key


def _letter(reminder: Reminder, names: Mapping[str, str], language: Language, today: dt.date) -> Letter:
    unit = names.get(reminder.to.unit, reminder.to.unit)
    who = reminder.to.name or unit or t(language, "reminders.committee")
    if reminder.to.name and unit:
        who = f"{who} ({unit})"
    lines = [t(language, "reminders.dear", who=who), ""]
    if reminder.kind == DIGEST:
        subject = t(language, "reminders.digest", many=len(reminder.tasks), day=reminder.day)
        lines += [f"- {_line(task, language, today)}" for task in reminder.tasks]
    else:
        task = reminder.tasks[0]
        subject = f"{task.code}: {_standing(task, language, today)}"
        lines += [_line(task, language, today), "", task.details.content]
        lines += _asked(task, names, language)
    lines += ["", t(language, "reminders.signed")]
    name = f"{reminder.day}_{reminder.kind}_{reminder.about}_{reminder.to.key}"
    return Letter(reminder.to, subject, "\n".join(lines) + "\n", name)


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
