"""All settings as one workbook: read back it changes nothing, changed it does what it says, and every slip is told."""

import datetime as dt
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from actions.__main__ import main as act
from actions.data import settings_book as deeds
from actions.data import targets
from actions.data.set_up import close_on
from actions.data.settings_decisions import held
from actions.data.settings_kinds import COMMON
from core.errors import NotAllowedError, UnreadableFileError
from core.units import Structure
from core.version_errors import SettingsChangedError
from core.viewer import Viewer
from core.words import LANGUAGES, said_issues
from store import settings, units
from store.database import writing
from tests.conftest import NOW, clock
from views.documents.files import settings_workbook

SOURCE = "Quyết định 12/QĐ-UBND"


def book(engine, viewer, language="vi", edit=lambda sheet: None) -> bytes:
    with engine.connect() as connection:
        content = settings_workbook(held(connection, viewer), language)
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    edit(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def adding(*rows):
    def edit(sheet):
        for row in rows:
            sheet.append(row)

    return edit


def codes(found):
    return [(each.code, each.row, each.column) for each in found.issues]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_out_and_in_again_changes_nothing(nghe_an, viewer, language):
    with writing(nghe_an) as connection:
        targets.set_target(connection, viewer, "online", "2026-03", 62.5, kind="commune", source=SOURCE, at=NOW)
        targets.set_target(connection, viewer, "online", "2026-03", 90, unit="SNV", source=SOURCE, at=NOW)
        close_on(connection, viewer, 14, source=SOURCE, at=NOW)

    found = deeds.check(nghe_an, viewer, book(nghe_an, viewer, language))

    assert (codes(found), found.changes) == ([], ())
    assert found.rows == 23


def test_a_changed_workbook_does_what_it_says_and_is_kept(nghe_an, viewer):
    def edit(sheet):
        for row in sheet.iter_rows(min_row=2):
            if row[0].value == "Ngày chốt tháng báo cáo":
                row[3].value, row[4].value = 14, SOURCE
            if row[0].value == "Tên tỉnh":
                row[3].value, row[4].value = "Tỉnh Nghệ", SOURCE
        adding(
            ["Hồ sơ tiếp nhận trực tuyến", "Xã, phường, đặc khu", "03/2026", "62,5 %", SOURCE],
            ["online", None, dt.date(2027, 1, 1), 85, SOURCE],
        )(sheet)

    content = book(nghe_an, viewer, edit=edit)
    found = deeds.load(nghe_an, viewer, content, "thiet-lap.xlsx", clock=clock)

    assert codes(found) == [] and len(found.changes) == 4
    with nghe_an.connect() as connection:
        now = {each.key: (each.value, each.source) for each in held(connection, viewer)}
        assert settings.closing_day(connection) == 14
    assert now["province", None, "", ""] == ("Tỉnh Nghệ", SOURCE)
    assert now["online", "commune", "", "2026-03"] == (62.5, SOURCE)
    assert now["online", None, "", "2027-01"] == (85, SOURCE)
    assert deeds.check(nghe_an, viewer, book(nghe_an, viewer)).changes == ()

    gone = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2027-01")), "thiet-lap.xlsx", clock=clock)
    assert [each.removes for each in gone.changes] == [True]
    with nghe_an.connect() as connection:
        assert ("online", None, "", "2027-01") not in {each.key for each in held(connection, viewer)}


def _removing(month):
    def edit(sheet):
        for row in sheet.iter_rows(min_row=2):
            if row[2].value == f"{month[5:]}/{month[:4]}":
                row[3].value, row[4].value = "bỏ", "bãi bỏ"

    return edit


DUE = "Hạn nộp: Kết quả tiếp nhận, giải quyết hồ sơ"
REMIND = "Nhắc nhiệm vụ: Trước hạn 5 ngày"
WEIGHTS = "Trọng số: Bộ chỉ số nội bộ của tỉnh"
POINTS = (
    "ON_TIME_RESOLVED: 40; NOT_OVERDUE: 10; APOLOGISED: 0; Hồ sơ tiếp nhận trực tuyến: 30; DIGITISED=19,5;"
    " E_RESULTS=0,5"
)
SLIPS = [
    (["Số bước", None, None, 5, SOURCE], "setting_unknown", "A"),
    (["online", "Các huyện lỵ", "01/2027", 85, SOURCE], "setting_whose", "B"),
    (["online", "Tỉnh Nghệ An", "01/2027", 85, SOURCE], "setting_whose", "B"),
    (["online", "Sở Nội vu", "01/2027", 85, SOURCE], "unit_unknown_near", "B"),
    (["online", "Huyện Quỳ Hợp", "01/2027", 85, SOURCE], "setting_ended", "B"),
    (["online", None, "sang năm", 85, SOURCE], "setting_month", "C"),
    (["online", None, "01/2027", "nhiều", SOURCE], "setting_value", "D"),
    (["online", None, "01/2027", 185, SOURCE], "setting_value", "D"),
    (["online", None, "01/2027", 85, None], "setting_source", "E"),
    (["online", None, "01/2030", "bỏ", SOURCE], "setting_not_there", "D"),
    (["Ngày chốt tháng báo cáo", None, None, 31, SOURCE], "setting_day", "D"),
    ([DUE, None, "01/2027", 29, SOURCE], "setting_due", "D"),
    ([DUE, None, "15/01/2027 trở đi", 8, SOURCE], "setting_month", "C"),
    ([DUE, None, "01/2030", "bỏ", SOURCE], "setting_not_there", "D"),
    (["Tên tỉnh", None, None, None, SOURCE], "setting_name", "D"),
    ([REMIND, None, "01/2027", "mọi người", SOURCE], "setting_recipients", "D"),
    ([REMIND, None, None, "đơn vị chủ trì", SOURCE], "setting_month", "C"),
    ([REMIND, None, "01/2030", "bỏ", SOURCE], "setting_not_there", "D"),
    ([WEIGHTS, None, "01/2027", "Hồ sơ tiếp nhận trực tuyến: 100", SOURCE], "setting_weights", "D"),
    ([WEIGHTS, None, "01/2027", POINTS.replace("40", "41"), SOURCE], "setting_weights_sum", "D"),
    ([WEIGHTS, None, "01/2025", POINTS, SOURCE], "setting_weights_early", "D"),
    (["Yêu cầu rõ của nhiệm vụ", None, "01/2027", "rõ ràng", SOURCE], "setting_clarities", "D"),
    *(
        ([what, "Sở Nội vụ", "01/2027", value, SOURCE], "setting_of_all", "B")
        for what, value in ((DUE, 8), (REMIND, "không nhắc"), (WEIGHTS, POINTS), ("Yêu cầu rõ của nhiệm vụ", "work"))
    ),
    ([DUE, "Xã, phường, đặc khu", "01/2027", 8, SOURCE], "setting_of_all", "B"),
    (["Ngày chốt tháng báo cáo", "Sở Nội vụ", None, 14, SOURCE], "setting_of_all", "B"),
    (["Ngày chốt tháng báo cáo", None, "01/2027", 14, SOURCE], "setting_not_dated", "C"),
    (["Tên tỉnh", None, "01/2027", "Tỉnh Nghệ", SOURCE], "setting_not_dated", "C"),
    (["Ngày chốt tháng báo cáo", None, None, "9" * 5000, SOURCE], "setting_day", "D"),
    (["Ngày chốt tháng báo cáo", None, None, "١٤", SOURCE], "setting_day", "D"),
    ([DUE, None, "01/2027", "0" * 8 + "19999", SOURCE], "setting_due", "D"),
    ([DUE, None, "01/2027", "0" * 6000 + "8", SOURCE], "setting_due", "D"),
    (["Nhắc nhiệm vụ: Trước hạn 99 ngày", None, "01/2027", "đơn vị chủ trì", SOURCE], "setting_unknown", "A"),
]


@pytest.mark.parametrize(("row", "code", "column"), SLIPS)
def test_a_slip_is_one_sentence_with_its_place_and_nothing_is_done(nghe_an, viewer, row, code, column):
    def edit(sheet):
        sheet.delete_rows(2, sheet.max_row)
        adding(row, ["online", None, "05/2027", 88, SOURCE])(sheet)

    content = book(nghe_an, viewer, edit=edit)
    found = deeds.load(nghe_an, viewer, content, "a.xlsx", clock=clock)

    assert codes(found) == [(code, 2, column)]
    for language in LANGUAGES:
        assert len(list(said_issues(language, found.issues))) == 1
    assert not found.fit_to_load
    with nghe_an.connect() as connection:
        assert settings.targets(connection) == ()


def test_a_day_of_delivery_is_entered_and_taken_back(nghe_an, viewer):
    def days():
        with nghe_an.connect() as connection:
            return [each[:3] for each in settings.delivery_days(connection)]

    edit = adding([DUE, None, "01/2027", "8", SOURCE])
    found = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=edit), "a.xlsx", clock=clock)
    assert codes(found) == [] and [(each.before, each.now.value) for each in found.changes] == [(None, 8)]
    assert days() == [("dossiers", "2027-01", 8)]
    assert deeds.check(nghe_an, viewer, book(nghe_an, viewer)).changes == ()

    gone = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2027-01")), "a.xlsx", clock=clock)
    assert [each.removes for each in gone.changes] == [True]
    assert days()[1:] == [("dossiers", "2027-01", None)]


