"""The charts of the pages as pictures at addresses of their own, for who is signed in; and the links to them."""

from collections.abc import Mapping
from urllib.parse import urlencode

from core.clock import now
from core.words import Language
from reports.access.asking import visitor
from reports.versions import published
from store import settings as decided
from store.database import reading
from views.access import PICTURES
from views.documents.pictures import picture
from views.documents.workshop import made
from views.screen import draw, session
from views.screen.language import language


def drawn(headers: Mapping[str, str], chart: str, asked: Mapping[str, str], kind: str, language: Language) -> bytes:
    """The file.

    Raises:
        SessionEndedError, NotAllowedError: who asks is not signed in, or may not see it.
        BadQuestionError: see `views.documents.pictures`.
        PaperError: it could not be drawn.
    """
    with reading(session.engine()) as connection:
        viewer = visitor(connection, headers, session.settings(), at=now())
        data, province = published(connection, viewer), decided.newest(connection, decided.PROVINCE)
    # A database that is ready to use has a province.
    name = province["name"][language] if province else ""
    specification = picture(data, viewer, chart, asked, language, name)
    file: bytes = made("drawing", specification, kind)
    return file


def link(chart: str, **asked: str) -> None:
    """To the chart of the page as a picture; not where the page shows an earlier version or drafts."""
    if session.then() is None and not session.draft_view():
        more = {"lang": language()} if language() != "vi" else {}
        query = urlencode({name: value for name, value in asked.items() if value} | more)
        draw.template("picture_link.html", png=f"{PICTURES}{chart}.png?{query}", svg=f"{PICTURES}{chart}.svg?{query}")
