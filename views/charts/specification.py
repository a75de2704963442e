"""Shared parts of the specifications, without data: number formats of each language, rules, widths."""

from typing import Any

import altair as alt

from core.words import Language

TEXT = "#707c84"
"""Text colour: a grey that is readable on the light and on the dark page (contrast 4.2 : 1 on both)."""
ON_A_TELEPHONE = "containerSize()[0] < 480"
"""Tests the width of the container, since a plot's own width depends on its axes and legend; false in a document."""
# Pixels that the words of a break take, with the room beside the plot.
_LABEL = 150
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


def on_a_telephone(small: Any, large: Any) -> alt.ExprRef:
    """One value for a narrow screen, another for a wide one; where a document is drawn, the wide one."""
    return alt.ExprRef(f"{ON_A_TELEPHONE} ? {small} : {large}")


def breaks(colour: str) -> list[alt.Chart]:
    """A rule with its day above the plot, where the data have `break_at` and `break_text`.

    Of two days too near each other for their words, every other one is drawn a line higher.
    """
    there, usual, other = _at("break")
    look: dict[str, Any] = {"baseline": "bottom", "fontSize": 11, "color": TEXT, "aria": False}
    return [
        there.mark_rule(strokeDash=[1, 3], strokeWidth=1.5, color=colour, aria=False),
        usual.mark_text(**look).encode(y=alt.value(-3), text="break_text:N"),
        other.mark_text(**look).encode(y=alt.value(-17), text="break_text:N"),
    ]


def starts(colour: str) -> list[alt.Chart]:
    """A rule with the code of a task at the month it began to count, where the data have `start_at`, `start_text`.

    Of two months too near each other for their codes, every other code is drawn a line lower.
    """
    there, usual, other = _at("start")
    look: dict[str, Any] = {"align": "left", "baseline": "top", "dx": 4, "fontSize": 11, "color": TEXT, "aria": False}
    # Placed inside the plot, because the days on which units changed are written above it.
    return [
        there.mark_rule(strokeWidth=1.5, color=colour, aria=False),
        usual.mark_text(**look).encode(y=alt.value(2), text="start_text:N"),
        other.mark_text(**look).encode(y=alt.value(16), text="start_text:N"),
    ]


def notes(colour: str) -> list[alt.Chart]:
    """A dot with its number on the axis at each month with a note, where the data have `note_at`, `note_text`.

    The notes themselves stand below the chart.
    """
    there = alt.Chart().transform_filter("isValid(datum.note_at)").encode(x="note_at:T", y=alt.value(332))
    return [
        there.mark_point(filled=True, size=230, color=colour, opacity=1, aria=False),
        there.mark_text(fontSize=11, fontWeight="bold", color="white", aria=False).encode(text="note_text:N"),
    ]


def _at(what: str) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """Where the data have `<what>_at`; and apart, those with room for words and every other one of those without."""
    at = f"datum.{what}_at"
    chart = alt.Chart().transform_joinaggregate(first="min(month)", last="max(month)")
    there = chart.transform_filter(f"isValid({at})").encode(x=f"{what}_at:T")
    # Without a screen, in a document, the plot is about as wide as a page.
    near = f"(datum.last - datum.first) * {_LABEL} / max(containerSize()[0] || 800, 1)"
    numbered = there.transform_window(
        row="row_number()", before=f"lag({what}_at)", after=f"lead({what}_at)", sort=[alt.SortField(f"{what}_at")]
    ).transform_calculate(
        crowded=f"datum.row % 2 == 0 && ((datum.before && {at} - datum.before < {near})"
        f" || (datum.after && datum.after - {at} < {near}))"
    )
    usual, other = (numbered.transform_filter(each) for each in ("!datum.crowded", "datum.crowded"))
    return there, usual, other


def without_data(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart as Vega-Lite, ready for data that are passed separately.

    Built and validated once, it costs a page a sixth of what an Altair chart does.
    """
    # Checking against the schema costs half of the building; the tests do it.
    specification: dict[str, Any] = chart.to_dict(validate=False)
    specification.pop("datasets", None)
    for part in (specification, *specification["layer"]):
        # Altair writes {"name": "empty"} into every layer, which would hide the data of the whole.
        part.pop("data", None)
    return specification
