"""A series as a small drawing: twelve months in the width of a word."""

from collections.abc import Collection, Sequence
from html import escape
from math import isnan
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 88, 22, 3


def sparkline(values: Sequence[float], title: str, breaks: Collection[int] = ()) -> str:
    """The values from left to right as HTML; a month without a number is a gap, the last one has a dot.

    A dotted rule stands before each of the places in `breaks`.

    The drawing is a mask over a block of the accent colour: Streamlit strips SVG from a page, and a picture
    could not follow the theme.
    """
    svg = quote(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f"{_rules(len(values), breaks)}{_line(values)}</svg>",
        safe="/=:",
    )
    style = f"--line:url('data:image/svg+xml,{svg}')"
    return f'<span class="spark" role="img" aria-label="{escape(title)}" style="{style}"></span>'


def _rules(many: int, breaks: Collection[int]) -> str:
    step = (WIDTH - 2 * MARGIN) / max(many - 1, 1)
    rule = "".join(f"M{round(MARGIN + (place - 0.5) * step, 1)} 0V{HEIGHT}" for place in sorted(breaks))
    return f'<path d="{rule}" stroke="black" stroke-width="1" stroke-dasharray="2 2"/>' if rule else ""


def _line(values: Sequence[float]) -> str:
    known = [value for value in values if not isnan(value)]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        # A flat series is drawn in the middle, not along the bottom as if it had fallen to nothing.
        share = (value - low) / (high - low) if high > low else 0.5
        return round(MARGIN + place * step, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    path, pen_down = [], False
    for place, value in enumerate(values):
        if isnan(value):
            pen_down = False
        else:
            x, y = at(place, value)
            path.append(f"{'L' if pen_down else 'M'}{x} {y}")
            pen_down = True
    last = max(place for place, value in enumerate(values) if not isnan(value))
    x, y = at(last, values[last])
    return (
        f'<path d="{"".join(path)}" fill="none" stroke="black" stroke-width="1.6"/><circle cx="{x}" cy="{y}" r="2.4"/>'
    )
