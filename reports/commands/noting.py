"""Notes in the audit trail that an account has read, at the shell, what not everybody may."""

import argparse
import datetime as dt
from collections.abc import Mapping

from core.accounts import login_name
from store import audit
from store.acting import VARIABLE
from store.database import Engine, writing
from store.state import READ

OPEN = frozenset({"ranking", "overview", "score", "nation", "rank-sets", "weights", "verify", "verify-document"})
"""Of what is published for everybody."""


def noted(engine: Engine, options: argparse.Namespace, environment: Mapping[str, str], *, at: dt.datetime) -> None:
    """Before the answer is printed: without the line there is none."""
    name = options.as_name or environment.get(VARIABLE, "")
    if not name or options.question in OPEN:
        return
    said = [options.question, *(str(getattr(options, key, None) or "") for key in ("unit", "month", "code"))]
    with writing(engine) as connection:
        about = " ".join(filter(None, said))[:300]
        audit.append_read(connection, at=at, who=login_name(name), deed=READ, about=about, way="command")
