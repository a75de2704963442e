"""Ranks within groups, against pandas' own ranking of each group."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from metrics.rates.ranking import ranks

SCORES = st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.3, float("nan")]), st.integers(0, 2)), max_size=12)


@given(rows=SCORES)
def test_ranks_are_competition_ranks_within_each_group(rows):
    table = pd.DataFrame(rows, columns=["score", "group"]).astype({"score": float, "group": int})
    ours = ranks(table["score"].to_numpy(), table["group"].to_numpy())
    theirs = table.groupby("group")["score"].rank(method="min").to_numpy() if len(table) else np.array([])
    np.testing.assert_array_equal(ours, theirs)
