"""Task figures printed in reports (given with issue 5), by our own totals.

6,932 done of 8,282 assigned is printed as 83.70 %. 2,065 in time and 348 overdue, in progress, are printed as 2,414
together: they are 2,413, and our total does not follow the print.
"""

from decimal import Decimal

import pytest

from metrics.tasks.printed_figures import Judged, Printed, judged
from metrics.tasks.status import Shares


def test_the_share_of_done_tasks_is_what_was_printed():
    printed = Shares({"done_on_time": 6_932, "in_time": 8_282 - 6_932})

    assert printed.assigned == 8_282
    assert round(printed.done_share, 2) == 83.70
    (share,) = judged(Printed(done=6_932, assigned=8_282, done_share=Decimal("83.70")))
    assert (share.follows, share.right) == (True, Decimal("83.70"))


def test_our_total_is_the_sum_of_its_parts_where_the_print_is_not():
    in_progress = Shares({"in_time": 2_065, "overdue": 348})

    assert in_progress.assigned == 2_413
    assert in_progress.overdue_of_all == pytest.approx(100 * 348 / 2_413)
    (found,) = judged(Printed(in_time=2_065, overdue=348, in_progress=2_414))
    assert found == Judged("in_progress", Decimal(2_414), Decimal(2_413), (2_065, 348), follows=False)
    assert found.difference == 1
