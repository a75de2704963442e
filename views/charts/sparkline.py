"""A series as a small drawing: twelve months in the width of a word."""

from collections.abc import Collection, Sequence
from html import escape
from itertools import groupby
from math import isnan
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 88, 22, 3


Band = Sequence[tuple[float, float]]


def sparkline(
    values: Sequence[float],
    title: str,
    breaks: Collection[int] = (),
    band: Band = (),
    apart: Collection[int] = (),
) -> str:
    """The values from left to right as HTML; a month without a number is a gap, the last one has a dot.

    A dotted rule is drawn before each index in `breaks`, and the line ends before each in `apart`. `band`: (low, high)
    around each value, drawn pale.

    The drawing is a mask over a block of the accent colour: Streamlit strips SVG from a page, and a picture
    could not follow the theme.
    """
    svg = quote(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f"{_rules(len(values), {*breaks, *apart})}{_drawn(values, band, apart)}</svg>",
        safe="/=:",
    )
    style = f"--line:url('data:image/svg+xml,{svg}')"
    return f'<span class="spark" role="img" aria-label="{escape(title)}" style="{style}"></span>'


def sheet(rows: Sequence[Sequence[float]]) -> str:
    """The series of a whole table as one drawing, below each other: the value of the table's CSS variable `--lines`.

    128 drawings of their own take a browser 0.6 s; of one, each row shows its part (`of_sheet`).
    """
    height = HEIGHT * max(len(rows), 1)
    parts = "".join(f'<g transform="translate(0 {HEIGHT * at})">{_drawn(row, ())}</g>' for at, row in enumerate(rows))
    svg = quote(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f"{parts}</svg>",
        safe="/=:",
    )
    return f"--lines:url('data:image/svg+xml,{svg}')"


def of_sheet(at: int, title: str) -> str:
    """The part of the row `at` of the drawing of its table, as HTML."""
    return f'<span class="spark part" role="img" aria-label="{escape(title)}" style="--at:{at}"></span>'


def _rules(many: int, breaks: Collection[int]) -> str:
    step = (WIDTH - 2 * MARGIN) / max(many - 1, 1)
    rule = "".join(f"M{round(MARGIN + (place - 0.5) * step, 1)} 0V{HEIGHT}" for place in sorted(breaks))
    return f'<path d="{rule}" stroke="black" stroke-width="1" stroke-dasharray="2 2"/>' if rule else ""


def _drawn(values: Sequence[float], band: Band, apart: Collection[int] = ()) -> str:
    known = [value for value in (*values, *(bound for each in band for bound in each)) if not isnan(value)]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        # A flat series is drawn in the middle, not along the bottom as if it had fallen to nothing.
        share = (value - low) / (high - low) if high > low else 0.5
        return round(MARGIN + place * step, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    there = [place for place, value in enumerate(values) if not isnan(value)]
    # Groups consecutive indices: within a run, index minus position is constant, and so is how many breaks are passed.
    runs = [
        [place for _, place in run]
        for _, run in groupby(
            enumerate(there), key=lambda pair: (pair[1] - pair[0], sum(pair[1] >= each for each in apart))
        )
    ]
    drawn = [_band([[at(place, band[place][side]) for place in run] for side in (0, 1)]) for run in runs if band]
    path = "".join("M" + "L".join(f"{x} {y}" for x, y in (at(place, values[place]) for place in run)) for run in runs)
    x, y = at(there[-1], values[there[-1]])
    # A circle would be stretched with the drawing; the end of a stroke that does not scale stays round.
    dot = (
        f'<line x1="{x}" y1="{y}" x2="{x}" y2="{y}" stroke="black" stroke-width="4.8" stroke-linecap="round"'
        ' vector-effect="non-scaling-stroke"/>'
    )
    return f'{"".join(drawn)}<path d="{path}" fill="none" stroke="black" stroke-width="1.6"/>{dot}'


def _band(edges: Sequence[Sequence[tuple[float, float]]]) -> str:
    lower, upper = edges
    points = "L".join(f"{x} {y}" for x, y in (*upper, *reversed(lower)))
    return f'<path d="M{points}Z" opacity="0.22"/>'
