"""The table of every unit's points, total and groups, against the median of its kind."""

import pandas as pd

from core.caching import cached
from core.words import Language
from reports.results.score import Score
from reports.results.score_groups import CommonGroups, by_group, common_groups
from reports.results.support import groups, score_support
from views.rendering import render
from views.screen import html
from views.screen.language import language
from views.wording import certainty


def show(report: Score) -> None:
    """Every unit's total and groups; where few know all groups, the ranking by those that all know before it."""
    html.show(_html(report, language()))


@cached(64)
def supported(report: Score) -> pd.DataFrame:
    """The table of the score with the ranges of ranks."""
    return report.table.join(score_support(report), on="unit_code")


@cached(64)
def common(report: Score) -> CommonGroups | None:
    return common_groups(report)


@cached(64)
def _html(report: Score, language: Language) -> str:
    table = supported(report)
    found = groups(table)
    rows = list(table.astype(object).where(table.notna(), None).itertuples())
    shared = common(report)
    return render(
        language,
        "results/score.html",
        report=report,
        ranked=[row for row in rows if row.status == "ranked"],
        apart=[
            (status, those)
            for status in ("at_floor", "partly", "no_dossiers", "not_computable", "not_reported")
            if (those := [row for row in rows if row.status == status])
        ],
        groups=by_group(report).to_dict("index"),
        tiers=found.many if found else 0,
        common=shared,
        common_rows=list(shared.table.itertuples()) if shared else [],
        caption=certainty.caption(language),
    )
