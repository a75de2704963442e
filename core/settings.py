"""Settings from environment variables, read once at the entry point: province and database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.access_errors import UnknownModeError, UnknownRoleError
from core.errors import UnknownProvinceError
from core.rights import ROLES, Role

ROOT = Path(__file__).parent.parent
PROVINCES = ROOT / "sample_data"
DATA = ROOT / "data"
"""Where databases are, unless an address names another place."""
DEFAULT_PROVINCE = "nghe-an"
PRODUCTION = "production"
MODES = ("", PRODUCTION)
"""Of `NAMRO_MODE`."""


@dataclass(frozen=True)
class Settings:
    """`province` is a folder of `sample_data/` with a `province.toml`."""

    province: str
    database_url: str
    production: bool = False
    """Whether nobody looks at anything without an account, samples or not."""
    named: bool = True
    """Whether somebody named the province. An empty database where nobody did gets no units: its own are loaded by the
    first steps."""

    coded_roles: frozenset[Role] = frozenset()
    """Roles that nobody uses without a second factor."""
    provider_codes: bool = False
    """Whether the provider of identities makes sure of a second factor (`NAMRO_OPENID_ACR`)."""

    @property
    def province_folder(self) -> Path:
        return PROVINCES / self.province


def settings_from(environment: Mapping[str, str]) -> Settings:
    """`NAMRO_PROVINCE` (nghe-an, whose units no empty database gets unasked) and `NAMRO_DATABASE_URL` (an SQLite
    file in `data/`, one for each province).

    `NAMRO_MODE` is `production`, or blank; `NAMRO_SECOND_FACTOR_ROLES` names roles.

    Raises:
        UnknownProvinceError: there is no such province's folder.
        UnknownModeError, UnknownRoleError: a misspelt one would leave open what was meant to be closed.
    """
    mode = environment.get("NAMRO_MODE", "").strip()
    roles = environment.get("NAMRO_SECOND_FACTOR_ROLES", "")
    acr = bool(environment.get("NAMRO_OPENID_ACR", "").strip())
    return _settings(environment.get("NAMRO_PROVINCE", ""), environment.get("NAMRO_DATABASE_URL", ""), mode, roles, acr)


def coded_roles_from(text: str) -> frozenset[Role]:
    """Roles parted by blanks or commas.

    Raises:
        UnknownRoleError.
    """
    named = text.replace(",", " ").split()
    if unknown := [each for each in named if each not in ROLES]:
        raise UnknownRoleError(role=unknown[0][:60], known=", ".join(ROLES))
    return frozenset(role for role in ROLES if role in named)


def hosts_from(environment: Mapping[str, str]) -> frozenset[str]:
    """`NAMRO_HOSTS`: names of the server besides this machine's own, parted by blanks or commas."""
    return frozenset(environment.get("NAMRO_HOSTS", "").replace(",", " ").lower().split())


@cache
def _settings(province: str, url: str, mode: str, roles: str, acr: bool) -> Settings:
    """Kept, because every request asks for them, and the folders of provinces are looked for on the disk."""
    named, province = bool(province), province or DEFAULT_PROVINCE
    known = sorted(path.parent.name for path in PROVINCES.glob("*/province.toml"))
    if province not in known:
        raise UnknownProvinceError(province=province, known=", ".join(known))
    if mode not in MODES:
        raise UnknownModeError(mode=mode)
    name = "namro.db" if province == DEFAULT_PROVINCE else f"namro-{province}.db"
    return Settings(
        province,
        url or f"sqlite:///{DATA / name}",
        production=mode == PRODUCTION,
        coded_roles=coded_roles_from(roles),
        provider_codes=acr,
        named=named,
    )
