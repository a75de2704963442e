"""Warm-up before the first visitor: the database, the newest reports, tasks, charts, templates."""

import structlog

from core import words
from core.clock import now
from core.viewer import everyone
from reports.published import Published
from reports.results.score import DEFAULT
from reports.results.support import score_support, support
from reports.results.unit_cards import rank_paths
from reports.slices import Slice, ranked_before
from views.charts import ranking as ranking_charts
from views.charts import unit as unit_charts
from views.rendering import compile_all
from views.screen import session
from views.screen.results import score
from views.screen.tasks import all_tasks

SAMPLE, AHEAD = "NAMRO_SAMPLE", "NAMRO_WARM_UP"


def ahead() -> bool:
    """Whether to compute before anybody asks: not where a server is started again and again, as `make dev` does."""
    return session.environment().get(AHEAD, "") != "no"


def sample() -> None:
    """Where `make run` asks for it: the province's sample months in an empty database, before anybody looks."""
    if session.environment().get(SAMPLE):
        # Imported lazily: it takes a tenth of a second that a server with data does not need.
        from actions.samples.load_sample import load_sample  # noqa: PLC0415

        done = load_sample(session.engine(), everyone("sample"), session.settings(), clock=now)
        structlog.get_logger().info("sample", files=len(done))


def charts_and_templates() -> None:
    """Build the specifications and compile the templates for the language that nearly everybody uses."""
    language = words.LANGUAGES[0]
    compile_all(language)
    for named in (False, True):
        ranking_charts.bars(language, "percent", named=named)
    unit_charts.series(language, "percent")


def unit_pages(data: Published) -> None:
    """What every unit's page of the newest month asks for all units of its kind at once: ranges, chances, paths."""
    if not data.all_months():
        return
    month = data.all_months()[0]
    rules = data.definitions(month).scores.get(DEFAULT)
    for kind in data.kinds([month]):
        of = Slice(data, kind, month)
        if rules is not None:
            answer = score.of_kind(data, rules, month, kind)
            score_support(answer)
            rank_paths(data, answer)
        for measure in data.measures_for(month):
            support(of, measure)
            ranked_before(of, measure)


def unit_pages_from_now_on() -> None:
    """Of the newest numbers now, and of every version that comes while the server runs."""
    session.when_new.append(unit_pages)
    unit_pages(session.newest())


FIRST = (sample, session.warm_up)
LATER = (charts_and_templates, all_tasks.newest, unit_pages_from_now_on)
