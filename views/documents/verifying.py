"""Is an exported file unchanged? It is regenerated from the stored data and compared cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose

from core.errors import DashboardError
from core.periods import parse
from core.units import RANKED_KINDS
from core.words import LANGUAGES
from loaders.reading import fence
from loaders.sheets import Sheet, Value, letter
from metrics.rates.measures import measure
from metrics.score.rules import rules_version
from reports.published import Published
from reports.results.ranking import ranking_of
from reports.results.score import score_of
from reports.slices import Slice
from views.documents.files import ranking_workbook, score_workbook
from views.documents.stamp import Stamp, stamp_of


class NotExportedHereError(DashboardError):
    """The file has no stamp of ours, or one that matches no publication."""

    key = "error.not_exported_here"


@dataclass(frozen=True)
class Difference:
    """One cell that differs from what was published."""

    cell: str
    found: Value
    published: Value


@dataclass(frozen=True)
class Checked:
    """What the file says it is, and every cell that differs from what was published; none where it is identical."""

    stamp: Stamp
    differences: tuple[Difference, ...]


def check_export(content: bytes, then: Callable[[int], Published | None]) -> Checked:
    """Compare an exported workbook with what was published when it was exported.

    Args:
        then: everything as it was when this publication was the newest; None where there is no such publication.

    Raises:
        UnreadableFileError: it is no workbook that can be read.
        NotExportedHereError: it was not exported from this database.
    """
    found = fence.read(content)
    stamp = stamp_of(found)
    asked = (stamp or {}).get("as_of", "")
    data = then(int(asked)) if asked.isascii() and asked.isdigit() else None
    if stamp is None or data is None:
        raise NotExportedHereError
    return Checked(stamp, tuple(_differences(found, fence.read(_made_again(data, stamp)))))


def _made_again(data: Published, stamp: Stamp) -> bytes:
    language = next((each for each in LANGUAGES if each == stamp.get("lang")), None)
    kind = next((each for each in RANKED_KINDS if each == stamp.get("kind")), None)
    if language is None or kind is None:
        raise NotExportedHereError
    try:
        period = parse(stamp.get("period", ""))
        if stamp.get("report") == "ranking":
            asked = stamp.get("measure", "")
            # By the definitions of then, where they are another program's: the workbook was written by them.
            report = ranking_of(
                Slice(data, kind, period), data.definitions(period).measures.get(asked) or measure(asked)
            )
            return ranking_workbook(report, language, data.code, data.newest_publication)
        if stamp.get("report") == "score":
            asked = stamp.get("index", "")
            signed = {each.code: each for each in data.definitions(period).scores.values()}
            scored = score_of(Slice(data, kind, period), signed.get(asked) or rules_version(asked))
            return score_workbook(scored, language, data.code, data.newest_publication)
    except DashboardError as error:
        raise NotExportedHereError from error
    raise NotExportedHereError


def _differences(found: Sequence[Sheet], published: Sequence[Sheet]) -> list[Difference]:
    ours = {sheet.name: sheet for sheet in published}
    theirs = {sheet.name: sheet for sheet in found}
    differences = []
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        was, now = ours.get(name, Sheet(name, {})), theirs.get(name, Sheet(name, {}))
        for row in sorted({*was.rows, *now.rows}):
            for column in range(1, max(len(was.rows.get(row, ())), len(now.rows.get(row, ()))) + 1):
                then, here = was.at(row, column), now.at(row, column)
                if not _same(then, here):
                    differences.append(Difference(f"{letter(column)}{row}", here, then))
    return differences


def _same(one: Value, other: Value) -> bool:
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers):
        # A spreadsheet program that saves the file again writes 15 digits.
        return isclose(one, other, rel_tol=1e-12)
    return one == other