def test_a_rule_of_reminding_is_entered_and_taken_back(nghe_an, viewer):
    def rules():
        with nghe_an.connect() as connection:
            return [each[:3] for each in settings.reminders(connection)]

    rows = (
        [REMIND, None, "01/2027", "Đơn vị chủ trì; cán bộ thực hiện", SOURCE],
        ["Nhắc nhiệm vụ: Thứ Hai hằng tuần, mọi nhiệm vụ chưa xong", None, "01/2027", "không nhắc", SOURCE],
    )
    found = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=adding(*rows)), "a.xlsx", clock=clock)
    assert codes(found) == []
    assert rules() == [("d-5", "2027-01", ("staff", "unit")), ("w1", "2027-01", ())]
    for language in LANGUAGES:
        again = deeds.check(nghe_an, viewer, book(nghe_an, viewer, language))
        assert (codes(again), again.changes) == ([], ())

    gone = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2027-01")), "a.xlsx", clock=clock)
    assert [each.removes for each in gone.changes] == [True, True]
    assert rules()[2:] == [("d-5", "2027-01", None), ("w1", "2027-01", None)]


def test_what_a_task_must_make_clear_is_entered_and_taken_back(nghe_an, viewer):
    row = ["Yêu cầu rõ của nhiệm vụ", None, "01/2027", "Rõ thời hạn; Rõ sản phẩm", SOURCE]
    found = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=adding(row)), "a.xlsx", clock=clock)
    assert codes(found) == []
    again = deeds.check(nghe_an, viewer, book(nghe_an, viewer))
    assert (codes(again), again.changes) == ([], ())
    deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2027-01")), "a.xlsx", clock=clock)
    with nghe_an.connect() as connection:
        assert [each[:2] for each in settings.clarities(connection)] == [
            ("2027-01", ("deadline", "product")),
            ("2027-01", None),
        ]


