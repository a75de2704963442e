"""Explanations of flagged numbers, read and added to."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.flags import Explanation, Flagged
from core.periods import Period
from store.tables.flags import flag_explanations


def add(connection: Connection, explanation: Explanation) -> None:
    connection.execute(
        sa.insert(flag_explanations).values(
            unit_code=explanation.about.unit,
            month=explanation.about.month.start,
            test=explanation.about.test,
            outcome=explanation.outcome,
            text=explanation.text,
            at=explanation.at,
            who=explanation.who,
        )
    )


def explained(connection: Connection, month: Period) -> dict[tuple[str, str], Explanation]:
    """The newest explanation of each (unit, test) of the month; one taken back is none."""
    query = sa.select(flag_explanations).where(flag_explanations.c.month == month.start)
    newest = {
        (row.unit_code, row.test): Explanation(
            Flagged(row.unit_code, month, row.test), row.outcome, row.text, row.at, row.who
        )
        for row in connection.execute(query.order_by(flag_explanations.c.id))
    }
    return {key: each for key, each in newest.items() if each.outcome != "open"}
