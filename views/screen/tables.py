"""The tables of the pages at addresses of their own: asked for outside any session, by who is signed in."""

from collections.abc import Mapping
from urllib.parse import urlencode

from core.clock import now
from core.words import Language
from reports.access.asking import visitor
from reports.commands.asked import answered, written
from store.database import reading
from views.access import TABLES
from views.screen import draw, session
from views.screen.language import language


def table(headers: Mapping[str, str], question: str, asked: Mapping[str, str], kind: str, language: Language) -> str:
    """The answer as text.

    Raises:
        SessionEndedError, NotAllowedError: who asks is not signed in, or may not see it.
        BadQuestionError: see `reports.commands.asked`.
    """
    with reading(session.engine()) as connection:
        viewer = visitor(connection, headers, session.settings(), at=now())
        viewer.must("see_results")
        return written(answered(connection, viewer, question, asked, language), kind)


def link(question: str, **asked: str) -> None:
    """To the table of the page, for programs; not where the page shows an earlier version or drafts."""
    if session.then() is None and not session.draft_view():
        more = {"lang": language()} if language() != "vi" else {}
        address = f"{TABLES}{question}.csv?{urlencode(asked | more)}"
        draw.template("table_link.html", address=address)
