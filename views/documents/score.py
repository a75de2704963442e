"""A score as a document: every unit's total with its official and supported rank, then every indicator."""

from core.words import Language, period, t
from reports.results.score import Score
from reports.results.score_formula import formula
from reports.results.support import score_support
from views.documents.document import Column, Document, Row, Table
from views.documents.stamp import stamp_line
from views.wording import certainty

_GROUPS = 8
"""Number of groups for which column widths are set, regardless of the score."""


def score_document(report: Score, language: Language, code: str, as_of: int | None = None) -> Document:
    """Two tables: the units with their groups, best first; and one row a unit and indicator.

    A point that is not known is an empty cell, never 0.

    Args:
        code, as_of: as `views.documents.ranking.ranking_document`.
    """
    rules = report.rules
    asked = {"index": rules.code, "period": report.month.code, "kind": report.kind}
    stamp = {"report": "score", **asked, "code": code, "as_of": str(as_of), "lang": language}
    when, kind = period(language, report.month), t(language, f"kind.{report.kind}")
    indicators = t(language, "score.indicators_sheet")
    return Document(
        tables=(
            Table(report.month.code, _total_columns(report, language), _totals(report, language)),
            Table(indicators, _indicator_columns(language), _indicators(report, language)),
        ),
        title=t(language, "score.title", index=rules.title[language], what=kind, period=when),
        sentences=(
            t(language, "ranking.source", source=rules.source),
            f"{certainty.caption(language)} {t(language, 'certainty.caption_score')}",
            *([t(language, "method.rounded", decimals=rules.decimals)] if rules.decimals is not None else []),
            t(language, "score.empty_cells"),
            f"{t(language, 'app.version')}: {code}",
        ),
        stamp=stamp_line(stamp) if as_of is not None else "",
        caution=t(language, "app.illustrative_why") if report.illustrative or rules.illustrative else "",
    )


def _total_columns(report: Score, language: Language) -> tuple[Column, ...]:
    groups = [Column(f"{group.id} ({group.points:g})", "decimal", 12) for group in report.rules.groups]
    return (
        Column(t(language, "ranking.rank"), "whole", 8),
        Column(t(language, "upload.code"), "text", 12),
        Column(t(language, "ranking.unit"), "text", 42),
        Column(t(language, "score.total"), "decimal", 12),
        Column(t(language, "score.known"), "decimal", 14),
        Column(t(language, "score.band"), "text", 22),
        Column(t(language, "upload.status"), "text", 24),
        Column(t(language, "certainty.low"), "whole", 12),
        Column(t(language, "certainty.high"), "whole", 12),
        Column(t(language, "certainty.group"), "whole", 10),
        *groups,
        *[Column("", width=12)] * (_GROUPS - len(groups)),
    )


def _indicator_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(t(language, "upload.code"), "text", 12),
        Column(t(language, "ranking.unit"), "text", 42),
        Column(t(language, "score.group"), "text", 8),
        Column(t(language, "score.indicator"), "text", 60),
        Column(t(language, "score.won"), "decimal", 10),
        Column(t(language, "score.most"), "decimal", 10),
        Column(t(language, "score.lost"), "decimal", 10),
        Column(t(language, "ranking.numerator"), "decimal", 14),
        Column(t(language, "ranking.denominator"), "decimal", 14),
        Column(t(language, "upload.status"), "text", 20),
        Column(t(language, "score.how"), "text", 44),
    )


def _totals(report: Score, language: Language) -> tuple[Row, ...]:
    won = report.indicators.groupby(["unit_code", "group"])["points"].sum(min_count=1)
    table = report.table.join(score_support(report), on="unit_code")
    rows: list[Row] = []
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        whole = row["known_points"] == report.rules.points
        band = report.rules.band(row["share"]) if whole else None
        groups = [_known(won.get((row["unit_code"], group.id))) for group in report.rules.groups]
        status = None if row["status"] == "ranked" else t(language, f"score.status_{row['status']}")
        name = row["unit_name" if language == "vi" else "unit_name_en"]
        total = [row["points"], row["known_points"], band.title[language] if band else None, status]
        support = [row["rank_low"], row["rank_high"], row["tier"]]
        rows.append((row["rank"], row["unit_code"], name, *total, *support, *groups))
    return tuple(rows)


def _indicators(report: Score, language: Language) -> tuple[Row, ...]:
    by_id = {each.id: each for each in report.rules.indicators}
    own = "unit_name" if language == "vi" else "unit_name_en"
    names = dict(zip(report.table["unit_code"], report.table[own], strict=True))
    rows: list[Row] = []
    for row in report.indicators.to_dict("records"):
        rule = by_id.get(row["indicator"])
        title = rule.title[language] if rule else t(language, "score.whole_group")
        points, most = _known(row["points"]), float(row["max_points"])
        lost = None if points is None else round(most - points, 10)
        counts = [_known(row["numerator"]), _known(row["denominator"])]
        state = t(language, f"score.state_{row['state']}")
        who = [row["unit_code"], str(names[row["unit_code"]]), row["group"]]
        rows.append((*who, title, points, most, lost, *counts, state, formula(rule, row, language)))
    return tuple(rows)


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124  NaN
