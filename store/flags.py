"""Explanations of flagged numbers, read and added to."""

from core.flags import Explanation, Flagged
from core.periods import Period
from core.viewer import Scope
from store import journal
from store.database import Connection


def add(connection: Connection, explanation: Explanation) -> None:
    about = explanation.about
    journal.append(
        connection,
        "flag",
        f"{about.month.code}/{about.test}/{about.unit}",
        explanation.outcome,
        at=explanation.at,
        who=explanation.who,
        note=explanation.text,
    )


def explained(connection: Connection, month: Period, scope: Scope) -> dict[tuple[str, str], Explanation]:
    """The newest explanation of each (unit, test) of the month, of these units; one that was withdrawn is none."""
    newest: dict[tuple[str, str], Explanation] = {}
    for entry in journal.entries(connection, "flag", prefix=f"{month.code}/"):
        _, test, unit = entry.code.split("/", 2)
        if not scope.holds([unit]):
            continue
        newest[unit, test] = Explanation(Flagged(unit, month, test), entry.event, entry.note, entry.at, entry.who)
    return {key: each for key, each in newest.items() if each.outcome != "open"}
