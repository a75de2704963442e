"""What the first visitor would otherwise wait for: the database, the newest answers, tasks, charts, templates."""

from core import words
from views.charts import ranking as ranking_charts
from views.charts import unit as unit_charts
from views.rendering import compile_all
from views.screen import data
from views.screen.tasks import known


def charts_and_templates() -> None:
    """Build the specifications and compile the templates for the language that nearly everybody uses."""
    language = words.LANGUAGES[0]
    compile_all(language)
    for named in (False, True):
        ranking_charts.bars(language, "percent", named=named)
    unit_charts.series(language, "percent")


STEPS = (charts_and_templates, data.warm_up, known.newest)
