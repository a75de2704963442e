"""The totals of many months at once are those of each month alone."""

import numpy as np
import pandas as pd
import pytest

from core.counts import COUNT_NAMES
from core.periods import parse
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.scoring import scores
from metrics.score.series import totals_by_month
from metrics.score.totals import ranked_totals, totals

RULES = definitions_of(parse("2026-08"), settings_in_files()).score("qd766")


def three_months():
    """Ten units with every count known, unknown, zero or more than its whole, at random."""
    chance = np.random.default_rng(1)
    rows = 30
    table = pd.DataFrame(chance.integers(0, 4, (rows, len(COUNT_NAMES))).astype(float), columns=list(COUNT_NAMES))
    table = table.mask(pd.DataFrame(chance.random(table.shape) < 0.3, columns=table.columns))
    table.loc[25, :] = np.nan
    units = [f"U{number}" for number in range(10)] * 3
    months = pd.to_datetime(["2026-06-01"] * 10 + ["2026-07-01"] * 10 + ["2026-08-01"] * 10)
    table.loc[:9, ["portal_dossiers", "digitisation_base"]] = 3.0
    return table.assign(unit_code=units, month=months)


def test_the_totals_and_ranks_of_many_months_at_once_are_those_of_each_month():
    counts = three_months()

    found = totals_by_month(counts, RULES)

    for month, rows in counts.groupby("month"):
        own = rows.drop(columns="month").reset_index(drop=True)
        alone = ranked_totals(totals(scores(own, RULES), own, RULES)).set_index("unit_code").sort_index()
        here = found[found["month"].eq(month)].set_index("unit_code").sort_index()
        for name in ("points", "exact", "known_points"):
            assert here[name].tolist() == pytest.approx(alone[name].tolist(), nan_ok=True)
        assert here["status"].tolist() == alone["status"].tolist()
        assert here["rank"].fillna(0).tolist() == alone["rank"].fillna(0).tolist()
    assert set(found["status"]) >= {"ranked", "partly", "not_reported"}
