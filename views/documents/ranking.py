"""A ranking as a workbook: numbers as numbers, unrounded, and the code of the version they come from."""

from openpyxl import Workbook

from core.spreadsheets import safe
from core.words import Language, period, sentence_case, t
from reports.results.ranking import Ranking
from views.documents.stamp import stamp_line
from views.documents.worksheet import Value, fill, first, saved
from views.wording import certainty, results

_WIDTHS = (8, 12, 42, 14, 14, 14, 14, 26, 12, 12, 10, 22)


def ranking_workbook(report: Ranking, language: Language, code: str, as_of: int | None = None) -> bytes:
    """An .xlsx: title, period, source, version code; then one row a unit, the unranked with their status.

    Args:
        code: of the data, as on every page; blank of drafts.
        as_of: the id of the newest publication; with it the file can be verified.
    """
    workbook = Workbook()
    sheet = first(workbook)
    sheet.title = report.period.code
    lines = [
        results.ranking_title(report, language),
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
    value = "ranking.value_days" if report.measure.unit == "days" else "ranking.value"
    keys = ["ranking.rank", "upload.code", "ranking.unit", "ranking.numerator", "ranking.denominator", value]
    keys += ["ranking.to_target", "upload.status"]
    keys += ["certainty.low", "certainty.high", "certainty.group", "certainty.state"]
    fill(sheet, lines, [t(language, key) for key in keys], _rows(report, language), _WIDTHS)
    return saved(workbook)


def _rows(report: Ranking, language: Language) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for row in report.table.astype(object).where(report.table.notna(), None).to_dict("records"):
        name = safe(str(row["unit_name" if language == "vi" else "unit_name_en"]))
        counts = [row[each] for each in ("numerator", "denominator", "value", "to_target")]
        kept = t(language, f"certainty.{row['certainty']}") if row["certainty"] else None
        support = [row["rank_low"], row["rank_high"], row["tier"], kept]
        rows.append([row["rank"], row["unit_code"], name, *counts, t(language, f"status.{row['status']}"), *support])
    return rows
