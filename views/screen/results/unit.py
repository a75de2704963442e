"""One unit: its answer, kept, and the table of its counts."""

from core.caching import cached
from core.counts import COUNT_NAMES
from core.periods import Period, month_with
from reports.published import Published
from reports.results.continuity import By
from reports.results.unit import UnitReport, unit_report_of
from views.counts_shown import hundredths, shown
from views.screen import draw, session


def answer(code: str, month: Period | None, by: By) -> UnitReport:
    return _answer(session.everything(), code, month, by)


@cached(256)
def _answer(data: Published, code: str, month: Period | None, by: By) -> UnitReport:
    return unit_report_of(data, code, month, by)


def counts_table(report: UnitReport) -> None:
    """The unit's counts, newest month first; a month that is a sum or an estimate says so."""
    names = [name for name in COUNT_NAMES if name in report.counts.columns[3:]]
    draw.template(
        "results/counts.html",
        counts=names,
        hundredths=hundredths(names),
        unit=report.unit.code,
        rows=[
            {
                "month": month_with(month.date()),
                "mark": "estimated" if estimated else "summed" if summed else None,
                "values": shown(names, values),
            }
            for month, summed, estimated, *values in report.counts.itertuples(index=False, name=None)
        ],
    )
