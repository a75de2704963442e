"""Loads the staff list, which replaces the previous one as a whole."""

from core.clock import Clock
from core.viewer import Viewer
from loaders.lists import people as loader
from loaders.lists.people import ReadPeople
from store import audit, imports, people, units
from store.database import Engine, reading, writing


def check_people(engine: Engine, viewer: Viewer, content: bytes) -> ReadPeople:
    """The people in the file and its issues; stores nothing.

    Raises:
        NotAllowedError: the viewer may not assign tasks.
        UnreadableFileError: it cannot be read, or is no staff list.
    """
    viewer.must("assign_task")
    with reading(engine) as connection:
        known = units.everything(connection)
    return loader.read(content, units=known)


def load_people(engine: Engine, viewer: Viewer, content: bytes, name: str, *, clock: Clock) -> ReadPeople:
    """Keep the file and its list, unless it has an error; one transaction, one audit line.

    Raises:
        As `check_people`.
    """
    found = check_people(engine, viewer, content)
    if found.fit_to_load:
        with writing(engine) as connection:
            at = clock()
            imports.keep_file(connection, found.sha256, content)
            people.add(connection, found.posts, sha256=found.sha256, file_name=name, at=at, who=viewer.who)
            audit.append(
                connection, at=at, who=viewer.who, deed="load_people", about=name[:300], people=len(found.posts)
            )
    return found
