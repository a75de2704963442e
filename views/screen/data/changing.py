"""The pieces of pages that show what publishing would change: numbers, ranks, scores, and what stands on them."""

from collections.abc import Sequence

import pandas as pd

from core.caching import cached
from core.periods import Period
from loaders import Loaded
from metrics.rates.measures import all_measures
from reports.data.consequences import Consequences, difference
from reports.published import Published
from reports.tasks.ground import Ground, ground
from reports.versions import as_if_loaded
from store import commitments, tasks
from store.database import reading
from views.screen import draw, session

CHANGES_SHOWN, SCORES_SHOWN = 60, 20
Foreseen = tuple[Consequences, Ground]


def foreseen(before: Published, after: Published, month: Period) -> Foreseen:
    """The month's changes from one state of the data to the other, and what stands on them."""
    report = difference(before, after, month)
    with reading(session.engine()) as connection:
        assigned, promised = tasks.everything(connection), commitments.everything(connection)
    return report, ground(before, after, report.moved, assigned, promised)


def of_files(loadeds: Sequence[Loaded]) -> None:
    """What publishing these files one after the other would change in the months that have numbers already."""
    published = session.everything()
    known = set(published.all_months())
    kept = tuple(_Kept(each) for each in loadeds)
    for month in sorted({month for each in loadeds for month in each.months} & known):
        show(*_of_files(published, kept, month), folded=True)


class _Kept:
    """A parsed file that is hashed by its bytes and its answers, because a frame cannot be a cache key."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        filled = int(loaded.rows.notna().sum().sum())
        self._key = (loaded.sha256, filled, len(loaded.issues))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other._key == self._key


# Cached until the data change: each computes every ranking of the month twice, and every click reruns the page.
@cached(16)
def _of_files(published: Published, kept: tuple[_Kept, ...], month: Period) -> Foreseen:
    rows = pd.concat([each.loaded.rows.assign(position=place) for place, each in enumerate(kept)])
    return foreseen(published, as_if_loaded(published, rows[rows["period_start"].eq(month.start)], [month]), month)


def show(report: Consequences, stands: Ground | None = None, *, folded: bool = False) -> None:
    """What would change: counts, ranks, targets, scores; and the tasks and commitments about them.

    Args:
        folded: the tables are opened by a click, so that the button below stays in sight.
    """
    table = report.ranks.assign(size=(report.ranks["value"] - report.ranks["value_before"]).abs().fillna(1000))
    shown = table.nlargest(CHANGES_SHOWN, "size")
    scores = report.scores.assign(
        size=(report.scores["points"] - report.scores["points_before"]).abs().fillna(1000).astype(float)
    )
    draw.template(
        "data/changes.html",
        report=report,
        rows=list(shown.itertuples()),
        total=len(table),
        measures=all_measures(),
        scores=list(scores.nlargest(SCORES_SHOWN, "size").itertuples()),
        stands=stands,
        folded=folded,
    )
