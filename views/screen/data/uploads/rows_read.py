"""The rows of a file as they were understood."""

from core.counts import COUNT_NAMES
from core.periods import month_with
from loaders import Loaded
from views.counts_shown import hundredths, shown
from views.screen import draw, filters, session


def table(loaded: Loaded, most: int) -> None:
    """The first rows, with the counts that any row has."""
    head = loaded.rows.head(most)
    counts = [name for name in COUNT_NAMES if loaded.rows[name].notna().any()]
    names = filters.unit_names(session.everything())
    rows = [
        {
            "row": row["row"],
            "month": month_with(row["period_start"]).code,
            "code": row["unit_code"],
            "unit": names.get(row["unit_code"], ""),
            "values": shown(counts, [float(row[name]) if row[name] is not None else None for name in counts]),
        }
        for row in head.astype(object).where(head.notna(), None).to_dict("records")
    ]
    in_hundredths = hundredths(counts)
    draw.template("data/preview.html", counts=counts, rows=rows, total=len(loaded.rows), hundredths=in_hundredths)
