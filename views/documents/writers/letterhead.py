"""Above and below an official paper in Word: agencies and motto, number and date; recipients and signature.

Source: Decree 30/2020/NĐ-CP, appendix I, part II; Instruction 36-HD/VPTW of 2018 for papers of the Party.
"""

import datetime as dt
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from core.spreadsheets import printable
from core.words import Language, t
from views.documents.document import Official

SIDES = (Cm(6.4), Cm(9.6))


def above(paper: Paper, official: Official, dated: dt.date | None, language: Language) -> None:
    """Two columns: who issues it and its number; the motto (or the Party's name), place and date. Then its kind."""
    party = official.layout == "party"
    left = [(official.superior.upper(), False), (official.agency.upper(), True), ("*" if party else "_______", True)]
    right = [(t(language, f"letterhead.{official.layout}"), True)]
    if not party:
        right += [(t(language, "letterhead.motto"), True), ("_______________", True)]
    cells = _columns(paper)
    for cell, lines in zip(cells, (left, right), strict=True):
        for text, bold in filter(lambda line: line[0], lines):
            _line(cell, text, bold=bold, size=12)
    _line(cells[0], official.number)
    date = t(language, "letterhead.date", place=official.place, **_date(dated))
    _line(cells[1], date, italic=True)
    for cell in cells:
        # A new cell begins with an empty paragraph.
        cell._tc.remove(cell.paragraphs[0]._p)
    if official.kind:
        heading = paper.add_paragraph()
        heading.alignment, heading.paragraph_format.space_before = ALIGN.CENTER, Pt(12)
        run = heading.add_run(printable(official.kind))
        run.bold, run.font.size = True, Pt(14)


def below(paper: Paper, official: Official, language: Language) -> None:
    """Who receives it, to the left; who signs it, to the right with room for the signature."""
    paper.add_paragraph()
    left, right = _columns(paper)
    _line(left, t(language, "letterhead.recipients"), bold=True, italic=True, size=12, align=ALIGN.LEFT)
    for place, each in enumerate(official.recipients, start=1):
        # The last one, “Lưu”, ends with a full stop (Decree 30, appendix I).
        end = "." if place == len(official.recipients) else ";"
        _line(left, f"- {each}{end}", size=11, align=ALIGN.LEFT)
    _line(right, official.position.upper(), bold=True)
    for _ in range(4):
        _line(right, "")
    _line(right, official.signer, bold=True)
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)


def _date(dated: dt.date | None) -> dict[str, str]:
    """Days below 10 and the months of January and February are written with a nought (Decree 30, appendix I)."""
    if dated is None:
        return {"day": "…", "month": "…", "year": "…"}
    month = f"{dated.month:02}" if dated.month <= 2 else str(dated.month)
    return {"day": f"{dated.day:02}", "month": month, "year": str(dated.year)}


def _columns(paper: Paper) -> Any:
    grid = paper.add_table(rows=1, cols=2)
    grid.autofit = False
    # A signature is never parted from the name below it.
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = grid.rows[0].cells
    for column, cell, width in zip(grid.columns, cells, SIDES, strict=True):
        column.width = cell.width = width
    return cells


def _line(
    cell: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = 13, align: Any = ALIGN.CENTER
) -> None:
    paragraph = cell.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
