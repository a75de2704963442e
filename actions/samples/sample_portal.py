"""What the national portal published of all provinces in September and October 2026, and of the units of the sample's
own province where that was read, for a database that has none."""

from pathlib import Path

from actions.data.portal_reads import load_all
from core.clock import Clock
from core.viewer import Viewer
from loaders.portal.answers import Beside
from store import portal
from store.database import Engine, reading

PORTAL = "portal_"
"""How the names of such files begin: beside the folders of the provinces, and in them."""


def portal_sample(engine: Engine, viewer: Viewer, folder: Path, *, clock: Clock) -> None:
    """Loads it, all or nothing. Does nothing where anything of the portal's is there.

    Args:
        folder: the province's; what is beside it is about every province.
    """
    with reading(engine) as connection:
        if portal.everything(connection):
            return
    paths = [*sorted(folder.parent.glob(f"{PORTAL}*.csv")), *sorted(folder.glob(f"{PORTAL}*.csv"))]
    load_all(engine, viewer, [(path.read_bytes(), path.name) for path in paths], Beside(), clock=clock)
