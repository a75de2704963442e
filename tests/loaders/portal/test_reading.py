"""The portal's own answers, as a person saves them: with and without the request, as a browser's record, as a table."""

import base64
import datetime as dt
import json
from pathlib import Path

import pytest

from core.errors import UnreadableFileError
from core.portal import PORTAL_GROUPS, TOTAL
from loaders.portal.answers import Beside
from loaders.portal.reading import read, requests_in
from tests.conftest import NOW

CASES = Path(__file__).parents[1] / "cases" / "portal"  # every number in them is invented; the shapes are the portal's
GROUPS = {"PUBLISH_ON_TIME": "CKMB", "PUBLIC_UPDATE_ON_TIME": "CKMB", "PUBLIC_CONTENT_FULL": "CKMB"}
GROUPS |= {"DOSSIER_SYNC": "CKMB", "ORIGINAL_RESULT_AVAILABLE": "MDSH", "PETITION_PROCESSING_ON_TIME": "MDHL"}
READ_AT = dt.datetime(2026, 10, 10, 8, tzinfo=dt.UTC)
NATIONAL = "1_service_results_national_year.json"


def judged(content, name="a.json", *, period="2026", read_at=READ_AT, requests=()):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read(content, name, Beside(period, read_at, requests), groups=GROUPS, now=NOW)


def codes(found) -> list[str]:
    return [issue.code for issue in found.issues]


def national() -> dict:
    return json.loads((CASES / NATIONAL).read_text(encoding="utf-8"))


PATH = "/api/v1/reporting/evaluation/service-results"


def visited(address: str = "https://dichvucong.gov.vn" + PATH, **content) -> bytes:
    """A browser's record of one visit."""
    asked = {"url": address, "postData": {"text": '{"timeType": "year", "year": 2026}'}}
    answered = {"content": {"text": json.dumps(national())} | content}
    entry = {"startedDateTime": "2026-10-10T08:00:00Z", "request": asked, "response": answered}
    return json.dumps({"log": {"entries": [entry]}}).encode()


def items(found, code: str) -> dict[str, float | None]:
    return {value.item: value.score for value in found.reads[0].values if value.code == code}


@pytest.mark.parametrize(
    ("name", "answer", "scope", "period"),
    [
        (NATIONAL, TOTAL, "", "2026"),
        ("2_service_results_province_year.json", TOTAL, "H99", "2026"),
        ("3_service_results_province_month.json", TOTAL, "H99", "2026-03"),
        ("4_transparency_CKMB.json", "CKMB", "00000000-0000-7000-8000-000000000099", "2026"),
        ("5_dossier_digitized_MDSH.json", "MDSH", "00000000-0000-7000-8000-000000000099", "2026"),
        ("6_progress_TDGQ.json", "TDGQ", "H99", "2026"),
        ("7_online_DVCTT.json", "DVCTT", "H99", "2026"),
        ("8_payment_TTTT.json", "TTTT", "H99", "2026"),
        ("9_handling_satisfaction_MDHL.json", "MDHL", "00000000-0000-7000-8000-000000000099", "2026"),
    ],
)
def test_every_answer_is_told_from_the_others_and_its_period_is_the_requests(name, answer, scope, period):
    requests = requests_in((CASES / "requests.json").read_bytes())

    found = judged((CASES / name).read_bytes(), name, period="", requests=requests)

    assert found.fit_to_load, codes(found)
    (one,) = found.reads
    assert (one.answer, one.scope, one.asked.period) == (answer, scope, period)


def test_online_services_have_one_name_of_the_portals_three():
    assert items(judged(national()), "H99") == {
        "TOTAL": 68.91, "CKMB": 13.4, "TDGQ": 18.88, "DVCTT": 7, "TTTT": 6.95, "MDHL": 12.0, "MDSH": 10.68,
    }  # fmt: skip