def test_weights_of_the_own_index_are_entered_and_taken_back(nghe_an, viewer):
    row = [WEIGHTS, None, "01/2027", POINTS, SOURCE]
    found = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=adding(row)), "a.xlsx", clock=clock)
    assert codes(found) == []
    for language in LANGUAGES:
        again = deeds.check(nghe_an, viewer, book(nghe_an, viewer, language))
        assert (codes(again), again.changes) == ([], ())
    deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2027-01")), "a.xlsx", clock=clock)
    with nghe_an.connect() as connection:
        (_, begin, points, *_), (_, _, none, *_) = settings.weights(connection)
    assert (begin, dict(points)["DIGITISED"], none) == ("2027-01", 19.5, None)


def test_one_unit_is_named_by_name_or_code_and_its_target_taken_back(nghe_an, viewer):
    rows = (
        ["online", "Sở Nội vụ", "03/2026", 90, SOURCE],
        ["online", "16681", "03/2026", 60, SOURCE],
        ["online", "Huyện Quỳ Hợp", "03/2025", 50, SOURCE],
    )
    found = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=adding(*rows)), "a.xlsx", clock=clock)
    assert codes(found) == [] and [each.now.unit for each in found.changes] == [
        "Sở Nội vụ",
        "Phường Thành Vinh",
        "Huyện Quỳ Hợp",
    ]
    with nghe_an.connect() as connection:
        now = {each.key: each.value for each in held(connection, viewer)}
    assert (now["online", None, "SNV", "2026-03"], now["online", None, "16681", "2026-03"]) == (90, 60)

    twice = ["online", "SNV", "03/2026", 91, SOURCE]
    assert [each.code for each in deeds.check(nghe_an, viewer, book(nghe_an, viewer, edit=adding(twice))).issues] == [
        "setting_twice"
    ]

    gone = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2026-03")), "a.xlsx", clock=clock)
    assert [each.removes for each in gone.changes] == [True, True]
    with nghe_an.connect() as connection:
        assert [each[2] for each in settings.targets(connection) if each[4] is None] == ["16681", "SNV"]


