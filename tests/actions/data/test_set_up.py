"""A province that nobody has prepared is set up from its own list of units, and sets the day its month closes."""

import io

import openpyxl
import pytest

from actions.data.import_file import check, import_file
from actions.data.set_up import AlreadySetUpError, ClosingDayError, NoNameError, close_on, set_up
from actions.samples.load_sample import load_sample
from core import unit_list
from core.errors import UnreadableFileError
from core.settings import settings_from
from core.words import LANGUAGES, explain, said_issues
from loaders.__main__ import main as check_file
from store import settings, units
from store.database import migrate, open_engine, writing
from store.set_up import ready
from tests.actions.conftest import CASES
from tests.conftest import NOW, clock

pytestmark = pytest.mark.slow

LIST = CASES / "province" / "danh_muc_lam_giang.xlsx"


@pytest.fixture
def empty(database_url):
    engine = open_engine(database_url)
    migrate(engine)
    return engine


def made(rows, title="DANH MỤC (áp dụng từ ngày 01/07/2025)") -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    book.active.append([title])
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "danh mục.xlsx"


def found_units(engine):
    with engine.connect() as connection:
        return {unit.code: unit for unit in units.everything(connection)}


def test_an_offices_own_list_sets_up_a_province(empty, viewer):
    found = set_up(empty, viewer, [(LIST.read_bytes(), LIST.name)], name="Tỉnh Lam Giang", clock=clock)

    assert found.done and found.issues == ()
    known = found_units(empty)
    expected, _ = unit_list.read(CASES / "lam-giang")
    same = {(unit.code, unit.name, unit.kind) for unit in expected if unit.kind != "province"}
    assert {(unit.code, unit.name, unit.kind) for unit in known.values() if unit.kind != "province"} == same
    assert known["H77"].kind == "province"
    assert {unit.parent for unit in known.values()} == {None, "H77"}
    assert {f"{unit.valid_from:%d/%m/%Y}" for unit in known.values()} == {"01/07/2025"}
    path = next((CASES / "life").glob("01_BC_06a_thang8*"))
    done = import_file(empty, viewer, path.read_bytes(), path.name, month=None, clock=clock)
    assert [version for _, version in done.versions] == [1], "its files go in at once"


def test_it_opens_whatever_sample_the_settings_name_and_takes_no_sample(tmp_path, viewer):
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}", "NAMRO_PROVINCE": "phu-tho"}
    engine = open_engine(environment["NAMRO_DATABASE_URL"])
    migrate(engine)
    set_up(engine, viewer, [(LIST.read_bytes(), LIST.name)], name="Tỉnh Lam Giang", clock=clock)
    engine.dispose()

    again = ready(settings_from(environment), clock=clock)

    assert set(found_units(again)) >= {"H77", "SYT"} and "H44.03" not in found_units(again)
    assert load_sample(again, viewer, settings_from(environment), clock=clock) == []
    with again.connect() as connection:
        assert settings.newest(connection, "province")["name"]["vi"] == "Tỉnh Lam Giang"


def test_an_older_installation_brings_its_name_along(nghe_an):
    with nghe_an.connect() as connection:
        known = settings.newest(connection, "province")
    assert (known["name"]["vi"], known["unit"], known["own"]) == ("Tỉnh Nghệ An", "40", False)


def test_captions_kinds_and_headings_as_offices_write_them(empty, viewer):
    rows = [
        ["TT", "Mã", "Cơ quan, đơn vị"],
        ["(1)", "(2)", "(3)"],
        [None, None, "I. Sở, ban, ngành"],
        [1, "SYT", "Sở Y tế"],
        [2, "CT", "Công ty Môi trường"],
        [None, None, "II. Xã, phường, đặc khu"],
        [1, "31000", "Phường Lam Giang"],
    ]
    found = set_up(empty, viewer, [made(rows)], name="Tỉnh Lam Giang", clock=clock)
    assert found.issues == ()
    kinds = {unit.code: unit.kind for unit in found_units(empty).values()}
    assert kinds == {"SYT": "department", "CT": "department", "31000": "commune", "TINH": "province"}


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ([1, None, "Sở Y tế"], "structure_blank", "B4"),
        ([1, "SNV", "Sở Y tế"], "structure_code_twice", "B4"),
        ([1, "X", "Công ty Môi trường"], "structure_kind", ""),
    ],
)
def test_every_slip_is_one_sentence_with_its_row_and_nothing_is_stored(empty, viewer, row, code, cell):
    rows = [["STT", "Mã định danh", "Tên cơ quan, đơn vị"], [1, "SNV", "Sở Nội vụ"], row]
    found = set_up(empty, viewer, [made(rows)], name="Tỉnh Lam Giang", clock=clock)
    assert not found.done and found_units(empty) == {}
    (issue,) = [issue for issue in found.issues if issue.severity == "error"]
    assert (issue.code, issue.row) == (code, 4)
    assert not cell or issue.cell == cell
    assert all(said_issues(language, found.issues) for language in LANGUAGES)


def test_it_is_done_once_and_needs_a_name(empty, viewer):
    files = [(LIST.read_bytes(), LIST.name)]
    with pytest.raises(NoNameError):
        set_up(empty, viewer, files, name=" ", clock=clock)
    with pytest.raises(ClosingDayError):
        set_up(empty, viewer, files, name="Tỉnh Lam Giang", clock=clock, closing_day=31)
    set_up(empty, viewer, files, name="Tỉnh Lam Giang", clock=clock, closing_day=14)
    with pytest.raises(AlreadySetUpError) as refused:
        set_up(empty, viewer, files, name="Tỉnh Khác", clock=clock)
    assert refused.value.values == {"name": "Tỉnh Lam Giang"}
    with empty.connect() as connection:
        assert settings.closing_day(connection) == 14


def test_a_month_that_closes_on_the_14th_is_read_where_the_province_says_so(nghe_an, viewer):
    path = next((CASES / "forms").glob("ii06a_15_to_14*"))

    def codes():
        loaded = check(nghe_an, viewer, path.read_bytes(), path.name, month=None, clock=clock)
        return {issue.code for issue in loaded.issues if issue.severity == "error"}, [
            each.code for each in loaded.months
        ]

    assert codes()[0] == {"period_closes_otherwise"}
    with writing(nghe_an) as connection:
        close_on(connection, viewer, 14, at=NOW, source="Quyết định 12/QĐ-UBND")
    assert codes() == (set(), ["2026-10"])
    with nghe_an.connect() as connection:
        (entry,) = settings.entries(connection, settings.CLOSING_DAY)
    assert (entry.source, entry.who, entry.at) == ("Quyết định 12/QĐ-UBND", viewer.who, NOW)
    with writing(nghe_an) as connection:
        close_on(connection, viewer, None, at=NOW, source="bãi bỏ")
    assert codes()[0] == {"period_closes_otherwise"}


def test_a_file_is_checked_against_an_offices_own_list(capsys):
    path = next((CASES / "life").glob("30g_*"))
    assert check_file([str(path), "--units", str(LIST)]) == 0
    said = capsys.readouterr().out
    assert "52 dòng số liệu" in said and "Còn 51 chỗ cùng loại" in said


def test_a_file_before_there_is_any_list_of_units_is_one_sentence(empty, viewer):
    with pytest.raises(UnreadableFileError) as refused:
        import_file(empty, viewer, b"unit_code,month,received\nA,2026-08,1\n", "a.csv", month=None, clock=clock)

    assert refused.value.reason == "no_units_yet"
    assert "Hãy nạp danh mục ở trang Thiết lập" in explain("vi", refused.value)