def test_an_answer_alone_says_neither_its_period_nor_its_time():
    found = judged(national(), period="", read_at=None)

    assert codes(found) == ["portal_no_period", "portal_no_time"]
    assert not found.fit_to_load


def test_a_browsers_record_says_both():
    asked = {"timeType": "quarter", "year": 2026, "quarter": 3}
    entries = [
        {
            "startedDateTime": "2026-10-10T15:12:00.5+07:00",
            "request": {
                "url": f"https://dichvucong.gov.vn/api/v1/reporting/evaluation/{path}",
                "postData": {"text": json.dumps(asked)},
            },
            "response": {"status": 201, "content": content},
        }
        for path, content in (
            ("service-results", {"text": json.dumps(national())}),
            (
                "service-results",
                {"text": base64.b64encode(json.dumps(national()).encode()).decode(), "encoding": "base64"},
            ),
            ("transparency", {}),
        )
    ]
    entries.append({"request": {"url": "https://x/other"}, "response": {"content": {"text": "{}"}}})

    found = judged({"log": {"entries": entries}}, "visit.har", period="", read_at=None)

    assert found.fit_to_load
    assert len(found.reads) == 2
    assert found.reads[0].asked.period == "2026-Q3"
    assert found.reads[0].asked.read_at == dt.datetime(2026, 10, 10, 8, 12, 0, 500_000, tzinfo=dt.UTC)


def test_a_moment_without_a_zone_is_vietnams():
    wrapped = {"request": {"timeType": "year", "year": 2026}, "read_at": "2026-10-10T08:00", "answer": national()}

    found = judged([wrapped], period="", read_at=None)

    assert found.reads[0].asked.read_at == dt.datetime(2026, 10, 10, 1, tzinfo=dt.UTC)


def changed(**fields) -> dict:
    answer = national()
    answer["data"]["evaluation"][0] |= fields
    return answer


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"code": "ERR", "data": {"message": "…"}}, "portal_refused"),
        ({"code": "OK", "data": {}}, "portal_shape"),
        (changed(totalScore="68,91"), "portal_shape"),
        (changed(departmentName=None), "portal_shape"),
        (changed(totalScore=168.91), "portal_score"),
        (changed(departmentName="UBND thành phố Giả Định"), "portal_twice"),
        (national() | {"data": national()["data"] | {"pagination": {"total": 34}}}, "portal_pages"),
    ],
)
def test_what_the_portal_would_not_say_is_an_error(answer, code):
    found = judged(answer)

    assert code in codes(found)
    assert not found.fit_to_load


def test_groups_that_do_not_add_up_are_kept_and_told():
    off = judged(changed(totalScore=68.95))

    assert codes(off) == ["portal_sum"]
    assert off.fit_to_load
    assert codes(judged(changed(totalScore=68.94))) == []


def test_a_read_of_tomorrow_and_a_year_to_come_are_errors():
    assert "portal_later" in codes(judged(national(), read_at=NOW + dt.timedelta(minutes=1)))
    assert "portal_year" in codes(judged(national(), period="2027"))
    assert "portal_ahead" in codes(judged(national(), period="2026-12"))
    assert "portal_ahead" in codes(
        judged(national(), period="2026-Q4", read_at=dt.datetime(2026, 9, 30, tzinfo=dt.UTC))
    )


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_beyond_the_calendar_is_none(moment):
    wrapped = {"request": {"timeType": "year", "year": 2026}, "read_at": moment, "answer": national()}

    assert codes(judged([wrapped], period="", read_at=None)) == ["portal_no_time"]


def test_control_characters_are_left_out_of_names_and_a_blank_name_is_told():
    found = judged(changed(departmentName="UBND\u00a0tỉnh\0 Mẫu\x1b[31m"))

    assert "UBND\u00a0tỉnh Mẫu[31m" in {each.name for each in found.reads[0].values}
    assert codes(judged(changed(departmentName=" "))) == ["portal_shape"]


