"""The ASGI application: Streamlit's frame, and the HTTP around it. `streamlit run app.py` or `uvicorn app:app`."""

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from core.clock import now
from core.openid import openid_from
from core.settings import PRODUCTION, hosts_from
from views.screen import incident, session, warming
from views.screen import pictures as pictures_of
from views.screen import tables as answers_of
from views.screen.access import reading
from views.screen.meetings import room
from views.screen.tasks import subscribing
from web import (
    health,
    log,
    meeting_room,
    metrics,
    options,
    pictures,
    signing_in,
    static,
    tables,
    task_calendar,
    warm_up,
)
from web.gate import Gate
from web.headers import SecurityHeaders
from web.hosts import Hosts
from web.inbound import InboundFilter
from web.reads import NotedReads
from web.shell import Shell
from web.sockets import SocketLimits
from web.static import CompressedStatic
from web.uploads import Uploads

log.begin(production=os.environ.get("NAMRO_MODE", "").strip() == PRODUCTION)
options.hold(Path(__file__))

app = st.App(
    # Not beside this file: a `pages` folder next to the script would be served without the frame.
    Path(__file__).parent / "views" / "frame.py",
    routes=[
        *health.routes(session.engine),
        *metrics.routes(os.environ.get("NAMRO_METRICS_TOKEN", "")),
        *static.ROUTES,
        *signing_in.routes(session.engine, session.settings, openid_from(os.environ), hosts_from(os.environ), now),
        *task_calendar.routes(subscribing.feed, subscribing.feed_by_key),
        *meeting_room.routes(room),
        *tables.routes(answers_of.table),
        *pictures.routes(pictures_of.drawn),
    ],
    middleware=[
        Middleware(metrics.Metrics),
        Middleware(SecurityHeaders),
        Middleware(Hosts, names=hosts_from(os.environ)),
        # Before the gate: a flood of frames must not become one of questions to the database.
        Middleware(SocketLimits),
        # Before everything that answers: what comes after it knows who asks.
        Middleware(Gate, engine=session.engine, settings=session.settings, clock=now),
        Middleware(Uploads, engine=session.engine, settings=session.settings, clock=now),
        Middleware(NotedReads, note=reading.READS.note, slides=room.ADDRESS),
        Middleware(InboundFilter),
        Middleware(CompressedStatic),
        Middleware(Shell),
    ],
    lifespan=warm_up.lifespan(warming.FIRST, warming.LATER, ahead=warming.ahead()),
    on_script_error=incident.reported,
)
