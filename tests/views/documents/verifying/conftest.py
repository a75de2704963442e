"""A database with a sample, a meeting in it, and every paper of its newest month."""

import datetime as dt

import pytest

from actions.meetings import preparing
from core.meetings import Plan
from core.words import Language
from reports.meetings.agenda import known, proposed
from reports.versions import published
from store.database import open_engine, reading, writing
from store.state import state
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from views.documents.document import Document
from views.documents.formats import FORMATS, ON_ONE_PAGE, Format, Name
from views.documents.papers import Asked, Paper, document_of
from views.documents.verifying.checking import check
from views.documents.workshop import stop
from views.documents.writing import written

ON = dt.date(2026, 12, 3)
PROVINCES = "nghe-an", "phu-tho"
EVERY = [(name, kind) for name, kinds in FORMATS.items() for kind in kinds if kind != "html"]


class Office:
    """Whoever makes papers, hands them in again, and reads what is said of them."""

    def __init__(self, engine):
        self.engine = engine
        self._read = {}
        with writing(engine) as connection:
            data = published(connection, VIEWER)
            self.month = data.all_months()[0]
            found = known(connection, data, VIEWER, self.month, now=NOW)
            plan = Plan(ON, self.month, "Trần Thị Chủ")
            self.meeting = preparing.prepare(connection, VIEWER, plan, proposed(found, ON), at=NOW)

    def document(self, name: Name, language: Language = "vi", viewer=VIEWER) -> Document:
        about = self.meeting if name in ("slides", "conclusions") else self.month.code
        with reading(self.engine) as connection:
            # Read once while nothing is added, as pages do: every ranking is then computed once for all papers.
            then = viewer, state(connection)
            data = self._read.get(then) or self._read.setdefault(then, published(connection, viewer))
            unit = data.of_kind(["department"], [self.month])[1].code if name == "digest" else ""
            return document_of(Asked(connection, data, viewer, NOW), Paper(name, about, language, unit=unit))

    def file(self, document: Document, name: Name, kind: Format, language: Language = "vi") -> bytes:
        return written(document, language, kind, one_page=name in ON_ONE_PAGE)

    def paper(self, name: Name, kind: Format, language: Language = "vi", viewer=VIEWER) -> bytes:
        return self.file(self.document(name, language, viewer), name, kind, language)

    def check(self, content: bytes, viewer=VIEWER):
        with reading(self.engine) as connection:
            return check(connection, viewer, content)


def office_of(province: str, tmp_path_factory) -> Office:
    path = tmp_path_factory.mktemp("verified") / "namro.db"
    return Office(open_engine(sample_of(province, path, tmp_path_factory)))


@pytest.fixture(scope="module", params=PROVINCES)
def office(request, tmp_path_factory):
    made = office_of(request.param, tmp_path_factory)
    yield made
    made.engine.dispose()
    stop()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Of the sample with one month, whose papers are made fast."""
    made = office_of("phu-tho", tmp_path_factory)
    yield made
    made.engine.dispose()
    stop()
