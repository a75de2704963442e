"""The piece of the page that lists a unit's late dossiers."""

import streamlit as st

from core.clock import now
from core.errors import UnknownUnitError
from core.periods import Period, today
from core.units import Unit
from core.words import t
from loaders.databases.description import DossierSource
from reports.data.late import dossier_sources, late
from views.screen import draw, filters, session, unit_asked
from views.screen.language import language


def unit() -> Unit:
    """The unit of the address.

    Raises:
        UnknownUnitError: the address names none, or none there is.
    """
    found = unit_asked.in_address(session.everything(), "see_unit")
    if found is None:
        raise UnknownUnitError(code="")
    return found


def source() -> DossierSource | None:
    """Which database of dossiers; None where there is none."""
    known = dossier_sources(session.environment())
    if not known:
        return None
    names = {name: getattr(each.what, language()) for name, each in known.items()}
    return known[filters.choice(st.selectbox, "source", names, label="source")]


def show(source: DossierSource | None, unit: Unit, month: Period) -> None:
    """The dossiers of the page the address asks for; without a database, what is missing."""
    if source is None:
        draw.alert("info", t(language(), "late.no_source"))
        return
    asked = st.query_params.get("page", "1")
    number = max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    with st.spinner(t(language(), "late.asking")):
        found = late(source, unit, month, number=number, today=today(now()), environment=session.environment())
    draw.template("results/late.html", found=found, unit=unit, month=month, source=source.name, end=month.end)


def link(unit: Unit, month: Period) -> None:
    """The link to the list, where a database of dossiers is configured."""
    if dossier_sources(session.environment()):
        draw.template("results/late_link.html", unit=unit, month=month)
