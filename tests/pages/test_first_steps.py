"""An empty database where nobody named a sample leads to the first steps; one that has units keeps them."""

import os

import pytest

from core import unit_list
from core.clock import now
from core.settings import PROVINCES, settings_from
from core.viewer import everyone
from store import units
from store.database import open_engine
from store.set_up import ready
from tests.actions.conftest import CASES
from tests.conftest import clock
from tests.pages.conftest import html, page, title
from tests.pages.data.test_uploads import button
from tests.samples import sample_of
from tests.serving import signed_in
from views.pages import PAGES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST = CASES / "province" / "danh_muc_lam_giang.xlsx"


@pytest.fixture
def nothing(empty_app, tmp_path, monkeypatch):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'nothing.db'}")
    monkeypatch.delenv("NAMRO_PROVINCE", raising=False)
    return empty_app


def codes() -> list[str]:
    engine = ready(settings_from(os.environ), clock=now)
    with engine.connect() as connection:
        found = [unit.code for unit in units.everything(connection)]
    engine.dispose()
    return found


def test_the_first_page_is_the_first_steps_and_the_units_are_the_provinces_own(nothing):
    drawn = nothing.run()
    assert not drawn.exception
    assert title(drawn) == "Thiết lập của tỉnh" and "Hệ thống chưa có danh mục đơn vị" in html(drawn)
    assert codes() == []
    assert "Tỉnh chưa thiết lập" in html(drawn) and "Nghệ An" not in html(drawn)

    drawn = button(drawn, "set_up_now").click().run()
    assert "tên" in html(drawn).lower() and codes() == []
    drawn.text_input(key="province_name").set_value("Tỉnh Lam Giang")
    drawn = button(drawn, "set_up_now").click().run()
    assert "Chưa chọn tệp danh mục đơn vị" in html(drawn)

    drawn.file_uploader(key="province_list").set_value((LIST.name, LIST.read_bytes(), XLSX))
    drawn = button(drawn, "set_up_now").click().run()

    assert not drawn.exception
    assert len(codes()) == 53
    assert "Đã thiết lập Tỉnh Lam Giang với 52 đơn vị." in html(drawn), "the province is none of its units"
    assert "Hệ thống chưa có danh mục đơn vị" not in html(drawn)


def test_a_list_that_is_none_is_told_on_the_page(nothing):
    drawn = nothing.run()
    drawn.text_input(key="province_name").set_value("Tỉnh Lam Giang")
    drawn.file_uploader(key="province_list").set_value(("a.csv", b"a,b\n1,2\n", "text/csv"))
    drawn = button(drawn, "set_up_now").click().run()
    assert not drawn.exception and codes() == []
    assert title(drawn) == "Thiết lập của tỉnh"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_opens_without_units(nothing, name):
    drawn = page(nothing, PAGES[name].script)
    assert not drawn.exception


def test_a_database_that_has_units_keeps_them(tmp_path):
    url = f"sqlite:///{tmp_path / 'old.db'}"
    ready(settings_from({"NAMRO_PROVINCE": "nghe-an", "NAMRO_DATABASE_URL": url}), clock=clock).dispose()
    engine = ready(settings_from({"NAMRO_DATABASE_URL": url}), clock=clock)
    with engine.connect() as connection:
        assert len(units.everything(connection)) > 140
    engine.dispose()


def test_the_sample_brings_its_units_where_nobody_named_it(tmp_path, tmp_path_factory):
    """The sample of all tests is made so, and by `make run`."""
    engine = open_engine(sample_of("nghe-an", tmp_path / "sample.db", tmp_path_factory))
    with engine.connect() as connection:
        found = {unit.code for unit in units.everything(connection)}
    engine.dispose()
    assert found == {unit.code for unit in unit_list.read(PROVINCES / "nghe-an")[0]}


def test_who_sets_up_reads_that_others_must_load_and_publish(nothing, monkeypatch):
    engine = ready(settings_from(os.environ), clock=now)
    administrator = signed_in(str(engine.url), "quan.tri", ["administrator"])
    monkeypatch.setattr("views.screen.session.viewer", lambda: everyone("quan.tri"))
    assert administrator
    row = "Tài khoản của người nhập và người công bố số liệu</a></td><td>{}</td>"
    assert row.format("chưa làm") in html(page(nothing, "data/settings.py"))
    signed_in(str(engine.url), "thu.ky", ["secretariat"])
    assert row.format("chưa làm") in html(page(nothing, "data/settings.py")), "nobody publishes yet"
    signed_in(str(engine.url), "cong.bo", ["publisher"])
    assert row.format("đã xong") in html(page(nothing, "data/settings.py"))
    engine.dispose()
