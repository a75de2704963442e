"""Answering for a number that was flagged. It changes no number and no score."""

import datetime as dt

from core.errors import ReasonNeededError, TooLongError, UnknownFlagError
from core.flags import LONGEST, Explanation, Flagged, Outcome
from core.viewer import Viewer
from metrics.integrity import FALSE_ALARMS
from store import audit, flags, units
from store.database import Connection


def explain(
    connection: Connection, viewer: Viewer, flagged: Flagged, outcome: Outcome, text: str, *, at: dt.datetime
) -> None:
    """Store why the number is right, or that it is wrong; `open` withdraws the last answer.

    Raises:
        NotAllowedError: `viewer` may not answer for flags.
        UnknownFlagError: there is no such unit or test.
        ReasonNeededError: no text, unless it is taken back.
        TooLongError: more than 2,000 characters.
    """
    viewer.must("explain_flag", [flagged.unit])
    text = text.strip()
    if not text and outcome != "open":
        raise ReasonNeededError
    if len(text) > LONGEST:
        raise TooLongError(length=len(text), limit=LONGEST)
    known = flagged.test in FALSE_ALARMS and flagged.unit in {each.code for each in units.everything(connection)}
    if not known:
        raise UnknownFlagError(period=flagged.month)
    flags.add(connection, Explanation(flagged, outcome, text, at, viewer.who))
    about = f"{flagged.unit} {flagged.month.code} {flagged.test}"
    audit.append(connection, at=at, who=viewer.who, deed=f"flag_{outcome}", about=about, note=text)
