"""Reads `sources.toml`; any mistake becomes one sentence that names the file and the key."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter, ValidationError

from core.errors import DashboardError
from core.settings import ROOT
from loaders.databases.addresses import ALLOWED, Problem
from loaders.databases.description import Source

# Mistakes with a sentence of their own; the others use pydantic's message.
_SAID = {"missing", "extra_forbidden", "expects_nobody", "flag_says_two_things", "half_a_pair", *get_args(Problem)}
_SOURCE: TypeAdapter[Source] = TypeAdapter(Annotated[Source, Field(discriminator="shape")])


class SourcesFileError(DashboardError):
    """`sources.toml` is absent or wrong; `problem` chooses the sentence, which names the file and the key."""

    def __init__(self, problem: str, **values: Any) -> None:
        self.key = f"error.sources_file.{problem}"
        super().__init__(**values)


class UnknownSourceError(DashboardError):
    """`sources.toml` describes no source of this name."""

    key = "error.unknown_source"


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
    raise SourcesFileError(
        kind, file=str(path), where=".".join([where, *keys]), reason=first["msg"], allowed=", ".join(ALLOWED)
    )


def named(sources: Mapping[str, Source], name: str) -> Source:
    """The source of this name.

    Raises:
        UnknownSourceError: there is none of this name.
    """
    if name not in sources:
        raise UnknownSourceError(source=name, known=", ".join(sources) or "–")
    return sources[name]
