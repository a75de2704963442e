"""A ranking as a document: numbers as numbers, unrounded, and the code of the version they come from."""

from core.words import Language, period, sentence_case, t
from reports.results.ranking import Ranking
from views.documents.document import Column, Document, Row, Table
from views.documents.stamp import stamp_line
from views.wording import certainty, results
from views.wording.targets import state


def ranking_document(report: Ranking, language: Language, code: str, as_of: int | None = None) -> Document:
    """Title, period, source, version code; then one row a unit, the unranked with their status.

    Args:
        code: of the data, as on every page; blank of drafts.
        as_of: the id of the newest publication; with it the file can be verified.
    """
    asked = {"measure": report.measure.id, "period": report.period.code, "kind": report.kind}
    stamp = {"report": "ranking", **asked, "code": code, "as_of": str(as_of), "lang": language}
    return Document(
        tables=(Table(report.period.code, _columns(report, language), _rows(report, language)),),
        title=results.ranking_title(report, language),
        sentences=(
            sentence_case(period(language, report.period)),
            t(language, "ranking.of", of=report.measure.of[language]),
            t(language, "ranking.source", source=report.measure.source),
            *([certainty.caption(language)] if report.groups else []),
            f"{t(language, 'app.version')}: {code}",
        ),
        stamp=stamp_line(stamp) if as_of is not None else "",
        caution=t(language, "app.illustrative_why") if report.illustrative else "",
    )


def _columns(report: Ranking, language: Language) -> tuple[Column, ...]:
    value = "ranking.value_days" if report.measure.unit == "days" else "ranking.value"
    return (
        Column(t(language, "ranking.rank"), "whole", 8),
        Column(t(language, "upload.code"), "text", 12),
        Column(t(language, "ranking.unit"), "text", 42),
        Column(t(language, "ranking.numerator"), "decimal"),
        Column(t(language, "ranking.denominator"), "decimal"),
        Column(t(language, value), "decimal"),
        Column(t(language, "ranking.to_target"), "decimal"),
        Column(t(language, "upload.status"), "text", 26),
        Column(t(language, "certainty.low"), "whole", 12),
        Column(t(language, "certainty.high"), "whole", 12),
        Column(t(language, "certainty.group"), "whole", 10),
        Column(t(language, "target.met_or_missed"), "text", 16),
        Column(t(language, "certainty.state"), "text", 30),
    )


def _rows(report: Ranking, language: Language) -> tuple[Row, ...]:
    rows: list[Row] = []
    for row in report.table.astype(object).where(report.table.notna(), None).to_dict("records"):
        name = str(row["unit_name" if language == "vi" else "unit_name_en"])
        counts = [row[each] for each in ("numerator", "denominator", "value", "to_target")]
        met = None if row["to_target"] is None else t(language, state(row["to_target"]))
        kept = t(language, f"certainty.{row['certainty']}") if row["certainty"] else None
        support = [row["rank_low"], row["rank_high"], row["tier"], met, kept]
        rows.append((row["rank"], row["unit_code"], name, *counts, t(language, f"status.{row['status']}"), *support))
    return tuple(rows)