def test_an_answer_without_any_score_or_without_whose_it_is_is_told():
    without = national()
    for place in without["data"]["evaluation"]:
        place["totalScore"] = None
    nameless = json.loads((CASES / "2_service_results_province_year.json").read_text(encoding="utf-8"))
    nameless["data"]["overview"] |= {"departmentCode": None, "departmentId": ""}

    assert codes(judged(without)) == ["portal_nothing"]
    assert codes(judged(nameless)) == ["portal_shape"]


def test_of_many_unknown_items_a_few_are_named():
    found = judged(changed(groupScores={f"g{number:02}": 1.0 for number in range(50)}))

    assert found.issues[-1].values["items"][-2:] == ["g09", "…"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b'{"code": "OK", "data": {"a": 1, "a": 2}}', "broken_json"),
        (b'{"data": {"totalScore": NaN}}', "broken_json"),
        (b"{" * 100_000, "broken_json"),
        (b'{"data": ' * 60 + b"{}" + b"}" * 60, "broken_json"),
        (b'{"data": {"x": "\xff"}}', "broken_json"),
        (b'{"data": {"totalScore": 1e999}}', "broken_json"),
        (b'{"data": {"departmentName": "\\ud800"}}', "broken_json"),
        (visited(text="***", encoding="base64"), "broken_json"),
        (visited("https://x.example/?from=https://dichvucong.gov.vn" + PATH), "not_portal"),
        (visited("https://x.example" + PATH), "not_portal"),
        (visited("https://dichvucong.gov.vn.example" + PATH), "not_portal"),
        (b'{"hello": 1}', "not_portal"),
        (b"[1, 2]", "not_portal"),
        (b"", "empty"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_reason(text, reason):
    with pytest.raises(UnreadableFileError) as refused:
        judged(text)

    assert refused.value.reason == reason


def test_a_table_of_provinces_is_a_read_for_each_day():
    text = (
        "Kỳ;Ngày đọc;Mã;Tỉnh, thành phố;CKMB;TDGQ;DVCTT;TTTT;MDSH;MDHL;Tổng điểm\n"
        "2026;09/10/2026;H41;UBND tỉnh Nghệ An;10,19;17,89;6,98;6,51;9,17;11,08;61,82\n"
        "2026;10/10/2026;H41;UBND tỉnh Nghệ An;10,19;17,89;6,98;6,51;9,17;11,08;61,82\n"
        "2026;10/10/2026;;Cả nước;;;;;;;63,10\n"
    )

    found = judged(text.encode(), "bang.csv", period="", read_at=None)

    assert found.fit_to_load, found.issues
    assert [read.asked.read_at.date() for read in found.reads] == [dt.date(2026, 10, 9), dt.date(2026, 10, 10)]
    assert {value.kind for value in found.reads[1].values} == {"country", "province"}
    assert {value.item for value in found.reads[0].values} == {TOTAL, *PORTAL_GROUPS}


def test_a_table_without_period_or_day_says_which_row_lacks_it():
    found = judged("Tỉnh,CKMB,Tổng điểm\nNghệ An,10,61\n".encode(), "bang.csv", period="", read_at=None)

    assert [(issue.code, issue.row) for issue in found.issues if issue.row] == [("portal_row_period", 2)]


def test_one_request_that_failed_takes_nothing_from_those_that_were_answered():
    visit = json.loads(visited())
    (good,) = visit["log"]["entries"]
    refused = {"content": {"text": json.dumps({"code": "ERR_TIMEOUT", "data": None})}}
    visit["log"]["entries"].append(good | {"response": refused})
    found = judged(json.dumps(visit).encode())
    assert len(found.reads) == 1 and found.fit_to_load
    assert [(each.code, each.severity) for each in found.issues if each.code == "portal_refused"] == [
        ("portal_refused", "note")
    ]

    visit["log"]["entries"] = visit["log"]["entries"][1:]
    alone = judged(json.dumps(visit).encode())
    assert not alone.fit_to_load and "portal_refused" in codes(alone)
