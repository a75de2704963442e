"""The pieces of the page that traces a number back to its files."""

from functools import partial
from pathlib import PurePath

import streamlit as st

from core.counts import COUNTS, CountName
from core.errors import UnknownUnitError
from core.periods import HANOI, Period, parse
from core.units import RANKED_KINDS, UNIT_KINDS, Unit, UnitKind
from core.viewer import Viewer
from core.words import t
from metrics.rates.measures import Measure, all_measures
from reports.data.provenance import Trace, kept_file, traces
from store import provenance, reviews
from store.database import reading
from views.screen import draw, filters, session, unit_asked
from views.screen.findings import said
from views.screen.language import language, name_of
from views.wording import results


def asked() -> tuple[Unit | UnitKind, Period, Measure | None, list[CountName]]:
    """What the address asks about: one unit or all of a kind, a period, and a measure or one or several counts.

    Raises:
        UnknownUnitError: no unit has the code.
        NotAllowedError: its files are not for the viewer.
    """
    kind = next((each for each in UNIT_KINDS if each == st.query_params.get("kind")), None)
    if kind:
        session.viewer().must("see_files")
    about = kind or unit_asked.in_address(session.everything(), "see_files")
    if about is None:
        raise UnknownUnitError(code="")
    period = parse(st.query_params.get("period", ""))
    named = st.query_params.get("count", "").split(",")
    if counts := [name for name in COUNTS if name in named]:
        return about, period, None, counts
    measure = all_measures().get(st.query_params.get("measure", "")) or next(iter(all_measures().values()))
    return about, period, measure, list(measure.counts)


def said_of(about: Unit | UnitKind) -> str:
    return filters.name_of(about) if isinstance(about, Unit) else t(language(), f"kind.{about}")


def group(kind: UnitKind, period: Period, counts: list[CountName]) -> None:
    """The units whose counts were added, each leading on to its own files.

    The sums are of the units that reported all of the counts, as everywhere (`metrics.rates.rates.pooled`).
    """
    published = session.everything()
    months = published.months_of(period)
    units = published.of_kind(RANKED_KINDS if kind == "province" else [kind], months)
    table = published.counts_of(units, months)[counts]
    rows = sorted(zip(units, table.itertuples(index=False, name=None), strict=True), key=lambda row: row[0].name)
    draw.template(
        "results/provenance_group.html", counts=counts, rows=rows, totals=list(table.dropna().sum()), period=period
    )


def of_unit(unit: Unit, period: Period, counts: list[CountName]) -> list[Trace]:
    """Every count of every month of the period, traced in the state of the data the reader is looking at."""
    version = session.then()
    with reading(session.engine()) as connection:
        drafts = [each.id for each in reviews.waiting(connection)] if session.draft_view() else []
        return traces(
            connection,
            session.viewer(),
            unit.code,
            session.everything().months_of(period),
            counts,
            as_of=version.id if version else None,
            drafts=drafts,
        )


def formula(about: Unit | UnitKind, period: Period, measure: Measure | None) -> None:
    """The measure with its numbers filled in, as every screen computes it; of a group or a count, the period alone."""
    if measure is None or not isinstance(about, Unit):
        draw.sentences(
            [f"{filters.said(period)}.", *([t(language(), "provenance.added")] if about in UNIT_KINDS else [])]
        )
        return
    counts = session.everything().counts_of([about], session.everything().months_of(period))
    draw.sentences([results.formula(measure, counts, period, language())])


def show(traces: list[Trace]) -> None:
    """Each count with the file, sheet and row it was read from, and the values it overrides."""
    draw.template(
        "results/provenance.html",
        traces=traces,
        moment=lambda at: f"{at.astimezone(HANOI):%d/%m/%Y %H:%M}",
        who=name_of,
        said=said,
        hundredths=[name for name, count in COUNTS.items() if count.hundredths],
    )
    files = {layer.sha256: layer.file_name for trace in traces for layer in trace.layers}
    viewer = session.viewer()
    for sha256, name in files.items():
        if not _may_keep(viewer, sha256):
            continue
        st.download_button(
            draw.label(PurePath(name).name),
            partial(_content, viewer, sha256),
            file_name=PurePath(name).name,
            mime="application/octet-stream",
            key=f"file_{sha256}",
            icon=":material/download:",
            on_click="ignore",
        )


def _may_keep(viewer: Viewer, sha256: str) -> bool:
    with reading(session.engine()) as connection:
        return provenance.holds_only(connection, sha256, viewer.scope("see_files"))


def _content(viewer: Viewer, sha256: str) -> bytes:
    with reading(session.engine()) as connection:
        return kept_file(connection, viewer, sha256)
