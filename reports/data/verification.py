"""Verifies that a published version is unchanged; if not, says whether data, measures or units differ."""

from dataclasses import dataclass

from core.errors import UnknownCodeError
from core.periods import Period
from core.viewer import Viewer
from metrics.rates.codes import SHORT, version_codes
from reports.published import Published
from reports.versions import as_published
from store import publications, signatures, units
from store.database import Connection

PARTS = signatures.CODE_PARTS


@dataclass(frozen=True)
class Verified:
    """One version, computed again from what is stored."""

    period: Period
    version: int
    code: str
    """The codes as signed when it was published."""
    differs: tuple[str, ...]
    """The parts that are no longer the same; none where it is identical."""

    @property
    def identical(self) -> bool:
        return not self.differs


def verify(connection: Connection, code: str) -> Verified:
    """Compute the version with this code (whole, or its first eight digits or more) once more.

    Raises:
        UnknownCodeError: no published version has the code.
    """
    asked = code.strip().lower()
    known = signatures.signed(connection)[::-1] if len(asked) >= SHORT else []
    found = next((each for each in known if each.code.startswith(asked)), None)
    if found is None:
        raise UnknownCodeError(code=code.strip())
    return _verified(connection, found)


def verify_everything(connection: Connection) -> list[Verified]:
    """Every version ever published, oldest first."""
    return [_verified(connection, row) for row in signatures.signed(connection) if row.code]


def _verified(connection: Connection, row: signatures.Signed) -> Verified:
    # All units, regardless of the viewer: the code covers the whole version, and the answer contains no number.
    period = Period(row.period_start, row.period_end)
    counts = publications.counts(connection, as_of=row.id, period=period)
    structure = units.of_publications(connection, [row.id])[row.id]
    again = version_codes(counts, units.everything(connection, structure=structure), period)
    stored = dict(zip(PARTS, (row.data_code, row.measures_code, row.units_code), strict=True))
    return Verified(
        period=period,
        version=row.version,
        code=row.code,
        differs=tuple(part for part in PARTS if again[part] != stored[part]),
    )


def data_then(connection: Connection, viewer: Viewer, publication_id: int) -> Published | None:
    """Everything as it was when this publication was the newest; None where there is no such publication."""
    if publication_id not in {each.id for each in signatures.signed(connection)}:
        return None
    return as_published(connection, viewer, publication_id)
