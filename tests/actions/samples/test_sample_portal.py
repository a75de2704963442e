"""The sample of Gia Lai: a read of the portal of the year to date, and therefore no month."""

from pathlib import Path

from actions.samples.load_sample import load_sample
from core.settings import settings_from
from core.viewer import everyone
from reports.versions import published
from store import portal
from store.set_up import ready
from tests.conftest import clock


def test_figures_of_the_year_to_date_are_kept_as_a_read_and_published_as_no_month(tmp_path: Path, viewer):
    settings = settings_from({"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}", "NAMRO_PROVINCE": "gia-lai"})
    engine = ready(settings, clock=clock)
    for _ in range(2):
        assert load_sample(engine, everyone("sample"), settings, clock=clock) == []

    with engine.connect() as connection:
        reads = [each.read for each in portal.everything(connection)]
        assert published(connection, viewer).all_months() == []
    engine.dispose()
    assert [read.scope for read in reads] == ["", "", "", "", "", "H21"]
    assert {read.asked.period for read in reads} == {"2026"}
    assert {value.kind for value in reads[-1].values} == {"department", "commune"}
