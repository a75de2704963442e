"""A database that is ready to use: created, migrated, and holding the province's units."""

from sqlalchemy.engine import Engine

from core import unit_list
from core.clock import Clock
from core.database_errors import UnitsDamagedError
from core.errors import WrongProvinceError
from core.province import read_province
from core.settings import Settings
from core.units import Structure, how_many
from store import audit, chain, publications, units
from store import settings as decided
from store.database import migrate, open_engine, writing


def ready(settings: Settings, *, clock: Clock) -> Engine:
    """The settings' database, created and migrated, with the unit list of the province they name if it held none.

    Safe to call from several processes at once, and cheap when there is nothing to do.

    Raises:
        DatabaseUnavailableError: it cannot be opened.
        UnitsDamagedError: its list of units is gone or cannot be read.
        WrongProvinceError: it holds another province's units than the settings name.
    """
    engine = open_engine(settings.database_url)
    migrate(engine)
    province = read_province(settings.province_folder)
    with writing(engine) as connection:
        if not chain.is_begun(connection):
            # A database from before there was a chain: this line covers all that it holds.
            audit.append(connection, at=clock(), who="set-up", deed="chain_begin", about="")
        known = decided.newest(connection, decided.PROVINCE)
        if known is not None and known.get("own"):
            # Set up by its own list: `NAMRO_PROVINCE` names samples only.
            return engine
        if units.there_are_none(connection) and publications.are_any(connection):
            # A list that comes with the program would give the numbers other units.
            raise UnitsDamagedError
        if units.there_are_none(connection) and not settings.named:
            # A province of its own, before its first step.
            return engine
        if units.there_are_none(connection):
            new, successions = unit_list.read(settings.province_folder)
            at = clock()
            units.add(connection, Structure(tuple(new), tuple(successions)), at=at, who="set-up", note="")
            many = how_many(new)
            audit.append(connection, at=at, who="set-up", deed="load_units", about=settings.province, units=many)
        if known is None:
            # An installation from before settings were data brings along what its folder says.
            value = {"name": province.name, "unit": province.unit, "own": False}
            decided.put(connection, decided.PROVINCE, value, source=province.source["vi"], at=clock(), who="set-up")
        try:
            found = [unit.code for unit in units.everything(connection) if unit.kind == "province"]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnitsDamagedError from error
    if province.unit not in found:
        raise WrongProvinceError(expected=province.name["vi"], found=", ".join(found) or "–")
    return engine
