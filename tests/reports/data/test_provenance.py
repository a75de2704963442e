"""From a number on a screen back to its file, sheet and row."""

import hashlib

import pytest

from actions.data.import_file import import_file
from core.errors import NotAllowedError
from core.periods import parse
from core.settings import ROOT
from core.viewer import NO_UNITS, everyone, of_roles, only
from metrics.rates.measures import measure
from reports.data.provenance import kept_file, traces
from reports.results.ranking import ranking
from reports.versions import as_published, published
from store import provenance, signatures
from tests.conftest import accepted, clock

AUGUST = parse("2026-08")
FORM = ROOT / "sample_data" / "forms" / "form_ii06a_2026-08.xlsx"
HEAD = "unit_code,month,received_online,received_in_person\n"


def load(engine, viewer, content: bytes, name: str, note="sửa"):
    done = import_file(engine, viewer, content, name, month=AUGUST, clock=clock, note=note, reason_for=accepted)
    assert done.versions, done.loaded.issues
    return done


@pytest.fixture
def corrected(nghe_an, viewer):
    """Two files: the second corrects one unit."""
    load(nghe_an, viewer, (HEAD + "SNV,2026-08,80,20\nSTP,2026-08,90,10\n").encode(), "một.csv")
    load(nghe_an, viewer, (HEAD + "SNV,2026-08,85,15\n").encode(), "hai.csv")
    return nghe_an


def ask(engine, question, *arguments, **named):
    with engine.connect() as connection:
        return question(connection, *arguments, **named)


def test_a_count_leads_to_the_row_that_holds_and_to_the_one_it_lies_over(corrected):
    (trace,) = ask(corrected, traces, everyone(), "SNV", [AUGUST], ["received_online"])

    assert trace.value == 85
    assert [(layer.file_name, layer.value) for layer in trace.layers] == [("hai.csv", 85), ("một.csv", 80)]
    assert [cell.row for cell in trace.holds.cells] == [2]
    assert b"SNV,2026-08,85,15" in ask(corrected, provenance.file, trace.holds.sha256)


def test_an_older_version_leads_to_the_older_file(corrected):
    first = ask(corrected, signatures.signed, AUGUST)[0]

    (trace,) = ask(corrected, traces, everyone(), "SNV", [AUGUST], ["received_online"], as_of=first.id)

    assert [(layer.file_name, layer.value) for layer in trace.layers] == [("một.csv", 80)]


def test_every_number_of_a_ranking_is_the_sum_of_what_it_leads_to(phu_tho, viewer):
    path = ROOT / "sample_data" / "phu-tho" / "progress_2026-08.csv"
    load(phu_tho, viewer, path.read_bytes(), path.name)
    asked = measure("on_time_portal")
    table = ask(phu_tho, ranking, viewer, asked.id, AUGUST, kind="department").table.dropna(subset=["numerator"])
    assert len(table) > 10
    lines = path.read_text(encoding="utf-8-sig").splitlines()

    for row in table.itertuples():
        found = {
            trace.count: trace
            for trace in ask(phu_tho, traces, everyone(), row.unit_code, [AUGUST], list(asked.counts))
        }
        assert sum(found[name].value for name in asked.numerator) == row.numerator
        for trace in found.values():
            (cell,) = trace.holds.cells
            assert str(trace.value) in lines[cell.row - 1]


def test_a_warning_on_the_row_stands_beside_it_with_who_answered(nghe_an, viewer):
    text = "unit_code,month,received,resolved,pending\nSNV,2026-08,100,60,30\n"
    load(nghe_an, viewer, text.encode(), "lệch.csv")

    (trace,) = ask(nghe_an, traces, everyone(), "SNV", [AUGUST], ["received"])

    assert ("stock_flow_gap", "test", "kiểm thử") in [
        (issue.code, who, why) for issue, who, why in trace.holds.findings
    ]


def test_the_sheet_and_row_of_a_workbook(nghe_an, viewer):
    load(nghe_an, viewer, FORM.read_bytes(), FORM.name)
    data = ask(nghe_an, published, viewer)
    code = data.counts["unit_code"].iloc[0]

    (trace,) = ask(nghe_an, traces, everyone(), code, [AUGUST], ["resolved"])

    (cell,) = trace.holds.cells
    assert cell.sheet and cell.row > 1
    assert trace.value == data.counts.set_index("unit_code").at[code, "resolved"]


def test_as_published_then_has_the_same_numbers_as_its_traces(corrected, viewer):
    first = ask(corrected, signatures.signed, AUGUST)[0]
    then = ask(corrected, as_published, viewer, first.id).counts.set_index("unit_code")

    (trace,) = ask(corrected, traces, everyone(), "SNV", [AUGUST], ["received_online"], as_of=first.id)

    assert then.at["SNV", "received_online"] == trace.value == 80


def test_a_file_is_for_who_may_see_every_unit_in_it(nghe_an, viewer):
    own, mixed = HEAD + "SNV,2026-08,80,20\n", HEAD + "SNV,2026-08,81,20\nSTP,2026-08,7,2\n"
    kept = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in (("own", own), ("mixed", mixed))}
    load(nghe_an, viewer, own.encode(), "một.csv")
    load(nghe_an, viewer, mixed.encode(), "hai.csv")
    member, reader, auditor = (
        of_roles("a", ["unit_member"], ["SNV"]),
        of_roles("b", ["reader"], []),
        of_roles("c", ["auditor"], []),
    )

    assert ask(nghe_an, kept_file, member, kept["own"]) == own.encode()
    for who, what in ((member, "mixed"), (reader, "own"), (reader, "mixed")):
        with pytest.raises(NotAllowedError):
            ask(nghe_an, kept_file, who, kept[what])
    assert ask(nghe_an, kept_file, auditor, kept["mixed"]) == mixed.encode()
    with pytest.raises(NotAllowedError):
        ask(nghe_an, kept_file, member, "0" * 64)
    assert not ask(nghe_an, provenance.holds_only, kept["own"], NO_UNITS)
    assert ask(nghe_an, provenance.holds_only, kept["mixed"], only("SNV", "STP"))


def test_another_units_number_is_not_traced_nor_a_draft_of_nobody(corrected):
    member = of_roles("a", ["unit_member"], ["STP"])
    with pytest.raises(NotAllowedError):
        ask(corrected, traces, member, "SNV", [AUGUST], ["received_online"])
    with pytest.raises(NotAllowedError):
        ask(corrected, traces, of_roles("b", ["auditor"], []), "SNV", [AUGUST], ["received_online"], drafts=[1])
