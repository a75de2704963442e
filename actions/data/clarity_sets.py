"""What a task must make clear before it is issued: the province's own set, from a month on and by its document."""

import datetime as dt
from collections.abc import Sequence

from actions.data import dated_setting
from actions.data.sourced import LONGEST, source_of
from core.errors import DashboardError
from core.periods import Period, parse_month
from core.viewer import Viewer
from core.words import LANGUAGES, Language, t
from loaders.text.canonical import canonical
from metrics.tasks.clarity import all_clarities
from store import settings
from store.database import Connection

THROUGHOUT = "contact"
"""It is counted apart: “5 rõ, 1 xuyên suốt”."""


class ClaritiesError(DashboardError):
    """Not the names of what a task can make clear."""

    key = "error.clarities"


class NoClaritiesError(DashboardError):
    """The province has entered no set from this month on."""

    key = "error.no_clarities"


def clarities_of(text: str) -> tuple[str, ...]:
    """What somebody wrote, by id or in the words of either language, in the order of the definitions.

    Raises:
        ClaritiesError: one of them is none, or there is none.
    """
    names = {
        canonical(name): each.id
        for each in all_clarities().values()
        for name in (each.id, *(each.title[language] for language in LANGUAGES))
    }
    found = [names.get(canonical(part)) for part in text.replace(";", ",").split(",")]
    if None in found:
        known = {language: [each.title[language] for each in all_clarities().values()] for language in LANGUAGES}
        raise ClaritiesError(text=text.strip()[:LONGEST], known={each: ", ".join(known[each]) for each in LANGUAGES})
    return tuple(each for each in all_clarities() if each in found)


def title_of(clarities: Sequence[str], language: Language) -> str:
    """“5 rõ”; “5 rõ, 1 xuyên suốt”."""
    many = sum(each != THROUGHOUT for each in clarities)
    found = t(language, "clarity.set", many=many)
    return f"{found}, {t(language, 'clarity.set_throughout')}" if THROUGHOUT in clarities else found


def said_clarities(clarities: Sequence[str], language: Language) -> str:
    return ", ".join(all_clarities()[each].title[language] for each in clarities if each in all_clarities())


def written(clarities: Sequence[str]) -> str:
    """As commands and programs have them: work,staff."""
    return ",".join(clarities)


def set_clarities(
    connection: Connection, viewer: Viewer, begin: str, clarities: Sequence[str], *, source: str, at: dt.datetime
) -> None:
    """Enter what a task that is issued in `begin` or later must make clear; one audit line.

    The same again changes nothing. A task that was issued before it was entered is judged as it was.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        BadPeriodError: that is no month.
        ClaritiesError: there is no such clarity, or none is asked for.
        SourceNeededError, TooLongError: no source, or too long a one.
    """
    viewer.must("settings")
    month, asked = parse_month(begin), clarities_of(written(clarities))
    _put(connection, viewer, month, asked, source=source_of(source), at=at)


def remove_clarities(connection: Connection, viewer: Viewer, begin: str, *, source: str, at: dt.datetime) -> None:
    """Take an entry back; what held before it holds again. One audit line.

    Raises:
        NotAllowedError, BadPeriodError, SourceNeededError, TooLongError: see `set_clarities`.
        NoClaritiesError: the province has entered none for this month.
    """
    viewer.must("settings")
    month, source = parse_month(begin), source_of(source)
    if _entered(connection, month) is None:
        raise NoClaritiesError(month=month.code)
    _put(connection, viewer, month, None, source=source, at=at)


def _entered(connection: Connection, month: Period) -> tuple[tuple[str, ...], str] | None:
    entries = settings.clarities(connection)
    return dated_setting.held((((begin,), asked, why) for begin, asked, why, _ in entries), (month.code,))


def _put(
    connection: Connection,
    viewer: Viewer,
    month: Period,
    clarities: tuple[str, ...] | None,
    *,
    source: str,
    at: dt.datetime,
) -> None:
    dated_setting.put(
        connection,
        viewer.who,
        settings.CLARITIES,
        {"from": month.code, "clarities": None if clarities is None else list(clarities)},
        deed="set_clarities",
        about=month.code,
        value=clarities,
        before=_entered(connection, month),
        source=source,
        at=at,
        written=written,
    )
