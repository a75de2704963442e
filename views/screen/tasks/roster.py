"""The pieces of the page of the staff list: a file judged and loaded, and the list in force."""

import datetime as dt
from collections.abc import Mapping

from actions.tasks import people as deeds
from core.clock import now
from core.people import Post
from core.periods import HANOI, today
from core.words import t
from loaders.lists.people import ReadPeople
from store import people
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.lists import Files, ListScreen, choose_and_load, say_loaded

SHOWN = 500


@only_for("assign_task")
def upload() -> None:
    """Say what was loaded; choose a list, see its faults, and put it in place of the one before."""
    say_loaded(STAFF)
    choose_and_load(STAFF)


def newest() -> None:
    """The list in use; people who have left are marked."""
    with reading(session.engine()) as connection:
        found = people.newest(connection, session.viewer().scope("see_people"))
    if found is None:
        draw.alert("info", t(language(), "people.none"))
        return
    names = filters.unit_names(session.everything())
    day = today(now())
    draw.template(
        "tasks/people.html",
        file=found.file_name,
        on=found.at.astimezone(HANOI).date(),
        who=name_of(found.who),
        rows=sorted(found.posts, key=lambda post: (names.get(post.unit, post.unit), post.name))[:SHOWN],
        total=len(found.posts),
        names=names,
        left=lambda post: _left(post, day),
    )


def _left(post: Post, day: dt.date) -> bool:
    return post.until is not None and post.until < day


def _judge(files: Files) -> ReadPeople:
    ((content, _),) = files
    return deeds.check_people(session.engine(), session.viewer(), content)


def _load(files: Files, _: str) -> Mapping[str, int] | None:
    ((content, name),) = files
    found = deeds.load_people(session.engine(), session.viewer(), content, name, clock=now)
    return _numbers(found) if found.fit_to_load else None


def _numbers(found: ReadPeople) -> Mapping[str, int]:
    return {"people": len(found.posts)}


STAFF = ListScreen(
    words="people.loading",
    chooser="people_file",
    button="load_people",
    judge=_judge,
    numbers=_numbers,
    load=_load,
)
