"""The stamp: what a file says of itself, so that it can be made again from what is stored and compared."""

from urllib.parse import parse_qsl, urlencode

SCHEME = "namro:"

Stamp = dict[str, str]
"""report (which document it is), code (of the data), as_of (the publication's id), lang, and what was asked for."""


def stamp_line(stamp: Stamp) -> str:
    """namro:report=ranking&code=2510ca08&as_of=57&…"""
    return SCHEME + urlencode(stamp)


def stamp_in(line: str) -> Stamp | None:
    """The stamp of a line; None where it is none."""
    return dict(parse_qsl(line.removeprefix(SCHEME))) if line.startswith(SCHEME) else None
