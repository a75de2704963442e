"""Warm-up before the first visitor: the database, the newest reports, tasks, charts, templates."""

import structlog

from core import words
from core.clock import now
from core.viewer import everyone
from views.charts import ranking as ranking_charts
from views.charts import unit as unit_charts
from views.rendering import compile_all
from views.screen import session
from views.screen.tasks import all_tasks

SAMPLE = "NAMRO_SAMPLE"


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


FIRST = (sample, session.warm_up)
LATER = (charts_and_templates, all_tasks.newest)
