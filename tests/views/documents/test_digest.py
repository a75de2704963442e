"""A unit's digest: one page for every unit, in both languages; its figures are those of the unit's page; nobody is told
of people whom the account behind it may not see."""

import dataclasses
import datetime as dt

import pytest

from actions.tasks import steps
from core.errors import NotAllowedError, UnknownUnitError
from core.tasks import Details, Person
from core.units import RANKED_KINDS
from core.viewer import Viewer, of_roles, only
from core.words import LANGUAGES, in_unit, number
from reports.digest import digest_of
from reports.versions import published
from store.database import open_engine, writing
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from tests.tiers import TIER
from tests.views.documents.test_brief import NASTY, text_of
from views.documents.digest import TASKS, digest_document
from views.documents.document import values_of
from views.documents.writers.pdf import pdf
from views.wording.targets import goal

pytestmark = pytest.mark.slow
EVERY = 1 if TIER == "all" else 20


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def sample(request, tmp_path_factory):
    engine = open_engine(sample_of(request.param, tmp_path_factory.mktemp("digest") / "namro.db", tmp_path_factory))
    yield engine
    engine.dispose()


def asked(engine, code, viewer=VIEWER, month=None, now=NOW):
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        return digest_of(connection, data, viewer, month or data.all_months()[0], code, now=now)


def units(engine) -> list[str]:
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        month = data.all_months()[0]
    return [unit.code for kind in RANKED_KINDS for unit in data.of_kind([kind], [month])]


def test_every_unit_is_one_page_in_both_languages(sample):
    for code in units(sample)[::EVERY]:
        found = asked(sample, code)
        for language in LANGUAGES:
            text = text_of(pdf(digest_document(found, language), language, one_page=True))
            assert "1/1" in text, (code, language)
            assert found.code in text


def test_its_figures_are_those_of_the_units_page(sample):
    found = asked(sample, units(sample)[0])
    text = " ".join(text_of(pdf(digest_document(found, "vi"), "vi", one_page=True)).split())
    for place in found.report.places:
        if place.status == "ranked":
            assert f"{place.rank}/{place.of}" in text
            printed = in_unit("vi", place.value, place.measure.unit, target=goal(place.target))
            assert " ".join(printed.split()) in text
    if found.score.rank:
        assert f"{found.score.rank}/{found.score.of}" in text
    for loss in found.score.losses:
        assert number("vi", loss.lost, 2) in text


@pytest.fixture
def busy(tmp_path, tmp_path_factory):
    """A database where a unit has more tasks than the page has room for, with long texts of all letters."""
    engine = open_engine(sample_of("phu-tho", tmp_path / "namro.db", tmp_path_factory))
    code = units(engine)[1]
    person = Person("Bùi Mật Danh", code)
    details = Details(
        content=NASTY * 5,
        leaders=(person,),
        staff=(person,),
        deadline=NOW.date() + dt.timedelta(days=9),
        product="Báo cáo",
        proof="Văn bản",
        units=(code,),
    )
    with writing(engine) as connection:
        for _ in range(TASKS + 2):
            task = steps.draft(connection, VIEWER, dataclasses.replace(details), at=NOW)
            steps.issue(connection, VIEWER, task, at=NOW)
    yield engine, code
    engine.dispose()


def test_many_long_tasks_leave_one_page_and_say_how_many_more_and_the_days_left(busy):
    engine, code = busy
    document = digest_document(asked(engine, code), "vi")
    text = text_of(pdf(document, "vi", one_page=True))

    assert "1/1" in text and "còn 9 ngày" in text and "Bùi Mật Danh" in text
    rows = [values_of(row)[0] for table in document.tables for row in table.rows if table.name.startswith("Nhiệm vụ")]
    assert "2" in rows[TASKS]


def test_it_says_of_people_only_what_the_account_behind_it_may_see(busy):
    engine, code = busy
    member, other = (of_roles("sở", ["unit_member"], [unit]) for unit in (code, units(engine)[2]))

    own = asked(engine, code, member)
    assert own.tasks and "Bùi Mật Danh" in str(digest_document(own, "vi").tables)
    for viewer in (other, of_roles("đọc", ["reader"], []), of_roles("kiểm toán", ["auditor"], [])):
        with pytest.raises(NotAllowedError):
            asked(engine, code, viewer)
    held = {("see_results", member.scope("see_results")), ("see_unit", only(code))}
    without_people = Viewer("", frozenset(held))
    assert "Bùi Mật Danh" not in str(digest_document(asked(engine, code, without_people), "vi").tables)
    with pytest.raises(UnknownUnitError):
        asked(engine, "nobody")


def test_a_report_whose_day_has_passed_is_not_told_to_be_due(sample):
    code = units(sample)[0]
    later = asked(sample, code, now=NOW + dt.timedelta(days=400))
    assert later.due == ()
