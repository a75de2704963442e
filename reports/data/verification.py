"""Verifies published versions: computes their answers again from what is stored, and checks the record itself.

What this proves: that the numbers, the rules in force and the record of publications still give what was signed. What
it does not: whoever can write to the database can change numbers, answers and codes together. Against that a code
printed on paper helps, or a key outside the database.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from core.periods import Period
from core.version_errors import DamagedRecordError, UnknownCodeError
from core.viewer import Viewer
from metrics.in_force import definitions_of, settings_of
from metrics.signed.answers import answers_of
from metrics.signed.codes import SHORT, canonical, code_of, data_code
from metrics.signed.differences import Difference, differences, rule_differences
from metrics.signed.rules import only, rules_of, with_rules, words_of
from reports.data.record import Fault, Record
from reports.published import Published
from reports.versions import as_published
from store import signatures
from store.database import Connection
from store.signatures import Signed
from store.versions import Versions

DAMAGE = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError)
"""What reading a stored value raises that somebody replaced by one of another kind."""


@dataclass(frozen=True)
class Verified:
    """One version, computed again from what is stored."""

    period: Period
    version: int
    code: str
    """As pages and documents print it."""
    answered_later: bool
    """Whether its answers were signed after it was published: they prove nothing about the time before."""
    faults: tuple[Fault, ...]
    """What is wrong with the record of the version."""
    differences: tuple[Difference, ...]
    words_changed: bool
    """Whether the titles or explanations of its definitions are others now; its numbers are not touched by that."""

    @property
    def identical(self) -> bool:
        return not self.faults and not self.differences

    @property
    def because(self) -> tuple[str, ...]:
        """record, data, rule, program: what changed."""
        causes = {cause for each in self.differences for cause in each.because}
        return (*(("record",) if self.faults else ()), *sorted(causes))


def verify(connection: Connection, code: str) -> Verified:
    """Compute the version with this code (whole, or its first eight digits or more) once more.

    Raises:
        UnknownCodeError: no published version has the code.
    """
    versions, record = opened(connection)
    return _verified(versions, record, find(versions, code))


def verify_everything(connection: Connection) -> list[Verified]:
    """Every version ever published, oldest first; then, without a code, those that are named but not there."""
    versions, record = opened(connection)
    # Where one of them is damaged, each is read by itself below.
    with suppress(*DAMAGE):
        versions.read_all()
    known = [_verified(versions, record, each) for each in versions.signed.values()]
    return [*known, *_lost(record)]


def opened(connection: Connection) -> tuple[Versions, Record]:
    """Every version, and the record of their publication.

    Raises:
        DamagedRecordError: a day, a number or a line of the trail in it is no such thing.
    """
    try:
        versions = Versions(connection)
        return versions, Record(connection, versions)
    except DAMAGE as error:
        raise DamagedRecordError from error


def find(versions: Versions, code: str) -> Signed:
    """The newest version with this code.

    Raises:
        UnknownCodeError: no published version has the code.
    """
    asked = code.strip().lower()
    known = list(versions.signed.values())[::-1] if len(asked) >= SHORT else []
    found = next((each for each in known if each.code.startswith(asked)), None)
    if found is None:
        raise UnknownCodeError(code=code.strip())
    return found


def _lost(record: Record) -> Iterator[Verified]:
    for period, number in record.lost():
        yield Verified(period, number, "", False, (Fault("version_lost"),), (), False)


def _verified(versions: Versions, record: Record, row: Signed) -> Verified:
    """A version whose stored values cannot even be read is told, and the others are verified."""
    try:
        return _compared(versions, record, row)
    except DAMAGE:
        return Verified(row.period, row.version, row.code, row.answered_later, (Fault("unreadable"),), (), False)


def _compared(versions: Versions, record: Record, row: Signed) -> Verified:
    # All units, regardless of the viewer: the code covers the whole version.
    signed, rules = record.answers(row), record.rules(row)
    found: list[Difference] = []
    words_changed = False
    if signed is not None and rules is not None:
        version = versions.made_of(row.id)
        settings = settings_of(*versions.settings).known_at(row.published_at)
        today = definitions_of(version.period, settings)
        now = answers_of(version, today)
        if canonical(now) != canonical(signed):
            earlier = [used.publication_id for month, used in version.months.items() if month != version.period]
            data_changed = any(_data_changed(versions, each) for each in earlier)
            by_its_rules = answers_of(version, with_rules(rules, today))
            found = differences(signed, by_its_rules, now, data_changed=data_changed)
            found += rule_differences(rules, rules_of(today))
        words_changed = code_of(canonical(words_of(only(today, rules)))) != row.words_code
    return Verified(
        period=row.period,
        version=row.version,
        code=row.code,
        answered_later=row.answered_later,
        faults=tuple(record.faults(row)),
        differences=tuple(found),
        words_changed=words_changed,
    )


def _data_changed(versions: Versions, publication_id: int) -> bool:
    return data_code(versions.made_of(publication_id).own.counts) != versions.signed[publication_id].data_code


def data_then(connection: Connection, viewer: Viewer, publication_id: int) -> Published | None:
    """Everything as it was when this publication was the newest; None where there is no such publication.

    Raises:
        NotAllowedError: the viewer may not see what was published.
    """
    viewer.must("see_results")
    if publication_id not in {each.id for each in signatures.signed(connection)}:
        return None
    return as_published(connection, viewer, publication_id)
