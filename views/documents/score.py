"""A score as a workbook: every unit's total with its official and supported rank, then every indicator."""

from openpyxl import Workbook

from core.spreadsheets import safe
from core.words import Language, period, t
from reports.results.score import Score
from reports.results.score_formula import formula
from reports.results.support import score_support
from views.documents.stamp import stamp_line
from views.documents.worksheet import Value, fill, first, saved
from views.wording import certainty

_TOTALS = (8, 12, 42, 12, 14, 22, 24, 12, 12, 10, *(12,) * 8)
_INDICATORS = (12, 42, 8, 60, 10, 10, 10, 14, 14, 20, 44)


def score_workbook(report: Score, language: Language, code: str, as_of: int | None = None) -> bytes:
    """An .xlsx of two sheets: the units with their groups, best first; and one row a unit and indicator.

    A point that is not known is an empty cell, never 0.

    Args:
        code, as_of: as `views.documents.ranking.ranking_workbook`.
    """
    workbook = Workbook()
    sheet = first(workbook)
    sheet.title = report.month.code
    index = report.index
    when, kind = period(language, report.month), t(language, f"kind.{report.kind}")
    lines = [
        t(language, "score.title", index=index.title[language], what=kind, period=when),
        t(language, "ranking.source", source=index.source),
        f"{certainty.caption(language)} {t(language, 'certainty.caption_score')}",
        *([t(language, "method.rounded", decimals=index.decimals)] if index.decimals is not None else []),
        t(language, "score.empty_cells"),
        f"{t(language, 'app.version')}: {code}",
    ]
    if as_of is not None:
        asked = {"index": index.code, "period": report.month.code, "kind": report.kind}
        lines.append(stamp_line({"report": "score", **asked, "code": code, "as_of": str(as_of), "lang": language}))
    if report.illustrative or index.illustrative:
        lines.append(t(language, "app.illustrative_why"))
    keys = ["ranking.rank", "upload.code", "ranking.unit", "score.total", "score.known", "score.band", "upload.status"]
    keys += ["certainty.low", "certainty.high", "certainty.group"]
    header = [t(language, key) for key in keys]
    header += [f"{group.id} ({group.points:g})" for group in index.groups]
    fill(sheet, lines, header, _totals(report, language), _TOTALS)
    keys = ["upload.code", "ranking.unit", "score.group", "score.indicator", "score.won", "score.most", "score.lost"]
    keys += ["ranking.numerator", "ranking.denominator", "upload.status", "score.how"]
    header = [t(language, key) for key in keys]
    second = workbook.create_sheet(t(language, "score.indicators_sheet"))
    fill(second, lines[:1], header, _indicators(report, language), _INDICATORS)
    return saved(workbook)


def _totals(report: Score, language: Language) -> list[list[Value]]:
    won = report.indicators.groupby(["unit_code", "group"])["points"].sum(min_count=1)
    table = report.table.join(score_support(report), on="unit_code")
    rows: list[list[Value]] = []
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        whole = row["known_points"] == report.index.points
        band = report.index.band(row["share"]) if whole else None
        groups = [_known(won.get((row["unit_code"], group.id))) for group in report.index.groups]
        status = None if row["status"] == "ranked" else t(language, f"score.status_{row['status']}")
        name = safe(row["unit_name" if language == "vi" else "unit_name_en"])
        total = [row["points"], row["known_points"], band.title[language] if band else None, status]
        support = [row["rank_low"], row["rank_high"], row["tier"]]
        rows.append([row["rank"], row["unit_code"], name, *total, *support, *groups])
    return rows


def _indicators(report: Score, language: Language) -> list[list[Value]]:
    rules = {each.id: each for each in report.index.indicators}
    own = "unit_name" if language == "vi" else "unit_name_en"
    names = dict(zip(report.table["unit_code"], report.table[own], strict=True))
    rows: list[list[Value]] = []
    for row in report.indicators.to_dict("records"):
        rule = rules.get(row["indicator"])
        title = rule.title[language] if rule else t(language, "score.whole_group")
        points, most = _known(row["points"]), float(row["max_points"])
        lost = None if points is None else round(most - points, 10)
        counts = [_known(row["numerator"]), _known(row["denominator"])]
        state = t(language, f"score.state_{row['state']}")
        who = [row["unit_code"], safe(str(names[row["unit_code"]])), row["group"]]
        rows.append([*who, title, points, most, lost, *counts, state, formula(rule, row, language)])
    return rows


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124  NaN
