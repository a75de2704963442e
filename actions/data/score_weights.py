"""The points of the province's own index, each set by its document. A decreed score's are nobody's to change."""

import datetime as dt
from collections.abc import Mapping

from actions.data import dated_setting
from actions.data.score_points import Points, whole, written
from actions.data.sourced import LONGEST, source_of
from core.errors import DashboardError
from core.periods import Period, parse_month
from core.viewer import Viewer
from metrics.score.own import base_of, own_scores
from metrics.score.rules import ScoreRules, all_scores
from store import settings
from store.database import Connection


class NotOwnScoreError(DashboardError):
    """There is no such score, or it is decreed for every province."""

    key = "error.weights_score"


class TooEarlyError(DashboardError):
    """The index begins later."""

    key = "error.weights_early"


class NoWeightsError(DashboardError):
    """The province has entered none from this month on."""

    key = "error.no_weights"


def index_of(score: str, begin: str) -> ScoreRules:
    """The province's own index as the program has it in a month: which indicators there are.

    Raises:
        NotOwnScoreError, TooEarlyError, BadPeriodError: see there.
    """
    month = parse_month(begin)
    if score not in own_scores():
        raise NotOwnScoreError(name=score[:LONGEST], known=", ".join(own_scores()))
    base = base_of(score, month.code)
    if base is None:
        raise TooEarlyError(month=all_scores()[score][0].from_month)
    return base


def newest_index(score: str) -> ScoreRules:
    """The province's own index as the program has it last."""
    return all_scores()[score][-1]


def set_weights(
    connection: Connection,
    viewer: Viewer,
    score: str,
    begin: str,
    points: Mapping[str, float],
    *,
    source: str,
    at: dt.datetime,
) -> None:
    """Enter the points of the province's own index, for what is published from now on; one audit line.

    The same again changes nothing. Versions that are published keep what they were published with.

    Args:
        begin: the month from which they hold.
        points: of every indicator of the index, 0 to leave it out.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        NotOwnScoreError, TooEarlyError, BadPeriodError, WeightsError, SumError: see there.
        SourceNeededError, TooLongError: no source, or too long a one.
    """
    viewer.must("settings")
    asked = whole(points, index_of(score, begin))
    _put(connection, viewer, (score, parse_month(begin)), asked, source=source_of(source), at=at)


def remove_weights(
    connection: Connection, viewer: Viewer, score: str, begin: str, *, source: str, at: dt.datetime
) -> None:
    """Take an entry back; what held before it holds again. One audit line.

    Raises:
        NotAllowedError, NotOwnScoreError, TooEarlyError, BadPeriodError, SourceNeededError: see `set_weights`.
        NoWeightsError: the province has entered none for this month.
    """
    viewer.must("settings")
    index_of(score, begin)
    month, source = parse_month(begin), source_of(source)
    if _entered(connection, (score, month)) is None:
        raise NoWeightsError(month=month.code)
    _put(connection, viewer, (score, month), None, source=source, at=at)


def _entered(connection: Connection, about: tuple[str, Period]) -> tuple[Points, str] | None:
    entries = settings.weights(connection)
    return dated_setting.held((((score, begin), each, why) for score, begin, each, why, _ in entries), _key(about))


def _key(about: tuple[str, Period]) -> tuple[str, str]:
    return about[0], about[1].code


def _put(
    connection: Connection,
    viewer: Viewer,
    about: tuple[str, Period],
    points: Points | None,
    *,
    source: str,
    at: dt.datetime,
) -> None:
    before, (score, month) = _entered(connection, about), _key(about)
    if points is not None and before and dict(before[0]) == dict(points):
        # A database may keep them in another order.
        before = (points, before[1])
    dated_setting.put(
        connection,
        viewer.who,
        settings.WEIGHTS,
        {"score": score, "from": month, "points": None if points is None else dict(points)},
        deed="set_weights",
        about=f"{score} {month}",
        value=points,
        before=before,
        source=source,
        at=at,
        written=written,
    )
