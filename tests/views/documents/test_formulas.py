"""The formula under a number, with the numbers in it."""

import pandas as pd
import pytest

from core.periods import parse
from metrics.rates.measures import measure
from views.wording import results


@pytest.mark.parametrize(
    ("language", "formula"),
    [
        ("vi", "(giải quyết trước hạn 792 + giải quyết đúng hạn 119) ÷ đã giải quyết 952 = 95,7\xa0%"),
        ("en", "(resolved early 792 + resolved on the due date 119) ÷ resolved 952 = 95.7%"),
    ],
)
def test_the_dash_in_the_name_of_a_total_is_left_out_for_it_would_read_as_a_minus(language, formula):
    counts = pd.DataFrame({"resolved_early": [792.0], "resolved_on_due": [119.0], "resolved": [952.0]})

    assert formula in results.formula(measure("on_time_resolved"), counts, parse("2026-10"), language)
