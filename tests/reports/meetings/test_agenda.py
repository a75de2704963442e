"""What the last meeting promised stands first; what it did not get to comes again; and did it close?"""

import datetime as dt
from dataclasses import replace

import pytest

from actions.meetings import preparing, recording
from actions.tasks import steps
from core.meetings import Item, Outcome, Plan, added
from core.tasks import Details
from reports.meetings.agenda import known, proposed
from reports.meetings.closing import closed
from reports.versions import published
from store.database import open_engine, writing
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from views.wording.meetings import title

pytestmark = pytest.mark.slow
FIRST, SECOND = dt.date(2026, 11, 20), dt.date(2026, 12, 18)
DAY = dt.timedelta(days=1)


@pytest.fixture
def engine(tmp_path, tmp_path_factory):
    found = open_engine(sample_of("nghe-an", tmp_path / "namro.db", tmp_path_factory))
    yield found
    found.dispose()


def seen(engine, now=NOW):
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        return known(connection, data, VIEWER, data.all_months()[0], now=now)


def held(engine, on, *outcomes: Outcome, at=NOW) -> str:
    found = seen(engine)
    with writing(engine) as connection:
        code = preparing.prepare(connection, VIEWER, Plan(on, found.month), proposed(found, on), at=at)
        for each in outcomes:
            recording.record(connection, VIEWER, code, each, None, at=at)
    return code


def test_the_first_agenda_has_overdue_tasks_numbers_and_five_questions(engine):
    items = proposed(seen(engine), FIRST)
    assert [each.kind for each in items] == ["promise", "promise", "numbers", *["question"] * 5]
    assert [each.about for each in items[:2]] == ["overdue", "broken"]
    assert len({each.key for each in items}) == len(items)


def test_decisions_of_the_last_meeting_come_first_and_information_does_not(engine):
    asked = [each.key for each in proposed(seen(engine), FIRST) if each.kind == "question"]
    said = Outcome(0, asked[0], "decision", "Họp riêng về đất đai", unit="SNNMT")
    code = held(engine, FIRST, said, replace(said, kind="information"))

    items = proposed(seen(engine), SECOND)
    assert items[0] == Item("promise", f"{code}/1", 3)
    assert not any(each.about == f"{code}/2" for each in items)
    # Questions that got no outcome are asked again, once.
    assert [each.key for each in items if each.kind == "question"] == asked


def test_an_item_somebody_added_and_nobody_spoke_of_is_carried_over(engine):
    code = held(engine, FIRST)
    with writing(engine) as connection:
        found = seen(engine).meetings[0]
        items = [*found.items, Item("other", "1", 5, "Trụ sở mới của Trung tâm")]
        preparing.arrange(connection, VIEWER, code, found.plan, items, seen=0, at=NOW)
    later = seen(engine)
    again = [each for each in proposed(later, SECOND) if each.kind == "other"]
    assert [each.text for each in again] == ["Trụ sở mới của Trung tâm"]
    assert title(again[0], later, "vi") == "Trụ sở mới của Trung tâm", "the agenda names it by its own words"
    # What is added to the second meeting is another item, though each meeting counts from 1.
    assert added(again, "Việc mới").key not in {each.key for each in again}


def test_a_decision_that_nobody_spoke_of_comes_again_and_is_named_by_its_words(engine):
    said = Outcome(0, "numbers:", "decision", "Mở thêm bộ phận Một cửa", unit="SNNMT")
    first = held(engine, FIRST, said)
    held(engine, SECOND, at=NOW + 27 * DAY)
    later = seen(engine, NOW + 28 * DAY)
    items = proposed(later, dt.date(2027, 1, 15))
    kept = next(each for each in items if each.key == f"promise:{first}/1")
    assert title(kept, later, "vi") == "Đã hứa 20/11/2026: Mở thêm bộ phận Một cửa"


def test_a_decision_is_touched_or_not_within_a_fortnight_and_judged_by_the_next_meeting(engine):
    key = "numbers:"
    owned = Outcome(0, key, "decision", "Có người", unit="SNNMT")
    code = held(engine, FIRST, owned, replace(owned, text="Không ai", unit=""))
    with writing(engine) as connection:
        task = replace(owned, kind="task", text="Nhiệm vụ")
        details = Details(content="Nhiệm vụ", units=("SNNMT",))
        made = recording.record(connection, VIEWER, code, task, details, at=NOW)

    def found(now):
        every = seen(engine, now)
        return closed(every.meetings, [each.task for each in every.tasks.values()], today=every.today)[-1]

    now = found(NOW + DAY)
    assert (now.share("owned"), now.share("touched"), now.share("judged")) == ((2, 3), (0, 0), (0, 0))

    with writing(engine) as connection:
        steps.move(connection, VIEWER, made.task, "cancelled", at=NOW + 3 * DAY, note="Đã xong cách khác")
    later = found(NOW + 15 * DAY)
    assert later.share("touched") == (1, 3) and len(later.untouched) == 2

    second = held(engine, SECOND, at=NOW + 27 * DAY)
    with writing(engine) as connection:
        follow = Outcome(0, f"promise:{code}/1", "information", "Đã làm")
        recording.record(connection, VIEWER, second, follow, None, at=NOW + 28 * DAY)
    last = found(NOW + 29 * DAY)
    # The first was looked at, the second was not, the task is closed.
    assert last.share("judged") == (2, 3)