def test_a_target_of_one_units_own_ends_in_a_workbook(nghe_an, viewer):
    """In the workbook that enters it too, whatever the order of the rows; out and in again it changes nothing."""
    rows = (
        ["online", "Sở Nội vụ", "06/2026", "Theo mức chung", SOURCE],
        ["online", "Sở Nội vụ", "03/2026", 90, SOURCE],
        ["online", "Xã, phường, đặc khu", "03/2026", 70, SOURCE],
        ["online", "Xã, phường, đặc khu", "05/2026", "as for the others", SOURCE],
    )
    found = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=adding(*rows)), "a.xlsx", clock=clock)
    assert codes(found) == [] and len(found.changes) == 4
    with nghe_an.connect() as connection:
        now = {each.key: each.value for each in held(connection, viewer)}
    assert now["online", None, "SNV", "2026-06"] == now["online", "commune", "", "2026-05"] == COMMON
    for language in LANGUAGES:
        again = deeds.check(nghe_an, viewer, book(nghe_an, viewer, language))
        assert (codes(again), again.changes) == ([], ())

    nothing = (
        ["online", "Sở Tư pháp", "06/2026", "theo mức chung", SOURCE],
        ["online", "Sở Nội vụ", "07/2026", "theo mức chung", SOURCE],
        ["online", None, "06/2026", "theo mức chung", SOURCE],
    )
    refused = deeds.check(nghe_an, viewer, book(nghe_an, viewer, edit=adding(*nothing)))
    assert sorted(each.code for each in refused.issues) == [
        "setting_nothing_to_end",
        "setting_nothing_to_end",
        "setting_value",
    ]
    gone = deeds.load(nghe_an, viewer, book(nghe_an, viewer, edit=_removing("2026-06")), "a.xlsx", clock=clock)
    assert [(each.before, each.removes) for each in gone.changes] == [(COMMON, True)]


def test_what_was_entered_is_read_again_whatever_became_of_the_unit(nghe_an, viewer):
    """Renamed, ended before its target begins, or in no list any more; and two units of one name have their codes."""
    with nghe_an.connect() as connection:
        structure = Structure(tuple(units.everything(connection)), tuple(units.successions(connection)))
    with writing(nghe_an) as connection:
        for unit in ("SNV", "STP", "STC", "SYT"):
            targets.set_target(connection, viewer, "online", "2026-03", 90, unit=unit, source=SOURCE, at=NOW)
    changed = {"SNV": {"name": "Sở Tổ chức"}, "STP": {"valid_to": dt.date(2025, 6, 30)}, "SYT": {"name": "Sở Tổ chức"}}
    listed = tuple(replace(each, **changed.get(each.code, {})) for each in structure.units if each.code != "STC")
    with writing(nghe_an) as connection:
        units.add(connection, Structure(listed, structure.successions), at=NOW, who="x", note="")

    found = deeds.check(nghe_an, viewer, book(nghe_an, viewer))

    assert (codes(found), found.changes) == ([], ())
    with nghe_an.connect() as connection:
        named = {each.key[2]: each.unit for each in held(connection, viewer) if each.key[2]}
    assert named == {"SNV": "Sở Tổ chức (SNV)", "SYT": "Sở Tổ chức (SYT)", "STP": "Sở Tư pháp", "STC": "STC"}


