"""What units said of their numbers, beside the numbers; and on the overview what the viewer's own unit has to do."""

from core.clock import now
from core.periods import Period, month_with, today
from core.replies import Reply
from core.viewer import Viewer
from metrics.rates.measures import all_measures
from reports.desk import desk as reports
from store.database import reading
from views.screen import draw, filters, session
from views.screen.desk import standing
from views.screen.language import language


def of_measure(measure: str, period: Period) -> None:
    """The replies to the numbers by one measure in a month; nothing for a longer period."""
    if period.kind == "month":
        _marks([each for each in _said(period) if each.measure == measure])


def of_unit(code: str, month: Period) -> None:
    """The replies of one unit about a month."""
    _marks([each for each in _said(month) if each.unit == code])


def own() -> None:
    """For who belongs to some units: what each of them owes of the newest month, with the way to its desk."""
    scope = session.drawn_for().scope("submit")
    if scope.every or not scope.units:
        return
    month = month_with(today(now())).before
    known = session.everything().by_code
    for code in sorted(scope.units):
        # A unit that was dissolved owes nothing more.
        if code in known and known[code].in_force(month.start, month.end):
            draw.template("desk/own.html", desk=standing.of(code, month))


def _said(month: Period) -> tuple[Reply, ...]:
    who: Viewer = session.viewer()
    if not who.may_somewhere("see_unit"):
        return ()
    with reading(session.engine()) as connection:
        return reports.said(connection, who, month).replies


def _marks(found: list[Reply]) -> None:
    if found:
        units = {code: filters.name_of(unit) for code, unit in session.everything().by_code.items()}
        measures = {code: each.title[language()] for code, each in all_measures().items()}
        draw.template("desk/marks.html", replies=found, units=units, measures=measures)
