"""Specifications are valid Vega-Lite, hold no data and no links, and write numbers as the language does."""

import json
import re

import altair as alt
import pytest

from core.words import LANGUAGES
from views.charts import cohort, control, funnel, history, index_ranks, ranking, timeline, unit

pytestmark = pytest.mark.slow

SPECIFICATIONS = {
    **{
        f"bars named={named}": lambda language, named=named: ranking.bars(language, "percent", named=named)
        for named in (True, False)
    },
    "bars in days": lambda language: ranking.bars(language, "days", named=True),
    "series": lambda language: unit.series(language, "percent"),
    "series with estimates": lambda language: unit.series(language, "percent", estimated=True),
    "funnel": lambda language: funnel.points(language, "percent"),
    "control": lambda language: control.series(language, "percent"),
    "heat": history.heat,
    "cohort": cohort.series,
    "bump of many": lambda language: history.bump(language, 130),
    "bump of few": lambda language: history.bump(language, 15),
    "index ranks": lambda language: index_ranks.ranks(language, (2021, 2022, 2023), 63),
    "timeline": lambda language: timeline.timeline(language, 12),
    "series in days": lambda language: unit.series(language, "days"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SPECIFICATIONS)
def test_a_specification_is_valid_and_holds_no_data(name, language):
    specification = SPECIFICATIONS[name](language)

    assert "data" not in specification and "datasets" not in specification
    assert all("data" not in layer for layer in specification["layer"])
    alt.LayerChart.from_dict({**specification, "data": {"name": "rows"}}, validate=True)
    assert not re.search(r'"(href|url)"', json.dumps(specification))
    decimal = specification["config"]["locale"]["number"]["decimal"]
    assert decimal == {"vi": ",", "en": "."}[language]
