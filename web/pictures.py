"""`/hinh/ranking.png?measure=online&period=2026-10&kind=department`: the charts of the pages as pictures.

Of what is published now, by the rights of whoever is signed in; the options are those in the address of the page.
"""

from starlette.routing import Route

from views.access import PICTURES
from views.documents.pictures import CHARTS
from web.answering import Answers, Files

_KINDS = {"png": "image/png", "svg": "image/svg+xml"}
# An SVG is a document that a browser would run: it may do nothing, and is saved instead of opened.
_SAVED = ("svg",)
_POWERLESS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


def routes(draws: Answers) -> list[Route]:
    """`draws`: see `views.screen.pictures`."""
    return [Files(PICTURES, CHARTS, _KINDS, _SAVED, _POWERLESS).route(draws)]
