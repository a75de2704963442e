"""When whom is reminded of tasks: the province's own rules, each by its document."""

import datetime as dt
from functools import cache

from actions.data import dated_setting
from actions.data.sourced import LONGEST, source_of
from core.errors import DashboardError
from core.periods import Period, parse_month
from core.tasks import REMINDED, Reminded
from core.viewer import Viewer
from core.words import LANGUAGES, Language, t
from loaders.text.canonical import canonical
from metrics.tasks.ladder import EARLIEST, EVERY, LATEST, Occasion, in_order
from store import settings
from store.database import Connection

NOBODY = "nobody"
"""Written in place of recipients: no reminder goes out on the occasion."""


class UnknownOccasionError(DashboardError):
    """No reminder can be sent then."""

    key = "error.unknown_occasion"


class RecipientsError(DashboardError):
    """Not one of those who can be reminded."""

    key = "error.reminder_recipients"


class NoReminderError(DashboardError):
    """The province has entered nothing for the occasion from this month on."""

    key = "error.no_reminder"


def occasion_of(key: str) -> Occasion:
    """
    Raises:
        UnknownOccasionError: see there.
    """
    if key not in EVERY:
        raise UnknownOccasionError(earliest=-EARLIEST, latest=LATEST)
    return EVERY[key]


def to_of(text: str) -> tuple[Reminded, ...]:
    """The recipients that somebody wrote, by code or in the words of either language; empty for nobody.

    Raises:
        RecipientsError: one of them is none, or there is neither one nor the word for nobody.
    """
    parts = [canonical(part) for part in text.replace(";", ",").split(",")]
    if len(parts) == 1 and parts[0] in _words()[NOBODY]:
        return ()
    found = [role for part in parts for role in REMINDED if part in _words()[role]]
    if len(found) != len(parts):
        raise RecipientsError(text=text.strip()[:LONGEST])
    return in_order(found)


def written(to: tuple[Reminded, ...]) -> str:
    """As commands and programs have them: staff,leader."""
    return ",".join(in_order(to)) or NOBODY


def said_to(to: tuple[Reminded, ...], language: Language) -> str:
    return ", ".join(t(language, f"reminders.to_{each}") for each in in_order(to) or (NOBODY,))


def said_when(occasion: Occasion, language: Language) -> str:
    if occasion.weekday:
        return t(language, "reminders.weekly", weekday=t(language, f"reminders.weekday_{occasion.weekday}"))
    which = "before" if occasion.days < 0 else "after" if occasion.days else "due"
    return t(language, f"reminders.when_{which}", days=abs(occasion.days))


def set_reminder(
    connection: Connection,
    viewer: Viewer,
    occasion: str,
    begin: str,
    to: tuple[Reminded, ...],
    *,
    source: str,
    at: dt.datetime,
) -> None:
    """Enter who is reminded on an occasion, of tasks that are due in `begin` or later; one audit line.

    The same again changes nothing, and nobody is reminded for days before it was entered.

    Args:
        occasion: the key, see `metrics.tasks.ladder.Occasion`.
        to: empty for nobody.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        UnknownOccasionError, BadPeriodError: see there.
        SourceNeededError, TooLongError: no source, or too long a one.
    """
    viewer.must("settings")
    about = (occasion_of(occasion).key, parse_month(begin))
    _put(connection, viewer, about, in_order(to), source=source_of(source), at=at)


def remove_reminder(
    connection: Connection, viewer: Viewer, occasion: str, begin: str, *, source: str, at: dt.datetime
) -> None:
    """Take an entry back; what held before it holds again. One audit line.

    Raises:
        NotAllowedError, UnknownOccasionError, BadPeriodError, SourceNeededError, TooLongError: see `set_reminder`.
        NoReminderError: the province has entered nothing for this month.
    """
    viewer.must("settings")
    asked, month, source = occasion_of(occasion), parse_month(begin), source_of(source)
    if _entered(connection, (asked.key, month)) is None:
        raise NoReminderError(when={each: said_when(asked, each) for each in LANGUAGES}, month=month.code)
    _put(connection, viewer, (asked.key, month), None, source=source, at=at)


def _entered(connection: Connection, about: tuple[str, Period]) -> tuple[tuple[Reminded, ...], str] | None:
    entries = settings.reminders(connection)
    asked = (about[0], about[1].code)
    return dated_setting.held(
        (((key, begin), None if to is None else in_order(to), why) for key, begin, to, why, _ in entries), asked
    )


def _put(
    connection: Connection,
    viewer: Viewer,
    about: tuple[str, Period],
    to: tuple[Reminded, ...] | None,
    *,
    source: str,
    at: dt.datetime,
) -> None:
    key, month = about
    dated_setting.put(
        connection,
        viewer.who,
        settings.REMINDER,
        {"when": key, "from": month.code, "to": None if to is None else list(to)},
        deed="set_reminder",
        about=f"{key} {month.code}",
        value=to,
        before=_entered(connection, about),
        source=source,
        at=at,
        written=written,
    )


@cache
def _words() -> dict[str, frozenset[str]]:
    """What each recipient, and nobody, may be called."""
    return {
        each: frozenset({each, *(canonical(t(language, f"reminders.to_{each}")) for language in LANGUAGES)})
        for each in (*REMINDED, NOBODY)
    }
