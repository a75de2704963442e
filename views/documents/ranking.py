"""A ranking as a workbook: numbers as numbers, unrounded, and the code of the version they come from."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import safe
from core.words import Language, period, sentence_case, t
from reports.ranking import Ranking
from views import certainty, sentences
from views.documents.stamp import stamp_line

_WIDTHS = (8, 12, 42, 14, 14, 14, 14, 26, 12, 12, 10, 22)


def ranking_workbook(report: Ranking, language: Language, code: str, as_of: int | None = None) -> bytes:
    """An .xlsx: title, period, source, version code; then one row a unit, the unranked with their status.

    Args:
        code: of the data, as on every page; blank of drafts.
        as_of: the id of the newest publication; with it the file can be verified.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = report.period.code
    lines = [
        sentences.ranking_title(report, language),
        sentence_case(period(language, report.period)),
        t(language, "ranking.of", of=report.measure.of[language]),
        t(language, "ranking.source", source=report.measure.source),
        *([certainty.caption(language)] if report.groups else []),
        f"{t(language, 'app.version')}: {code}",
    ]
    if as_of is not None:
        asked = {"measure": report.measure.id, "period": report.period.code, "kind": report.kind}
        lines.append(stamp_line({"report": "ranking", **asked, "code": code, "as_of": str(as_of), "lang": language}))
    if report.illustrative:
        lines.append(t(language, "app.illustrative_why"))
    for line in lines:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    value = "ranking.value_days" if report.measure.unit == "days" else "ranking.value"
    keys = ["ranking.rank", "upload.code", "ranking.unit", "ranking.numerator", "ranking.denominator", value]
    keys += [
        "ranking.to_target",
        "upload.status",
        "certainty.low",
        "certainty.high",
        "certainty.group",
        "certainty.state",
    ]
    sheet.append([t(language, key) for key in keys])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for row in report.table.astype(object).where(report.table.notna(), None).itertuples():
        name = row.unit_name if language == "vi" else row.unit_name_en
        status = t(language, f"status.{row.status}")
        counts = [row.numerator, row.denominator, row.value, row.to_target, status]
        kept = t(language, f"certainty.{row.certainty!s}") if row.certainty else None
        support = [row.rank_low, row.rank_high, row.tier, kept]
        sheet.append([row.rank, row.unit_code, safe(str(name)), *counts, *support])
        for written in sheet[sheet.max_row]:
            _as_written(written)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{len(lines) + 3}"
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _as_written(cell: Cell | MergedCell) -> None:
    if isinstance(cell, MergedCell):
        return
    if isinstance(cell.value, str):
        cell.data_type = "s"  # openpyxl would make a formula of a text that begins with “=”
    elif isinstance(cell.value, float):
        cell.number_format = "#,##0.00"
