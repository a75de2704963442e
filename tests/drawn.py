"""Tables drawn in a test, as the reader would draw them."""

import pandas as pd


def table(drawing: str) -> pd.DataFrame:
    """A frame from lines of cells parted by |; numbers become float, blank becomes NaN, months dates."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    frame = pd.DataFrame(lines[1:], columns=lines[0])
    for name in frame.columns:
        if name == "month":
            frame[name] = pd.to_datetime(frame[name])
        elif name not in {"unit_code", "kind", "status"}:
            frame[name] = pd.to_numeric(frame[name])
    return frame