def test_twice_the_same_and_an_example_without_a_new_document_are_told(nghe_an, viewer):
    row = ["online", None, "01/2027", 85, SOURCE]
    found = deeds.check(nghe_an, viewer, book(nghe_an, viewer, edit=adding(row, row)))
    assert [each.code for each in found.issues] == ["setting_twice"]

    def raised(sheet):
        next(each for each in sheet.iter_rows(min_row=2) if each[2].value == "01/2026")[3].value = 90

    found = deeds.check(nghe_an, viewer, book(nghe_an, viewer, edit=raised))
    assert [each.code for each in found.issues] == ["setting_source"]


def test_what_was_looked_at_is_what_is_applied(nghe_an, viewer):
    content = book(nghe_an, viewer, edit=adding(["online", None, "01/2027", 85, SOURCE]))
    seen = deeds.check(nghe_an, viewer, content)
    with writing(nghe_an) as connection:
        targets.set_target(connection, viewer, "online", "2027-01", 70, source=SOURCE, at=NOW)

    with pytest.raises(SettingsChangedError):
        deeds.load(nghe_an, viewer, content, "a.xlsx", clock=clock, base=seen.base)


def test_another_file_and_another_person_are_refused(nghe_an, viewer):
    with pytest.raises(UnreadableFileError):
        deeds.check(nghe_an, viewer, b"a,b\n1,2\n")
    content = book(nghe_an, viewer)
    for deed in (deeds.check, lambda *given: deeds.load(*given, "a.xlsx", clock=clock)):
        with pytest.raises(NotAllowedError):
            deed(nghe_an, Viewer("x"), content)


def test_a_percentage_typed_in_excel_is_asked_about_and_not_taken_for_less_than_one(nghe_an, viewer):
    def typed(value, whole):
        found = deeds.check(
            nghe_an, viewer, book(nghe_an, viewer, edit=adding(["online", None, "01/2027", value, SOURCE]))
        )
        assert whole is None or whole in said_issues("vi", found.issues)[0]
        return [each.code for each in found.issues]

    assert typed(0.95, "95 %") == ["setting_percent"] and typed(1, "100 %") == ["setting_percent"]
    assert typed("0,95 %", None) == [] and typed(95, None) == []
    with writing(nghe_an) as connection:
        targets.set_target(connection, viewer, "online", "2027-01", 0.5, source=SOURCE, at=NOW)
    assert deeds.check(nghe_an, viewer, book(nghe_an, viewer)).issues == (), "one that holds is no slip"


def test_a_workbook_without_a_row_does_not_speak_of_units(nghe_an, viewer):
    found = deeds.check(nghe_an, viewer, book(nghe_an, viewer, edit=lambda sheet: sheet.delete_rows(2, 99)))

    assert [each.code for each in found.issues] == ["list_no_rows"] and not found.fit_to_load


def test_the_shell_lists_each_change_before_it_is_applied(tmp_path, monkeypatch, capsys, nghe_an, viewer):
    rows = (
        ["online", "Xã, phường, đặc khu", "01/2027", 85, SOURCE],
        ["online", "Sở Nội vụ", "01/2027", 90, SOURCE],
        ["Ngày chốt tháng báo cáo", None, None, 15, SOURCE],
    )
    file = tmp_path / "a.xlsx"

    def edit(sheet):
        sheet.delete_rows(2, 99)
        adding(*rows)(sheet)

    file.write_bytes(book(nghe_an, viewer, edit=edit))
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'shell.db'}")
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    capsys.readouterr()

    assert act(["settings", "check", str(file)]) == 0
    told = capsys.readouterr().out
    assert f"online · Xã, phường, đặc khu · 2027-01 · – → 85 · {SOURCE}" in told
    assert f"online · Sở Nội vụ · 2027-01 · – → 90 · {SOURCE}" in told
    assert f"Ngày chốt tháng báo cáo · Cuối tháng → 15 · {SOURCE}" in told
    assert act(["settings", "check", str(file), "--json"]) == 0
    assert [each["now"] for each in json.loads(capsys.readouterr().out)["changed"]] == [85, 90, 15]
