"""Index results in, criteria answered: a later one counts, an earlier one stays; the remedy is a task."""

import datetime as dt
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from actions.tasks import steps
from actions.tasks import yearly_results as deeds
from core.errors import NotAllowedError
from core.indices import Answer, Criterion, ReviewError
from core.tasks import Details, Person
from core.viewer import Viewer
from reports.tasks.yearly_indices import indices
from reports.tasks.yearly_review import review
from store import external_indices
from store.database import writing
from store.tables import core as tables
from store.tasks import of_code
from tests.conftest import NOW, clock
from views.documents.files import review_workbook

HEAD = "index,year,place,component,score,max_score,rank,rank_of,source\n"
FIRST = f"{HEAD}PAR INDEX,2024,Nghệ An,,,,27,63,báo\nPAR INDEX,2024,Nghệ An,2.1 Thể chế,1,2,,,báo\n".encode()
SECOND = FIRST.replace(",,,,27,63,báo".encode(), ",,84.5,,26,63,quyết định".encode())
PART = Criterion("PAR INDEX", 2024, "2.1 Thể chế")
ANSWER = Answer("missed", "Ban hành chậm", "SNV", "Trần Thị B")
HOSTILE = "<img onerror=alert(1)> [x](javascript:1) $\\LaTeX$ :material/home:"


def load(engine, viewer, content=FIRST):
    return deeds.load_results(engine, viewer, content, "kết quả.csv", clock=clock)


def do(engine, deed, viewer, *arguments, minutes: int = 0, **named):
    with writing(engine) as connection:
        return deed(connection, viewer, *arguments, at=NOW + dt.timedelta(minutes=minutes), **named)


def known(engine):
    with engine.connect() as connection:
        return indices(connection, province="nghe-an")


def reviewed(engine, viewer, index="PAR INDEX", year=2024):
    with engine.connect() as connection:
        return review(connection, viewer, indices(connection, province="nghe-an"), index, year, now=NOW)


def test_a_later_import_counts_and_the_earlier_stays(nghe_an, viewer):
    load(nghe_an, viewer)
    found, _ = load(nghe_an, viewer, SECOND)

    (year,) = known(nghe_an).history("PAR INDEX").years
    assert (len(found.new), found.superseding) == (1, 1)
    assert (year.line.result.rank, year.line.result.score, year.stored.who) == (26, 84.5, "test")
    assert [(old.result.rank, old.result.source) for old in year.older] == [(27, "báo")]
    with nghe_an.connect() as connection:
        kept = connection.scalar(sa.select(sa.func.count()).select_from(tables.index_results))
        files = set(connection.scalars(sa.select(tables.index_imports.c.file_sha256)))
        bytes_kept = set(connection.scalars(sa.select(tables.files.c.content).where(tables.files.c.sha256.in_(files))))
        told = list(connection.scalars(sa.select(tables.audit_events.c.deed)))
    assert (kept, bytes_kept) == (3, {FIRST, SECOND})
    assert told.count("load_indices") == 2


def test_the_same_file_again_changes_nothing(nghe_an, viewer):
    _, first = load(nghe_an, viewer)
    found, again = load(nghe_an, viewer)

    assert first is not None and again is None
    assert found.new == ()


def test_a_file_with_an_error_leaves_nothing_behind(nghe_an, viewer):
    found, number = load(nghe_an, viewer, FIRST + b"PCI,2024,x,,70,,64,63,\n")

    assert not found.fit_to_load and number is None
    with nghe_an.connect() as connection:
        assert external_indices.everything(connection) == []


def test_who_may_not_assign_tasks_may_neither_load_nor_answer(nghe_an, viewer):
    load(nghe_an, viewer)
    guest = Viewer("khách")

    with pytest.raises(NotAllowedError):
        load(nghe_an, guest)
    with pytest.raises(NotAllowedError):
        do(nghe_an, deeds.answer, guest, PART, ANSWER)
    with pytest.raises(NotAllowedError):
        do(nghe_an, deeds.add_criterion, guest, Criterion("PAPI", 2024, "x"))


def test_the_newest_answer_counts_and_all_stay(nghe_an, viewer):
    load(nghe_an, viewer)
    do(nghe_an, deeds.answer, viewer, PART, Answer("missed", "Chưa rõ vì sao"))
    do(nghe_an, deeds.answer, viewer, PART, ANSWER, minutes=1)

    (line,) = reviewed(nghe_an, viewer).lines
    assert line.answer == ANSWER
    assert [(each.answer.cause, each.who) for each in line.given] == [
        ("Chưa rõ vì sao", "test"), ("Ban hành chậm", "test")
    ]  # fmt: skip


def test_what_nobody_said_is_computed_and_shown_as_such(nghe_an, viewer):
    load(nghe_an, viewer)
    (line,) = reviewed(nghe_an, viewer).lines
    assert (line.achieved, line.typed) == ("missed", False)

    do(nghe_an, deeds.answer, viewer, PART, Answer("achieved", "Đã giải trình"))

    (line,) = reviewed(nghe_an, viewer).lines
    assert (line.achieved, line.typed) == ("achieved", True)


