"""Drawing: templates, titles and charts."""

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from core.counts import COUNT_NAMES, COUNTS, CountName
from core.periods import month_with
from core.province import read_province
from core.words import Language, t
from metrics.rates.measures import Measure, all_measures
from reports.results.overview import Overview
from reports.results.ranking import Ranking
from reports.results.unit import UnitReport
from views.documents.ranking import ranking_workbook
from views.rendering import TEMPLATES, render
from views.screen import data_state, html
from views.screen import session as answers
from views.screen.language import language
from views.wording import certainty
from views.wording import results as wording

STYLE: Path = TEMPLATES / "namro.css"


def template(name: str, **context: Any) -> None:
    """Draw a template of `views/templates/` in the language in use."""
    html.show(render(language(), name, **context))


def chart(
    specification: dict[str, Any], data: pd.DataFrame, *, key: str, alt: str, pick: str | None = None
) -> str | None:
    """Draw a chart; with `pick`, the value of that field of the mark that was clicked, else None."""
    if pick is None:
        st.vega_lite_chart(data, specification, key=key, alt=alt)
        return None
    event = st.vega_lite_chart(data, specification, key=key, alt=alt, on_select="rerun", selection_mode="pick")
    # By item, not attribute: AppTest can then put a selection in.
    picked = event["selection"].get("pick") if event else None
    found: str | None = picked[0][pick] if picked else None
    # A selection outlives a change of filter that took its mark away.
    return found if found in set(data[pick]) else None


def masthead() -> None:
    """The province's name, and whether its numbers were made up to show the system."""
    province = read_province(answers.settings().province_folder)
    template("masthead.html", province=province.name[language()], illustrative=answers.illustrative())


def title(text: str, badge: str = "") -> None:
    """The page's heading. Not `st.title`, which would read a unit's name as Markdown."""
    template("title.html", text=text, badge=badge)


def heading(text: str) -> None:
    """A part of the page; `st.subheader` would be one level too deep."""
    template("heading.html", text=text)


def alert(kind: str, text: str) -> None:
    """An error, a warning, a success or a piece of information; as HTML, for the text may quote a file."""
    template("alert.html", kind=kind, text=text)


def label(text: str) -> str:
    """A typed text, such as a file's name, as the label of a button, which Streamlit would read as Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def sentences(lines: list[str]) -> None:
    template("lead.html", sentences=lines)


def overview(report: Overview) -> None:
    """The month's sentence, its cards and the table of kinds."""
    html.show(_overview_html(report, language()))


@lru_cache(maxsize=64)
def _overview_html(report: Overview, language: Language) -> str:
    lines = wording.overview(report, language)
    return render(language, "results/overview.html", report=report, sentences=lines, figure_names=wording.FIGURE_NAMES)


def ends(report: Overview, measure: Measure) -> None:
    """First and last by one measure, what got worse, and who has not reported."""
    has_before = report.before in answers.everything().all_months()
    html.show(_ends_html(report, measure, has_before, language()))


@lru_cache(maxsize=64)
def _ends_html(report: Overview, measure: Measure, has_before: bool, language: Language) -> str:
    return render(
        language,
        "results/ends.html",
        report=report,
        measure=measure,
        measures=all_measures(),
        ends=[(group.kind, *report.ends(group.kind, measure.id)) for group in report.groups[1:]],
        has_before=has_before,
    )


def ranking_table(report: Ranking) -> None:
    """The ranked units, and apart from them those that are not."""
    html.show(_ranking_html(report, language()))


# A hundred rows take longer to write than all the rest of the page; the answer stays the same until the data change.
@lru_cache(maxsize=256)
def _ranking_html(report: Ranking, language: Language) -> str:
    # Through object: NA is neither true nor false, and a template asks.
    rows = list(report.table.astype(object).where(report.table.notna(), None).itertuples())
    return render(
        language,
        "results/ranking.html",
        report=report,
        month=report.months[-1].code,
        ranked=[row for row in rows if row.status == "ranked"],
        apart=[
            (status, found)
            for status in ("no_dossiers", "not_reported")
            if (found := [row for row in rows if row.status == status])
        ],
        adjusted=bool(report.table["adjusted"].notna().any()),
        progress=certainty.progress(report, language),
        caption=certainty.caption(language),
        state_caption=certainty.state_caption(language),
    )


def ranking_download(report: Ranking) -> None:
    """The ranking as a workbook, made only when somebody asks for it."""
    st.download_button(
        t(language(), "ranking.download"),
        # It runs apart from the session: everything it needs goes with it.
        partial(ranking_workbook, report, language(), data_state.code(), data_state.as_of()),
        file_name=t(language(), "ranking.file", measure=report.measure.id, period=report.period.code),
        on_click="ignore",
    )


def counts_table(report: UnitReport) -> None:
    """The unit's counts, newest month first; a month that is a sum or an estimate says so."""
    names = [name for name in COUNT_NAMES if name in report.counts.columns[3:]]
    template(
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


def hundredths(names: Sequence[CountName]) -> list[int]:
    """Which of the counts are hundredths, and are written with two decimals."""
    return [place for place, name in enumerate(names) if COUNTS[name].hundredths]


def shown(names: Sequence[CountName], values: Sequence[float | None]) -> list[float | None]:
    """As people read them: days and points, not hundredths of them."""
    return [
        value / 100 if value is not None and COUNTS[name].hundredths else value
        for name, value in zip(names, values, strict=True)
    ]
