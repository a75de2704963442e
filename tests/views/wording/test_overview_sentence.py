"""The first sentence of the overview: what it says of the dossiers is true of the ones the rate is of."""

import pytest

from actions.data.import_file import import_file
from core.periods import parse
from reports.results.overview import overview
from tests.conftest import VIEWER, accepted, clock
from views.wording import results


def first(engine, columns: str, numbers: str, language) -> str:
    text = f"unit_code,month,{columns}\nSNV,2026-08,{numbers}\n"
    import_file(engine, VIEWER, text.encode(), "a.csv", month=None, clock=clock, reason_for=accepted)
    with engine.connect() as connection:
        return results.overview(overview(connection, VIEWER, parse("2026-08")), language)[0]


@pytest.mark.parametrize(
    ("columns", "numbers", "vi", "en"),
    [
        (
            "received_online,received_in_person",
            "30,10",
            "Tháng 8/2026, hồ sơ tiếp nhận trực tuyến toàn tỉnh đạt 75,0\xa0% trên 40 hồ sơ.",
            "In August 2026 over the whole province: dossiers received online 75.0% of 40 dossiers.",
        ),
        (
            "resolved,resolved_early,resolved_on_due,resolved_late",
            "40,20,10,10",
            "Tháng 8/2026, toàn tỉnh giải quyết 40 hồ sơ; hồ sơ giải quyết trước và đúng hạn đạt 75,0\xa0%.",
            "In August 2026 the province resolved 40 dossiers; dossiers resolved early or on time: 75.0%.",
        ),
    ],
)
def test_dossiers_that_were_received_are_not_said_to_be_resolved(nghe_an, columns, numbers, vi, en):
    assert first(nghe_an, columns, numbers, "vi") == vi
    with nghe_an.connect() as connection:
        assert results.overview(overview(connection, VIEWER, parse("2026-08")), "en")[0] == en
