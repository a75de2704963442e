"""The schema of `sources.toml`: the databases, the mapping of their columns, and the limits of queries.

The file is on the server and is never uploaded. It never contains a password: the URL holds `${NAME}`, and
`connecting` takes the value from the environment at the last moment, so nothing here can leak it.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from core.counts import CountName
from core.units import UnitKind
from loaders.databases import addresses

# Valid SQL names; SQLAlchemy quotes them, so this only catches mistakes.
Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00-\x1f\x7f]+$")]


class _Described(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Described):
    """A description of the source for readers."""

    vi: str
    en: str


class Limits(_Described):
    """Limits of a query. `read_only` can only be true: it is in the file as documentation."""

    statement_seconds: int = Field(60, ge=1, le=3600)
    connect_seconds: int = Field(10, ge=1, le=120)
    read_only: Literal[True] = True
    rows: int = Field(50_000, ge=1, le=500_000)
    """The largest number of rows accepted: aggregates, so units × fields."""


class Completeness(_Described):
    """Requirements on a result before it may be published. A crashed shard once left half the units out, silently.

    `kinds` and `units` together name whom to expect: every unit of these kinds in force in the month, and these.
    """

    kinds: tuple[UnitKind, ...] = ()
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Codes of units which have nothing in this source."""
    missing_allowed: int = Field(0, ge=0)
    """How many of the expected units may be absent in a month, because they had no dossier."""
    largest_fall_percent: int = Field(50, ge=1, le=100)
    """The largest fall of the total against the month before."""

    @model_validator(mode="after")
    def expects_somebody(self) -> "Completeness":
        if not self.kinds and not self.units:
            raise PydanticCustomError("expects_nobody", "neither kinds nor units")
        return self


class Flag(_Described):
    """A condition on a dossier: its column holds one of `values`, or is not null, or is true.

    In the file a boolean column is given by its name alone.
    """

    column: Name
    values: tuple[str | int, ...] = ()
    filled: bool = False

    @model_validator(mode="before")
    @classmethod
    def by_name_alone(cls, given: Any) -> Any:
        return {"column": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def says_one_thing(self) -> "Flag":
        if self.values and self.filled:
            raise PydanticCustomError("flag_says_two_things", "values and filled")
        return self


class DossierColumns(_Described):
    """The source's own column names. Unmapped columns are not counted, and their counts stay “not reported”."""

    unit: Name
    received_at: Name
    due_at: Name
    resolved_at: Name
    code: Name | None = None
    procedure: Name | None = None
    field: Name | None = None
    province: Name | None = None
    status: Name | None = None
    online: Flag | None = None
    digitised: Flag | None = None
    e_result: Flag | None = None
    data_reused: Flag | None = None
    apologised: Flag | None = None


class MonthlyColumns(_Described):
    """`month` as `month_as` says; `counts` from our counts to the source's names."""

    unit: Name
    month: Name
    field: Name | None = None
    counts: dict[CountName, Name] = Field(min_length=1)


class _Source(_Described):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")
    """Its table in the file: `[sources.<name>]`."""
    what: Words
    url: str = Field(repr=False)
    schema_: Name | None = Field(None, alias="schema")
    table: Name
    parquet: Annotated[str, Field(pattern="^/")] | None = None
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
    """One row a dossier. `times` says how columns without a zone are to be read; columns with one are unambiguous."""

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
