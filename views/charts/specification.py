"""What every specification shares: numbers as each language writes them, and no data of its own."""

from typing import Any

import altair as alt

from core.words import Language

_NUMBER: dict[Language, dict[str, Any]] = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0₫"], "percent": "\u00a0%"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
}


def locale(language: Language) -> dict[str, Any]:
    """For `config.locale` of a specification: `embedOptions.formatLocale` is ignored by Streamlit."""
    return {"number": _NUMBER[language]}


def value_axis(language: Language, unit: str) -> str:
    """A label expression for the value axis: 95 % or 95%; days plainly."""
    if unit != "percent":
        return "format(datum.value, ',.3~r')"
    return "format(datum.value, ',.4~r') + '{}'".format("\u00a0%" if language == "vi" else "%")


def breaks(colour: str) -> list[alt.Chart]:
    """A rule with its day above the plot, where the data have `break_at` and `break_text`."""
    there = alt.Chart().transform_filter("isValid(datum.break_at)").encode(x="break_at:T")
    text = there.mark_text(baseline="bottom", fontSize=11, color=colour).encode(y=alt.value(-3), text="break_text:N")
    return [there.mark_rule(strokeDash=[1, 3], strokeWidth=1.5, color=colour), text]


def starts(colour: str) -> list[alt.Chart]:
    """A rule with the code of a task at the month it began to count, where the data have `start_at`, `start_text`."""
    there = alt.Chart().transform_filter("isValid(datum.start_at)").encode(x="start_at:T")
    text = there.mark_text(align="left", baseline="top", dx=4, fontSize=11, color=colour)
    # Inside the plot: the days units changed stand above it.
    return [
        there.mark_rule(strokeWidth=1.5, color=colour),
        text.encode(y=alt.value(2), text="start_text:N"),
    ]


def without_data(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart as Vega-Lite, ready for data that come apart.

    Built and validated once, it costs a page a sixth of what an Altair chart does.
    """
    # Checking against the schema costs half of the building; the tests do it.
    specification: dict[str, Any] = chart.to_dict(validate=False)
    specification.pop("datasets", None)
    for part in (specification, *specification["layer"]):
        # Altair writes {"name": "empty"} into every layer, which would hide the data of the whole.
        part.pop("data", None)
    return specification
