"""The province's sample cohort and commitments, where there are none yet."""

import tomllib
from pathlib import Path

from actions.tasks.cohorts import define
from actions.tasks.commitments import sign
from core.clock import Clock
from core.cohorts import Definition
from core.commitments import Promise
from core.viewer import Viewer
from store import cohorts, commitments
from store.database import Engine, writing

FILE = "following.toml"


def follow_sample(engine: Engine, viewer: Viewer, folder: Path, *, note: str, clock: Clock) -> None:
    """Loads all of them or none. Does nothing for a province without such a file, or if anybody's own entries exist.

    Args:
        note: says on every one that it was made up.
    """
    path = folder / FILE
    if not path.exists():
        return
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    with writing(engine) as connection:
        if cohorts.everything(connection) or commitments.everything(connection):
            return
        for each in given["cohort"]:
            definition = Definition(each["name"], tuple(each["units"]), each["begin"])
            define(connection, viewer, definition, at=clock(), note=note)
        for each in given["commitment"]:
            units = each.pop("units")
            sign(connection, viewer, Promise(unit="", **each), units, at=clock(), note=note)
