"""Dated targets: what a measure should reach, since when, and who said so."""

from functools import cache

from core.settings import ROOT
from metrics.dated import Dated, Text, Words
from metrics.definition_files import read_all

TARGETS = ROOT / "definitions" / "targets.yaml"


class Target(Dated):
    """The value a measure should reach from a month on, until a later entry of the same measure."""

    measure: Text
    value: float
    illustrative: bool = False
    """True where nobody has decreed it: shown as an example, for the province to replace."""
    source: Words


@cache
def all_targets() -> tuple[Target, ...]:
    return tuple(read_all(TARGETS, Target))
