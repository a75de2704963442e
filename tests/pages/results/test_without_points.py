"""A province that has only ever loaded form II.06a: of no indicator of Decision 766 anything is known."""

import pytest

from actions.data.import_file import import_file
from core.periods import parse
from core.settings import ROOT, settings_from
from core.viewer import everyone
from store.set_up import ready
from tests.conftest import accepted, clock
from tests.pages.conftest import html, page

FORM = ROOT / "sample_data" / "forms" / "form_ii06a_2026-08.xlsx"


@pytest.mark.parametrize("unit", ["SNV", "SKHCN"])
def test_nought_points_out_of_nought_are_not_printed(empty_app, monkeypatch, tmp_path, unit):
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    engine = ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": address}), clock=clock)
    import_file(
        engine, everyone("x"), FORM.read_bytes(), FORM.name, month=parse("2026-08"), clock=clock, reason_for=accepted
    )
    engine.dispose()
    empty_app.query_params["unit"] = unit
    drawn = html(page(empty_app, "results/unit_score.py"))
    assert "Chưa tính được điểm nào" in drawn and "0,00 trên 0" not in drawn and "100 điểm chưa có" not in drawn
