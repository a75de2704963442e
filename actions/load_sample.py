"""The province's sample numbers, for a database in which nothing is published yet."""

from sqlalchemy.engine import Engine

from actions.import_file import Imported, import_file
from core.clock import Clock
from core.province import read_province
from core.settings import Settings
from core.viewer import Viewer
from store import publications

_NOT_DATA = {"units.csv", "succession.csv"}


def load_sample(engine: Engine, viewer: Viewer, settings: Settings, *, clock: Clock) -> list[Imported]:
    """Import every data file of the province's folder through the same door as any other file.

    Does nothing where anything is published: nobody's own numbers are ever mixed with samples.
    """
    with engine.connect() as connection:
        if not publications.newest(connection).empty:
            return []
    province = read_province(settings.province_folder)
    done = []
    for path in sorted(settings.province_folder.glob("*.csv")):
        if path.name not in _NOT_DATA:
            done.append(
                import_file(
                    engine,
                    viewer,
                    path.read_bytes(),
                    path.name,
                    month=None,
                    clock=clock,
                    illustrative=province.invented,
                    note=province.source["vi"],
                )
            )
    return done
