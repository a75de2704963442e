"""A ranking as a document: numbers as numbers, unrounded, and the code of the version they come from."""

from collections.abc import Sequence

from core.annotations import Annotation
from core.periods import HANOI, months_back
from core.words import Language, day, period, sentence_case, t
from reports.results.ranking import Ranking
from views.documents.document import Column, Document, Row, Table
from views.documents.stamp import stamp_line
from views.wording import certainty, results
from views.wording.targets import goal, state


def ranking_document(
    report: Ranking,
    language: Language,
    code: str,
    as_of: int | None = None,
    *,
    notes: Sequence[Annotation] = (),
    told: str = "",
) -> Document:
    """Title, period, source, version code; then one row a unit, the unranked with their status; then the notes.

    Args:
        code: of the data, as on every page; blank of drafts.
        as_of: the id of the newest publication; with it the file can be verified.
        notes: of any unit and measure; those on the units' series of this measure are printed.
        told: `views.documents.papers.told_text` of when these were the notes; without it the file says of none.
    """
    asked = {"measure": report.measure.id, "period": report.period.code, "kind": report.kind}
    stamp = {"report": "ranking", **asked, "code": code, "as_of": str(as_of), "lang": language}
    stamp |= {"told": told} if told else {}
    return Document(
        tables=(
            Table(report.period.code, _columns(report, language), _rows(report, language)),
            *_notes(report, language, notes),
        ),
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
        # Only where the sentence above does not say it of every unit; and papers made before are as they were.
        *([Column(t(language, "target.target"), "decimal", 12)] if report.own else []),
    )


def _rows(report: Ranking, language: Language) -> tuple[Row, ...]:
    rows: list[Row] = []
    for row in report.table.astype(object).where(report.table.notna(), None).to_dict("records"):
        name = str(row["unit_name" if language == "vi" else "unit_name_en"])
        counts = [row[each] for each in ("numerator", "denominator", "value", "to_target")]
        met = None if row["to_target"] is None else t(language, state(row["to_target"]))
        kept = t(language, f"certainty.{row['certainty']}") if row["certainty"] else None
        support = [row["rank_low"], row["rank_high"], row["tier"], met, kept]
        support += [goal(report.target_of(row["unit_code"]))] if report.own else []
        rows.append((row["rank"], row["unit_code"], name, *counts, t(language, f"status.{row['status']}"), *support))
    return tuple(rows)


def _notes(report: Ranking, language: Language, notes: Sequence[Annotation]) -> tuple[Table, ...]:
    """The notes on the series that the ranking draws; no table where there is none."""
    names = report.table.set_index("unit_code")["unit_name" if language == "vi" else "unit_name_en"]
    since = months_back(report.months[-1], 12)[0].start
    mine = [
        each
        for each in notes
        if each.about.measure == report.measure.id
        and each.about.unit in names.index
        and since <= each.about.month.start <= report.period.end
    ]
    columns = (
        Column(t(language, "ranking.unit"), "text", 42),
        Column(t(language, "annotations.month"), "text", 16),
        Column(t(language, "annotations.title"), "text", 70),
        Column(t(language, "annotations.who"), "text", 22),
        Column(t(language, "annotations.day"), "text", 18),
    )
    rows: tuple[Row, ...] = tuple(
        (
            str(names[each.about.unit]),
            period(language, each.about.month),
            each.text,
            each.who,
            day(language, each.at.astimezone(HANOI).date()),
        )
        for each in sorted(mine, key=lambda each: (each.about.month.start, each.code))
    )
    return (Table(t(language, "annotations.sheet"), columns, rows),) if rows else ()
