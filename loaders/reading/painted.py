"""The file downloaded back with its faults marked: faulty cells painted, the sentence in a comment, a list in front."""

from collections import defaultdict
from collections.abc import Sequence

from core.issues import Issue
from core.words import Language, t
from loaders.reading import fence
from loaders.reading.marks import Listed, Mark, Paint
from loaders.reading.precheck import ZIP

COPIED_UP_TO = 3 * 2**20
"""Bytes of a file that is no .xlsx and so is written anew, cell by cell."""


def can_be_painted(content: bytes) -> bool:
    """Whether it takes seconds only: a zip, such as an .xlsx, as it is; another format if it is not too large."""
    return content.startswith(ZIP) or len(content) <= COPIED_UP_TO


def painted(content: bytes, name: str, issues: Sequence[Issue], language: Language) -> bytes:
    """An .xlsx: the same workbook, or the values of an .xls, .ods or .csv, with every finding where it belongs.

    Errors and warnings are painted in a colour each and described in a comment of their cell; a finding on a whole row
    is at the row's first cell. A separate sheet in front lists all findings, with links to the cells.

    Raises:
        UnreadableFileError: the file cannot be read; see `loaders.reading.fence`.
    """
    of_cell: defaultdict[tuple[str | None, int, str], list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.row and issue.severity != "note":
            of_cell[issue.sheet, issue.row, issue.column or "A"].append(issue)
    paint = Paint(
        marks=[_mark(place, here, language) for place, here in of_cell.items()],
        listed=[_listed(issue, language) for issue in issues],
        sheet=t(language, "painted.sheet"),
        heading=t(language, "painted.heading", file=name),
        lead=t(language, "painted.lead"),
        captions=[t(language, key) for key in ("upload.severity", "upload.where", "upload.what")],
        values_sheet=t(language, "painted.values"),
    )
    return fence.painted(content, paint)


def _mark(place: tuple[str | None, int, str], issues: Sequence[Issue], language: Language) -> Mark:
    words = {severity: t(language, f"import.severity.{severity}").upper() for severity in ("error", "warning")}
    said = "\n".join(f"{words[issue.severity]}: {_sentence(issue, language)}" for issue in issues)
    worst = "error" if any(issue.severity == "error" for issue in issues) else "warning"
    return Mark(*place, worst, said)


def _listed(issue: Issue, language: Language) -> Listed:
    sheet = t(language, "import.sheet", sheet=issue.sheet) if issue.sheet else ""
    row = t(language, "import.row", row=str(issue.row)) if issue.row else ""
    place = " ".join(part for part in (sheet, issue.cell if issue.column else row) if part)
    cell = f"{issue.column or 'A'}{issue.row or 1}"
    word = t(language, f"import.severity.{issue.severity}")
    return Listed(issue.severity, word, issue.sheet, cell, place, _sentence(issue, language))


def _sentence(issue: Issue, language: Language) -> str:
    return t(language, f"issue.{issue.code}", **issue.values)
