"""What the national portal published of all provinces in September and October 2026, for a database that has none."""

from pathlib import Path

from actions.data.portal_reads import load_portal
from core.clock import Clock
from core.viewer import Viewer
from loaders.portal.answers import Beside
from store import portal
from store.database import Engine, reading

FILE = "portal_provinces.csv"


def portal_sample(engine: Engine, viewer: Viewer, folder: Path, *, clock: Clock) -> None:
    """Loads it. Does nothing where anything of the portal's is there.

    Args:
        folder: of all sample provinces: the file is about every province.
    """
    with reading(engine) as connection:
        if portal.everything(connection):
            return
    load_portal(engine, viewer, (folder / FILE).read_bytes(), FILE, Beside(), clock=clock)
