"""What `sources.toml` says: which databases there are, what their columns mean, how far one may go.

The file lies on the server and never comes from a form. A password never stands in it: the URL holds
`${NAME}`, and `connecting` takes the value from the environment at the last moment, so nothing here can tell it.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from core.counts import CountName
from core.errors import DashboardError
from core.settings import ROOT
from core.units import UnitKind
from loaders.databases import addresses
from loaders.databases.addresses import ALLOWED, Problem

# What may stand as a name in SQL; SQLAlchemy quotes it, so this only keeps mistakes out.
Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00-\x1f\x7f]+$")]
_SOURCE_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class SourcesFileError(DashboardError):
    """`sources.toml` is absent or wrong; `problem` chooses the sentence, which names the file and the key."""

    def __init__(self, problem: str, **values: Any) -> None:
        self.key = f"error.sources_file.{problem}"
        super().__init__(**values)


class UnknownSourceError(DashboardError):
    """`sources.toml` describes no source of this name."""

    key = "error.unknown_source"


class _Described(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Described):
    """What the source is, for people."""

    vi: str
    en: str


class Limits(_Described):
    """How far a question may go. `read_only` can only be true: it stands in the file to be read there."""

    statement_seconds: int = Field(60, ge=1, le=3600)
    connect_seconds: int = Field(10, ge=1, le=120)
    read_only: Literal[True] = True
    rows: int = Field(50_000, ge=1, le=500_000)
    """The longest answer that is taken: aggregates, so units × fields."""


class Completeness(_Described):
    """What an answer must hold before it may be published. A crashed shard once left half the units out, silently.

    `kinds` and `units` together name whom to expect: every unit of these kinds in force in the month, and these.
    """

    kinds: tuple[UnitKind, ...] = ()
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Codes of units which have nothing in this source."""
    missing_allowed: int = Field(0, ge=0)
    """How many of the expected may be absent in a month, because they had no dossier."""
    largest_fall_percent: int = Field(50, ge=1, le=100)
    """The largest fall of the total against the month before."""

    @model_validator(mode="after")
    def expects_somebody(self) -> "Completeness":
        if not self.kinds and not self.units:
            raise PydanticCustomError("expects_nobody", "neither kinds nor units")
        return self


class Flag(_Described):
    """When something is true of a dossier: its column holds one of `values`, or holds anything at all."""

    column: Name
    values: tuple[str | int, ...] = ()
    filled: bool = False

    @model_validator(mode="after")
    def says_when(self) -> "Flag":
        if bool(self.values) == self.filled:
            raise PydanticCustomError("flag_says_nothing", "give values, or filled = true")
        return self


BooleanOrFlag = Name | Flag
"""The name of a boolean column, or a `Flag` where it is no boolean."""


class DossierColumns(_Described):
    """The source's own names. What is not mapped is not counted, and its counts stay “not reported”."""

    unit: Name
    received_at: Name
    due_at: Name
    resolved_at: Name
    code: Name | None = None
    procedure: Name | None = None
    field: Name | None = None
    province: Name | None = None
    status: Name | None = None
    online: BooleanOrFlag | None = None
    digitised: BooleanOrFlag | None = None
    e_result: BooleanOrFlag | None = None
    data_reused: BooleanOrFlag | None = None
    apologised: BooleanOrFlag | None = None


class MonthlyColumns(_Described):
    """`month` as `month_as` says; `counts` from our counts to the source's names."""

    unit: Name
    month: Name
    field: Name | None = None
    counts: dict[CountName, Name] = Field(min_length=1)


class _Source(_Described):
    name: str = Field(pattern=_SOURCE_NAME.pattern)
    """Its table in the file: `[sources.<name>]`."""
    what: Words
    url: str = Field(repr=False)
    schema_: Name | None = Field(None, alias="schema")
    table: Name
    parquet: str | None = None
    """DuckDB only: the files that are the table, such as `/srv/motcua/*.parquet`."""
    unit_codes: dict[str, str] = {}
    """From a unit's code in the source to ours, where they differ."""
    limits: Limits = Limits()  # type: ignore[call-arg]
    complete: Completeness

    @model_validator(mode="after")
    def may_be_reached(self) -> "_Source":
        if found := addresses.objection(self.url, parquet=self.parquet is not None):
            raise PydanticCustomError(found.problem, "{what}", {"what": found.what})
        return self


class DossierSource(_Source):
    """One row a dossier. `times` says how columns without a zone are to be read; those with one need no telling."""

    shape: Literal["dossiers"]
    columns: DossierColumns
    times: Literal["local", "utc"] = "local"
    province: str | None = None
    """Only dossiers of this province's code; with `columns.province`, as partitioned tables need it."""
    set_aside: tuple[str, ...] = ()
    """Statuses of dossiers that were returned or withdrawn: received, and then neither resolved nor pending."""

    @model_validator(mode="after")
    def belongs_together(self) -> "DossierSource":
        if (self.province is None) != (self.columns.province is None):
            raise PydanticCustomError("half_a_pair", "province and columns.province")
        if bool(self.set_aside) != (self.columns.status is not None):
            raise PydanticCustomError("half_a_pair", "set_aside and columns.status")
        return self


class MonthlySource(_Source):
    """One row a unit and month, in a table or a view."""

    shape: Literal["monthly"]
    columns: MonthlyColumns
    month_as: Literal["date", "text", "number"] = "date"
    """A day of the month; a text of `month_format`; or a number such as 202610."""
    month_format: str = "%Y-%m"


Source = DossierSource | MonthlySource
# Mistakes that have a sentence of their own; pydantic says the others.
_SAID = {"missing", "extra_forbidden", "expects_nobody", "flag_says_nothing", "half_a_pair", *get_args(Problem)}
_SOURCE: TypeAdapter[Source] = TypeAdapter(Annotated[Source, Field(discriminator="shape")])


def path_from(environment: Mapping[str, str]) -> Path:
    """`NAMRO_SOURCES`, or `sources.toml` beside `app.py`."""
    return Path(environment.get("NAMRO_SOURCES") or ROOT / "sources.toml")


def read(path: Path) -> dict[str, Source]:
    """Every source by its name, in the order of the file.

    Raises:
        SourcesFileError: no such file, no TOML, or a key that is wrong; the sentence names file and key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise SourcesFileError("absent", file=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesFileError("no_toml", file=str(path), reason=str(error)) from None
    if strange := sorted(set(content) - {"sources"}):
        raise SourcesFileError("extra_forbidden", file=str(path), where=strange[0])
    return {name: _source(path, name, table) for name, table in content.get("sources", {}).items()}


def _source(path: Path, name: str, table: Any) -> Source:
    where = f"sources.{name}"
    if not isinstance(table, dict):
        raise SourcesFileError("wrong_value", file=str(path), where=where, reason="[…]")
    try:
        return _SOURCE.validate_python({"name": name, **table})
    except ValidationError as error:
        # Not `error` itself, nor chained to it: it quotes the input, and the input may hold a password.
        first = error.errors(include_input=False, include_url=False)[0]
    keys = [str(key) for key in first["loc"][1:]]
    kind = first["type"] if first["type"] in _SAID else "wrong_value"
    raise SourcesFileError(kind, file=str(path), where=".".join([where, *keys]), reason=first["msg"], allowed=", ".join(ALLOWED))


def named(sources: Mapping[str, Source], name: str) -> Source:
    """One of them.

    Raises:
        UnknownSourceError: there is none of this name.
    """
    if name not in sources:
        raise UnknownSourceError(source=name, known=", ".join(sources) or "–")
    return sources[name]
