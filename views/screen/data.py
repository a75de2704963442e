"""Answers for the pages, kept for as long as the data are the same.

Kept by the data version and codes, never by frames or time; and not in `st.cache_*`, whose contents are
copied at every use.
"""

import os
from functools import cache, lru_cache

import streamlit as st
from sqlalchemy.engine import Engine

from core.clock import now
from core.periods import Period
from core.settings import Settings, settings_from
from core.units import UnitKind
from core.viewer import Viewer, everyone
from reports import overview as overview_report
from reports import ranking as ranking_report
from reports import unit as unit_report
from reports.published import Published, published
from store import audit
from store.set_up import ready

Asked = tuple[Settings, Viewer, int]


@cache
def _engine(settings: Settings) -> Engine:
    return ready(settings, clock=now)


def settings() -> Settings:
    return settings_from(os.environ)


def engine() -> Engine:
    return _engine(settings())


def viewer() -> Viewer:
    """Who is asking; one viewer who may do everything, until sign-in exists."""
    return everyone()


def begin() -> None:
    """Ask once a rerun how new the data are; the frame calls it before any page."""
    st.session_state["asked"] = _current()


def _current() -> Asked:
    with engine().connect() as connection:
        return settings(), viewer(), audit.data_version(connection)


def warm_up() -> None:
    """Open the database and ask what the pages ask first, before the first visitor does."""
    current = _current()
    everything = _published(current)
    if everything.months.empty:
        return
    month = everything.all_months()[0]
    _overview(current, month)
    for kind in everything.kinds([month]):
        _ranking(current, everything.measures([month])[0].id, month, kind)


def asked() -> Asked:
    """What every kept answer depends on: the database, the viewer and the data version."""
    known: Asked = st.session_state["asked"]
    return known


@lru_cache(maxsize=8)
def _published(asked: Asked) -> Published:
    with _engine(asked[0]).connect() as connection:
        return published(connection, asked[1])


@lru_cache(maxsize=64)
def _overview(asked: Asked, month: Period | None) -> overview_report.Overview:
    with _engine(asked[0]).connect() as connection:
        return overview_report.overview(connection, asked[1], month)


@lru_cache(maxsize=512)
def _ranking(asked: Asked, measure: str, period: Period, kind: UnitKind) -> ranking_report.Ranking:
    with _engine(asked[0]).connect() as connection:
        return ranking_report.ranking(connection, asked[1], measure, period, kind=kind)


@lru_cache(maxsize=512)
def _unit(asked: Asked, code: str, month: Period | None) -> unit_report.UnitReport:
    with _engine(asked[0]).connect() as connection:
        return unit_report.unit_report(connection, asked[1], code, month)


def everything() -> Published:
    """All that is published, for the choices of the filters."""
    return _published(asked())


def overview(month: Period | None) -> overview_report.Overview:
    return _overview(asked(), month)


def ranking(measure: str, period: Period, kind: UnitKind) -> ranking_report.Ranking:
    return _ranking(asked(), measure, period, kind)


def unit(code: str, month: Period | None) -> unit_report.UnitReport:
    return _unit(asked(), code, month)


def illustrative() -> bool:
    """Whether anything published was made up to show the system."""
    return bool(everything().months["illustrative"].any())
