"""A yearly plan in and out: lines judged, faults with their cells, all drafts or none, back to the same form."""

import datetime as dt
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from actions.tasks.plans import check_plan, load_plan
from actions.tasks.steps import draft
from core import unit_list
from core.errors import NotAllowedError, UnreadableFileError
from core.settings import PROVINCES
from core.tasks import Details, Event, Person, Task
from core.viewer import Viewer
from loaders.lists import plans
from metrics.tasks.status import standing
from reports.tasks.listed import Listed, task_list
from store import tasks, units
from store.database import writing
from tests.conftest import NOW, clock
from tests.tiers import examples
from views.documents.files import plan_workbook

pytestmark = pytest.mark.slow

HEADER = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian\nhoàn thành", "Sản phẩm"]
TITLES = [["ỦY BAN NHÂN DÂN TỈNH"], ["Kế hoạch số 12/KH-UBND cải cách hành chính năm 2027"]]
ROWS = [
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["I", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", None, None, None, None],
    [1, "Rà soát 40 thủ tục hành chính", "Sở Nội vụ", "Sở Tư pháp; các sở, ban, ngành", "Quý III", "Báo cáo"],
    [2, "Đẩy mạnh số hóa", "Sở Nội vụ", None, dt.date(2027, 12, 15), None],
    ["II", "CHUYỂN ĐỔI SỐ", None, None, None, None],
    [1, "Tập huấn 100 cán bộ", "Sở Không Có", None, "Thường xuyên", "Lớp tập huấn"],
    [None, "Nơi nhận: như trên", None, None, None, None],
]


def workbook(rows=ROWS, merge: str = "") -> bytes:
    book = Workbook()
    for row in [*TITLES, HEADER, *rows]:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def check(engine, viewer, content: bytes):
    return check_plan(engine, viewer, content, "kế hoạch.xlsx", clock=clock)


def load(engine, viewer, content: bytes):
    return load_plan(engine, viewer, content, "kế hoạch.xlsx", clock=clock)


def test_each_line_is_a_task_under_its_heading_with_its_lamps(nghe_an, viewer):
    found = check(nghe_an, viewer, workbook())

    first, second, third = (each.line for each in found.lines)
    assert [first.details.content, first.group] == ["Rà soát 40 thủ tục hành chính", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"]
    assert first.details.units == ("SNV", "STP")
    assert (first.details.deadline, first.details.document) == (dt.date(2027, 9, 30), "12/KH-UBND")
    assert second.details.deadline == dt.date(2027, 12, 15)
    assert (third.group, third.details.units, third.details.deadline) == ("CHUYỂN ĐỔI SỐ", (), None)
    unclear = [[lamp.clarity.id for lamp in each.lamps if not lamp.clear] for each in found.lines]
    assert unclear == [["staff", "leader", "product"], ["work", "staff", "leader", "product"],
                       ["staff", "leader", "deadline", "product"]]  # fmt: skip


def test_what_is_wrong_is_told_with_its_cell(nghe_an, viewer):
    found = check(nghe_an, viewer, workbook([*ROWS, [3, None, "Sở Nội vụ", None, None, None], [4, "=1/0", "x"]]))

    assert [(issue.code, issue.severity, issue.cell) for issue in found.issues] == [
        ("plan_no_content", "error", "B11"),
        ("plan_cell_error", "error", "B12"),
        ("plan_beside_unknown", "warning", "D6"),
        ("plan_unit_unknown", "warning", "C9"),
        ("plan_recurring", "note", "E9"),
    ]
    assert [issue.values for issue in found.issues[2:4]] == [{"text": "các sở, ban, ngành"}, {"text": "Sở Không Có"}]


def test_a_plan_with_an_error_leaves_nothing_behind(nghe_an, viewer):
    found, codes = load(nghe_an, viewer, workbook([*ROWS, [3, None, "Sở Nội vụ", None, None, None]]))

    assert not found.fit_to_load
    assert codes == ()
    with nghe_an.connect() as connection:
        assert tasks.everything(connection) == []


def test_its_lines_become_drafts_once(nghe_an, viewer):
    _, codes = load(nghe_an, viewer, workbook())
    again, none = load(nghe_an, viewer, workbook())

    assert codes == ("NV-2026-001", "NV-2026-002", "NV-2026-003")
    assert none == ()
    assert [each.known for each in again.lines] == list(codes)
    with nghe_an.connect() as connection:
        kept = tasks.everything(connection)
    assert [event.kind for event in kept[0].events] == ["drafted"]
    assert kept[0].events[0].note == "CẢI CÁCH THỦ TỤC HÀNH CHÍNH\nCơ quan phối hợp: các sở, ban, ngành"
    assert kept[2].events[0].note == "CHUYỂN ĐỔI SỐ\nCơ quan chủ trì: Sở Không Có"


@pytest.mark.parametrize(
    ("charge", "beside", "units", "unplaced"),
    [
        ("Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch", ("SNV", "SVHTTDL"), ()),
        ("Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế và Sở Tư pháp", ("SNV", "SVHTTDL", "SYT", "STP"), ()),
        ("Sở Nội vụ; Sở Tư pháp", "Sở Y tế, Sở Nội vụ", ("SNV", "STP", "SYT"), ()),
        ("Sở Nội vụ", "- Sở Y tế\n- UBND các xã, phường và Sở Tư pháp.", ("SNV", "SYT", "STP"),
         ("Cơ quan phối hợp: UBND các xã, phường",)),
        ("Sở Không Có và Sở Nội vụ", None, ("SNV",), ("Cơ quan chủ trì: Sở Không Có",)),
    ],
)  # fmt: skip
def test_units_that_work_together_are_partners_of_the_first_in_charge(nghe_an, viewer, charge, beside, units, unplaced):
    found = check(nghe_an, viewer, workbook([[1, "Rà soát 40 thủ tục", charge, beside, "Quý I", None]]))

    (line,) = (each.line for each in found.lines)
    assert (line.details.units, line.unplaced) == (units, unplaced)
    assert sum(issue.severity == "warning" for issue in found.issues) == len(unplaced)


@pytest.mark.parametrize("charge", [None, "Sở Không Có"])
def test_a_partner_never_comes_to_be_in_charge(nghe_an, viewer, charge):
    found = check(nghe_an, viewer, workbook([[1, "Rà soát 40 thủ tục", charge, "Sở Y tế", "Quý I", None]]))

    (line,) = (each.line for each in found.lines)
    assert line.details.units == ()
    assert line.unplaced[-1] == "Cơ quan phối hợp: Sở Y tế"
    assert ("plan_beside_alone", "D4") in [(issue.code, issue.cell) for issue in found.issues]


def test_cells_merged_downwards_hold_for_each_row(nghe_an, viewer):
    rows = [
        [1, "Việc thứ nhất của Sở", "Sở Nội vụ", None, "Quý I", None],
        [2, "Việc thứ hai của Sở", None, None, "Quý II", None],
    ]

    found = check(nghe_an, viewer, workbook(rows, merge="C4:C5"))

    assert [each.line.details.units for each in found.lines] == [("SNV",), ("SNV",)]


def test_what_is_no_plan_and_who_may_not_is_refused(nghe_an, viewer):
    with pytest.raises(UnreadableFileError) as error:
        check(nghe_an, viewer, b"a,b\n1,2\n")
    assert error.value.key == "error.file.unrecognised"
    with pytest.raises(NotAllowedError):
        check(nghe_an, Viewer("khách"), workbook())


def exported(engine, viewer, language="vi") -> bytes:
    with engine.connect() as connection:
        found = task_list(tasks.everything(connection), viewer, now=NOW)
        names = {unit.code: unit.name for unit in units.everything(connection)}
    return plan_workbook(found.listed, names, language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_exported_list_is_read_back_to_the_same_tasks(nghe_an, viewer, language):
    load(nghe_an, viewer, workbook())

    found = check(nghe_an, viewer, exported(nghe_an, viewer, language))

    assert sorted(each.known for each in found.lines) == ["NV-2026-001", "NV-2026-002", "NV-2026-003"]
    assert found.new == ()


def test_an_exported_task_is_known_again_though_its_deadline_moved(nghe_an, viewer):
    load(nghe_an, viewer, workbook())
    with writing(nghe_an) as connection:
        task = tasks.of_code(connection, "NV-2026-001")
        tasks.append(connection, task.code, Event("issued", NOW, "x"))
        tasks.append(connection, task.code, Event("extension_granted", NOW, "x", deadline=dt.date(2027, 11, 30)))

    assert check(nghe_an, viewer, exported(nghe_an, viewer)).new == ()
    assert check(nghe_an, viewer, workbook()).lines[0].known == "NV-2026-001"


DAY = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
UNITS = [unit for unit in unit_list.read(PROVINCES / "nghe-an")[0] if unit.in_force(DAY.date(), DAY.date())]
TYPED = ("Rà", "soát", "40", "thủ", "tục;", "số", "hóa,", "=1+1", "@x", "và", "15/12", "Sở", "Nội", "vụ")
WORDS = st.lists(st.sampled_from(TYPED), min_size=1).map(" ".join)
NAMES = st.lists(st.sampled_from(["Trần Thị B", "Lê C", "Nguyễn Văn Đ"]), max_size=3, unique=True)


@st.composite
def planned(draw) -> Details:
    codes = tuple(draw(st.lists(st.sampled_from([unit.code for unit in UNITS]), min_size=1, max_size=6, unique=True)))
    staff, leaders = (tuple(Person(name, codes[0]) for name in draw(NAMES)) for _ in range(2))
    day = draw(st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31)))
    return Details(
        draw(WORDS),
        staff,
        leaders,
        day,
        product=draw(st.just("") | WORDS),
        proof=draw(st.just("") | WORDS),
        units=codes,
    )


@examples(60)
@given(st.lists(planned(), min_size=1, max_size=4))
@example([Details("Rà soát", units=("SNV", "STP", "40"))])  # the province behind a department is no part of its name
def test_what_goes_out_comes_back_in_the_same(asked):
    numbered = [Task(f"NV-2026-{n:03}", each, (Event("drafted", DAY, "x"),)) for n, each in enumerate(asked)]
    listed = [Listed(task, standing(task, today=DAY.date())) for task in numbered]

    content = plan_workbook(listed, {unit.code: unit.name for unit in UNITS}, "vi")
    read = plans.read(content, "x.xlsx", UNITS, year=2026)

    assert {line.row.cells["code"]: line.details for line in read.lines} == {t.code: t.details for t in numbered}
    assert [issue for issue in read.issues if issue.severity != "note"] == []


def test_no_typed_text_becomes_a_formula(nghe_an, viewer):
    nasty = ["=HYPERLINK(1)", "+1+1", "-1", "@SUM(1)", "x\x07y"]
    with writing(nghe_an) as connection:
        for text in nasty:
            draft(connection, viewer, Details(content=text, product=text, leaders=(Person(text),)), at=NOW)

    sheet = load_workbook(BytesIO(exported(nghe_an, viewer))).active

    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert {*nasty[:4], "xy"} <= {cell.value for row in sheet.iter_rows() for cell in row}