def remedy(**more) -> Details:
    person = (Person("Trần Thị B", "SNV"),)
    given = {
        "content": "Khắc phục tiêu chí 2.1 của PAR INDEX 2024",
        "staff": person,
        "leaders": person,
        "deadline": dt.date(2026, 12, 15),
        "product": "Báo cáo",
        "proof": "Văn bản",
        "units": ("SNV",),
        "criterion": PART.key,
    }
    return Details(**{**given, **more})


def test_the_fourth_answer_is_a_task_that_was_issued(nghe_an, viewer):
    load(nghe_an, viewer)
    do(nghe_an, deeds.answer, viewer, PART, ANSWER)
    code = do(nghe_an, steps.draft, viewer, remedy())

    draft = reviewed(nghe_an, viewer)
    assert draft.lines[0].missing == ("remedy",)
    assert [(each.listed.task.code, each.issued) for each in draft.lines[0].remedies] == [(code, False)]
    assert draft.complete == 0

    do(nghe_an, steps.issue, viewer, code)

    issued = reviewed(nghe_an, viewer)
    assert (issued.lines[0].missing, issued.complete) == ((), 1)
    assert [each.listed.standing.status for each in issued.lines[0].remedies] == ["in_time"]
    do(nghe_an, steps.move, viewer, code, "cancelled", note="giao lại")
    assert reviewed(nghe_an, viewer).lines[0].missing == ("remedy",)


def test_a_task_keeps_its_criterion_and_older_ones_have_none(nghe_an, viewer):
    code = do(nghe_an, steps.draft, viewer, remedy())

    with nghe_an.connect() as connection:
        assert of_code(connection, code).details == remedy()
    stored = remedy().to_json()
    del stored["criterion"]
    assert Details.from_json(stored) == remedy(criterion="")


def test_a_criterion_is_typed_in_once(nghe_an, viewer):
    asked = Criterion("PAPI", 2025, "  Tham gia của\nngười dân ")
    do(nghe_an, deeds.add_criterion, viewer, asked)

    assert [line.criterion.component for line in reviewed(nghe_an, viewer, "PAPI", 2025).lines] == [
        "Tham gia của người dân"
    ]
    with pytest.raises(ReviewError) as error:
        do(nghe_an, deeds.add_criterion, viewer, asked)
    assert error.value.reason == "known"


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        (Criterion("PAPI", 2025, "  "), "blank"),
        (Criterion("PAPI", 1990, "x"), "year"),
        (Criterion("PAPI", 2025, "a" * 501), "too_long"),
    ],
)
def test_a_criterion_that_cannot_be_kept_is_refused_with_a_reason(nghe_an, viewer, criterion, reason):
    with pytest.raises(ReviewError) as error:
        do(nghe_an, deeds.add_criterion, viewer, criterion)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("criterion", "answer", "reason"),
    [
        (Criterion("PAR INDEX", 2024, "9.9"), ANSWER, "unknown"),
        (PART, Answer(unit="XYZ"), "unit"),
        (PART, Answer(cause="a" * 10_001), "too_long"),
        (PART, Answer(leader="a" * 301), "too_long"),
        (PART, Answer(note="a" * 1001), "too_long"),
        (PART, Answer(cause="  "), "nothing_new"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_with_a_reason(nghe_an, viewer, criterion, answer, reason):
    load(nghe_an, viewer)

    with pytest.raises(ReviewError) as error:
        do(nghe_an, deeds.answer, viewer, criterion, answer)
    assert error.value.reason == reason


def test_control_characters_are_left_out(nghe_an, viewer):
    load(nghe_an, viewer)
    do(nghe_an, deeds.answer, viewer, PART, Answer(cause="Ban\x00 hành\nchậm\x07"))

    assert reviewed(nghe_an, viewer).lines[0].answer.cause == "Ban hành\nchậm"


@pytest.mark.parametrize("key", ["PAR INDEX/2024/2.1 Thể chế", "A/B/2024/x/2023/y"])
def test_a_key_names_its_criterion(key):
    assert Criterion.of_key(key).key == key
    assert Criterion.of_key("PAR INDEX") is None


@pytest.mark.parametrize("text", [HOSTILE, "=HYPERLINK(1)", "+1+1", "-1", "@SUM(1)", "a" * 10_000])
def test_the_workbook_holds_text_as_text(nghe_an, viewer, text):
    load(nghe_an, viewer)
    do(nghe_an, deeds.answer, viewer, PART, Answer("missed", text, "SNV", text[:300], text[:1000]))

    content = review_workbook(reviewed(nghe_an, viewer), {"SNV": "Sở Nội vụ"}, "vi")

    sheet = load_workbook(BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {text, f"'{text}"} & {cell.value for cell in cells}
    assert "0/1 tiêu chí đủ 4 câu trả lời" in sheet["A2"].value
    assert sheet["D5"].value == "Chưa đạt"
