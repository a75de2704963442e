"""Tells every unit by mail that a month was published, with its own page of it and what became of its replies."""

from collections.abc import Callable, Mapping
from functools import partial

from actions.tasks import delivery
from actions.tasks.letters import Letter
from actions.tasks.sending import Run, send
from core.clock import Clock
from core.errors import NoDataError
from core.periods import Period, today
from core.replies import last_day
from core.units import RANKED_KINDS, Unit
from core.viewer import Viewer, of_roles, only
from core.words import Language, t
from metrics.tasks.reminders import Recipient
from store import chain, locks, publications, reminders, replies, signatures, units
from store.database import Connection, Engine, reading
from store.signatures import Signed

KIND = "month_published"
Papers = Callable[[Connection, Viewer, str], bytes]
"""The unit's page of the month as a file, as far as the viewer, who is the unit itself, may see it."""


def notify(
    engine: Engine,
    viewer: Viewer,
    month: Period,
    papers: Papers,
    *,
    clock: Clock,
    environment: Mapping[str, str],
    language: Language = "vi",
    dry_run: bool = False,
) -> Run:
    """Tell the units that reported the month of its newest version, once; a newer version is told anew.

    What a unit gets is made as if the unit itself had asked: nothing of another is in it, whoever sends.

    Args:
        environment: see `actions.tasks.delivery`; a unit without an address gets a file in the folder alone.
        dry_run: say only what would go out; no paper is made.

    Raises:
        NotAllowedError: `viewer` may not send reminders.
        NoDataError: nothing is published for the month.
        DeliveryError: the mail server or the address book does not serve; nothing was sent.
    """
    viewer.must("remind")
    with reading(engine) as connection:
        versions = signatures.signed(connection, month)
        if not versions:
            raise NoDataError(period=month)
        newest = versions[-1]
        waiting = [
            (unit, key)
            for unit in _reported(connection, month)
            if not reminders.already(connection, key := _key(unit, month, newest.version))
        ]
        letters = [(unit, key, _letter(connection, unit, newest, language)) for unit, key in waiting]
    if dry_run:
        return Run(tuple(letter for _, _, letter in letters))
    with delivery.post(environment, at=clock()) as post:
        made = [([key], partial(_with_page, engine, unit, letter, papers)) for unit, key, letter in letters]
        return send(engine, viewer, made, post, deed="notify_units", about=month.code, clock=clock)


def _reported(connection: Connection, month: Period) -> list[Unit]:
    """The units of the month's newest version that have numbers of their own in it."""
    counts = publications.counts(connection, period=month).set_index("unit_code").drop(columns="month")
    with_numbers = set(counts.index[counts.notna().any(axis=1)])
    return [unit for unit in units.everything(connection) if unit.kind in RANKED_KINDS and unit.code in with_numbers]


def _key(unit: Unit, month: Period, version: int) -> reminders.Sent:
    return f"{month.code}.{version}", KIND, month.end, _to(unit).key


def _to(unit: Unit) -> Recipient:
    return Recipient("unit", unit.code)


def _letter(connection: Connection, unit: Unit, newest: Signed, language: Language) -> Letter:
    month = Period(newest.period_start, newest.period_end)
    name = unit.name if language == "vi" else unit.name_en or unit.name
    published_on = today(newest.published_at)
    about = {"period": month, "version": str(newest.version), "day": published_on, "until": last_day(published_on)}
    lines = [t(language, "reminders.dear", who=name), "", t(language, "notice.published", **about)]
    if locks.state(connection, month) == "provisional":
        lines.append(t(language, "notice.reply", **about))
    answered = [each for each in replies.of_month(connection, month, only(unit.code)) if each.stands and each.answer]
    for each in answered:
        if each.answer:
            outcome = t(language, f"desk.outcome_{each.answer.outcome}")
            lines += ["", t(language, "notice.answered", code=each.code, outcome=outcome, text=each.answer.text)]
    lines += ["", t(language, "reminders.signed")]
    if printed := chain.newest_digest(connection):
        lines.append(t(language, "reminders.printed", digest=printed))
    subject = t(language, "notice.subject", **about)
    key = f"{KIND}_{month.code}.{newest.version}_{unit.code}"
    return Letter(_to(unit), subject, "\n".join(lines) + "\n", key)


def _with_page(engine: Engine, unit: Unit, letter: Letter, papers: Papers) -> Letter:
    itself = of_roles(unit.code, ["unit_member"], [unit.code])
    with reading(engine) as connection:
        return letter.with_file(f"{letter.name}.pdf", papers(connection, itself, unit.code))
