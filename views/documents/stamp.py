"""The stamp: a line in an exported file that identifies it, so that it can be regenerated and compared."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from loaders.sheets import Sheet

_SCHEME = "namro:"

Stamp = dict[str, str]
"""report (which document it is), code (of the data), as_of (the publication's id), lang, and what was asked for."""


def stamp_line(stamp: Stamp) -> str:
    """namro:report=ranking&code=2510ca08&as_of=57&…"""
    return _SCHEME + urlencode(stamp)


def stamp_of(sheets: Iterable[Sheet]) -> Stamp | None:
    """The stamp of a file that was read; None where it holds none."""
    for sheet in sheets:
        for cells in sheet.rows.values():
            for value in cells:
                if isinstance(value, str) and value.startswith(_SCHEME):
                    return dict(parse_qsl(value.removeprefix(_SCHEME)))
    return None
