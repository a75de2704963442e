"""A province's own targets: entered with their document, replacing the examples, never what was published before."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa

from actions.__main__ import main as act
from actions.data import targets
from actions.data.import_file import import_file
from actions.data.sourced import SourceNeededError
from core.errors import NotAllowedError, UnknownMeasureError, UnknownUnitError
from core.periods import BadPeriodError, parse
from core.viewer import Viewer
from metrics.rates.measures import measure
from reports.data.export import exported
from reports.data.verification import verify_everything
from reports.results.ranking import ranking_of
from reports.slices import Slice
from reports.versions import as_if_published, published
from store import settings, signatures, units
from store.database import writing
from store.tables.core import audit_events
from store.tables.settings import settings as table
from tests.conftest import NOW, accepted

AUGUST = parse("2026-08")
SOURCE = "Quyết định 12/QĐ-UBND"
LATER = NOW + dt.timedelta(hours=1)


def load(engine, viewer, online: int, at: dt.datetime, *, draft: bool = False):
    text = f"unit_code,month,received_online,received_in_person\nSNV,2026-08,{online},{300 - online}\n".encode()
    options = {"month": AUGUST, "clock": lambda: at, "reason_for": accepted}
    return import_file(engine, viewer, text, "a.csv", note="" if draft else "+", **options)


def enter(engine, viewer, value: float, *, begin="2026-01", at: dt.datetime = NOW, name="online", **whose) -> None:
    with writing(engine) as connection:
        targets.set_target(connection, viewer, name, begin, value, **whose, source=SOURCE, at=at)


def goal(engine, viewer, month: str = "2026-08", name: str = "online", kind=None) -> float | None:
    with engine.connect() as connection:
        found = published(connection, viewer).target(measure(name), parse(month), kind)
    return found and found.value


def differences(engine) -> list[object]:
    with engine.connect() as connection:
        return [each for found in verify_everything(connection) for each in (*found.faults, *found.differences)]


def test_an_own_target_replaces_the_example_from_its_month_on(nghe_an, viewer):
    assert (goal(nghe_an, viewer, "2025-06"), goal(nghe_an, viewer)) == (70, 80)
    enter(nghe_an, viewer, 65, begin="2025-09")
    assert (goal(nghe_an, viewer, "2025-06"), goal(nghe_an, viewer, "2025-09"), goal(nghe_an, viewer)) == (70, 65, 65)
    enter(nghe_an, viewer, 85, begin="2027-01")
    assert (goal(nghe_an, viewer), goal(nghe_an, viewer, "2027-03")) == (65, 85)
    assert goal(nghe_an, viewer, name="on_time_resolved") == 95, "another measure keeps its example"


def test_what_was_published_keeps_its_target_and_is_verified_as_it_was(nghe_an, viewer):
    load(nghe_an, viewer, 200, NOW)
    enter(nghe_an, viewer, 50, at=LATER)
    assert goal(nghe_an, viewer) == 80
    assert differences(nghe_an) == []

    done = load(nghe_an, viewer, 201, LATER + dt.timedelta(hours=1))

    assert done.versions == ((AUGUST, 2),)
    assert goal(nghe_an, viewer) == 50
    assert differences(nghe_an) == []


def test_a_preview_shows_the_target_that_publishing_would_give(nghe_an, viewer):
    load(nghe_an, viewer, 200, NOW)
    enter(nghe_an, viewer, 50, at=LATER)
    draft = load(nghe_an, viewer, 202, LATER, draft=True).drafts[0][1]
    with nghe_an.connect() as connection:
        found = as_if_published(connection, viewer, [draft], AUGUST).target(measure("online"), AUGUST)
    assert found.value == 50


def test_a_kind_of_unit_has_a_target_of_its_own_which_goes_before_the_one_for_all(nghe_an, viewer):
    enter(nghe_an, viewer, 60, kind="commune", begin="2026-03")
    kinds = (None, "department", "commune")
    assert [goal(nghe_an, viewer, kind=kind) for kind in kinds] == [80, 80, 60], "the example stays for the others"
    assert goal(nghe_an, viewer, "2026-02", kind="commune") == 80
    enter(nghe_an, viewer, 85)
    assert [goal(nghe_an, viewer, kind=kind) for kind in kinds] == [85, 85, 60]

    with writing(nghe_an) as connection:
        targets.remove_target(connection, viewer, "online", "2026-03", kind="commune", source="bãi bỏ", at=NOW)
    assert [goal(nghe_an, viewer, kind=kind) for kind in kinds] == [85, 85, 85]


BOTH = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,70,30\n16681,2026-08,70,30\n"


def test_each_kind_is_judged_by_its_own_target_and_verified(nghe_an, viewer):
    def publish(at):
        import_file(nghe_an, viewer, BOTH, f"{at:%H}.csv", month=None, clock=lambda: at, reason_for=accepted, note="+")

    def verdicts(period):
        with nghe_an.connect() as connection:
            code = signatures.signed(connection, period)[-1].code
            rates = json.loads(exported(connection, viewer, code))["answers"]["rates"]["month"]
            data = published(connection, viewer)
            said = [rates[kind]["measures"]["online"] for kind in ("department", "commune")]
            units = [rates[kind]["units"].index(code) for kind, code in (("department", "SNV"), ("commune", "16681"))]
            asked = [ranking_of(Slice(data, kind, period), measure("online")) for kind in ("department", "commune")]
        return [each["verdict"][at] for each, at in zip(said, units, strict=True)], [
            each.target.value for each in asked
        ]

    publish(NOW)
    assert verdicts(AUGUST) == (["missed", "missed"], [80, 80])
    enter(nghe_an, viewer, 70, kind="commune", at=LATER)
    assert verdicts(AUGUST) == (["missed", "missed"], [80, 80]), "a published version keeps its targets"
    assert differences(nghe_an) == []

    load(nghe_an, viewer, 210, LATER + dt.timedelta(hours=1))

    assert verdicts(AUGUST) == (["missed", "met"], [80, 70])
    assert differences(nghe_an) == []


def test_a_target_changed_behind_the_programs_back_is_told_by_verify(nghe_an, viewer):
    enter(nghe_an, viewer, 50)
    load(nghe_an, viewer, 200, LATER)
    assert differences(nghe_an) == []
    with writing(nghe_an) as connection:
        value = {"measure": "online", "from": "2026-01", "value": 40}
        connection.execute(sa.update(table).where(table.c.name == settings.TARGET).values(value=value))
    assert any("rule" in each.because for each in differences(nghe_an))


def test_a_later_entry_replaces_and_a_removed_one_gives_back_what_held_before(nghe_an, viewer):
    enter(nghe_an, viewer, 50)
    enter(nghe_an, viewer, 50)
    enter(nghe_an, viewer, 55)
    assert goal(nghe_an, viewer) == 55
    with writing(nghe_an) as connection:
        targets.remove_target(connection, viewer, "online", "2026-01", source="nhập nhầm", at=NOW)
    assert goal(nghe_an, viewer) == 80
    with nghe_an.connect() as connection:
        deeds = connection.execute(sa.select(audit_events.c.details).where(audit_events.c.deed == "set_target")).all()
    assert [(each.details["before"], each.details["value"]) for each in deeds] == [(None, 50), (50, 55), (55, None)]


def test_what_is_no_target_is_refused(nghe_an, viewer):
    wrong = (
        ("online", "2026-01", 101, SOURCE, targets.TargetValueError),
        ("mean_days", "2026-01", 0, SOURCE, targets.TargetValueError),
        ("nothing", "2026-01", 50, SOURCE, UnknownMeasureError),
        ("online", "2026-Q1", 50, SOURCE, BadPeriodError),
        ("online", "2026-01", 50, "  ", SourceNeededError),
    )
    for name, begin, value, source, error in wrong:
        with writing(nghe_an) as connection, pytest.raises(error):
            targets.set_target(connection, viewer, name, begin, value, source=source, at=NOW)
    with writing(nghe_an) as connection, pytest.raises(targets.NoTargetError):
        targets.remove_target(connection, viewer, "online", "2026-01", source="a", at=NOW)
    with writing(nghe_an) as connection, pytest.raises(NotAllowedError):
        targets.set_target(connection, Viewer("khách"), "online", "2026-01", 50, source=SOURCE, at=NOW)
    assert [targets.value_of(text) for text in ("97,5 %", " 80", "7.05")] == [97.5, 80, 7.05]
    for text in ("", "abc", "-1", "1e3", "nan"):
        with pytest.raises(targets.TargetValueError):
            targets.value_of(text)


def test_one_unit_has_a_target_of_its_own_which_goes_before_those_of_its_kind_and_of_all(nghe_an, viewer):
    def goals(month="2026-08"):
        with nghe_an.connect() as connection:
            data = published(connection, viewer)
        return [
            found and found.value
            for kind, unit in (("department", "SNV"), ("department", "STP"), ("commune", "16681"))
            for found in [data.target(measure("online"), parse(month), kind, unit)]
        ]

    enter(nghe_an, viewer, 70, unit="SNV", begin="2026-03")
    assert (goals("2026-02"), goals()) == ([80, 80, 80], [70, 80, 80])
    enter(nghe_an, viewer, 75, kind="department", begin="2026-06")
    assert goals() == [70, 75, 80], "a later one of its kind does not end it"
    enter(nghe_an, viewer, 72, unit="SNV", begin="2026-07")
    enter(nghe_an, viewer, 73, unit="SNV", begin="2026-07")
    assert (goals("2026-06"), goals()) == ([70, 75, 80], [73, 75, 80]), "of two of one month the later one holds"

    for begin in ("2026-07", "2026-03"):
        with writing(nghe_an) as connection:
            targets.remove_target(connection, viewer, "online", begin, unit="SNV", source="bãi bỏ", at=NOW)
    assert goals() == [75, 75, 80]
    with writing(nghe_an) as connection, pytest.raises(targets.NoTargetError):
        targets.remove_target(connection, viewer, "online", "2026-03", unit="SNV", source="bãi bỏ", at=NOW)


def test_each_unit_is_judged_and_signed_by_its_own_target_and_the_past_is_told_by_verify(nghe_an, viewer):
    """70 of 100 online: SNV alone is asked for 70 %, its peers for the example of 80 %."""
    rows = BOTH + b"STP,2026-08,70,30\n"

    def publish(at, content=rows):
        import_file(
            nghe_an, viewer, content, f"{at:%H%M}.csv", month=None, clock=lambda: at, reason_for=accepted, note="+"
        )

    def verdicts():
        with nghe_an.connect() as connection:
            code = signatures.signed(connection, AUGUST)[-1].code
            rates = json.loads(exported(connection, viewer, code))["answers"]["rates"]["month"]["department"]
        return [rates["measures"]["online"]["verdict"][rates["units"].index(code)] for code in ("SNV", "STP")]

    publish(NOW)
    enter(nghe_an, viewer, 70, unit="SNV", at=LATER)
    assert verdicts() == ["missed", "missed"], "a published version keeps its targets"
    assert differences(nghe_an) == []

    publish(LATER + dt.timedelta(hours=1), rows.replace(b"16681,2026-08,70,30", b"16681,2026-08,71,29"))

    assert verdicts() == ["met", "missed"]
    assert differences(nghe_an) == []
    with writing(nghe_an) as connection:
        value = {"measure": "online", "from": "2026-01", "value": 90, "unit": "SNV"}
        connection.execute(sa.update(table).where(table.c.name == settings.TARGET).values(value=value))
    told = differences(nghe_an)
    assert ("SNV", "missed") in {(each.unit, each.now) for each in told}
    assert all("rule" in each.because for each in told)


def test_a_target_of_a_unit_that_is_not_there_or_no_more_is_refused(nghe_an, viewer):
    with nghe_an.connect() as connection:
        gone = next(each for each in units.everything(connection) if each.kind == "district" and each.valid_to)
        province = next(each for each in units.everything(connection) if each.kind == "province")
    enter(nghe_an, viewer, 85, unit=gone.code, begin=f"{gone.valid_to:%Y-%m}")
    for code, error in (
        (gone.code, targets.UnitEndedError),
        (province.code, targets.UnitNotRankedError),
        ("@", UnknownUnitError),
    ):
        with pytest.raises(error):
            enter(nghe_an, viewer, 85, unit=code, begin="2026-01")


def test_a_units_own_target_ends_from_a_month_on_and_the_common_one_holds_again(nghe_an, viewer):
    def end(begin, **whose):
        with writing(nghe_an) as connection:
            targets.end_target(connection, viewer, "online", begin, **whose, source="Kế hoạch 9", at=NOW)

    def goals(unit="SNV"):
        with nghe_an.connect() as connection:
            data = published(connection, viewer)
        found = [data.target(measure("online"), parse(f"2026-{month:02}"), "department", unit) for month in (2, 5, 8)]
        return [each.value for each in found]

    with pytest.raises(targets.NothingToEndError):
        end("2026-06", unit="SNV")
    enter(nghe_an, viewer, 70, unit="SNV", begin="2026-03")
    with pytest.raises(targets.NothingToEndError):
        end("2026-03", unit="SNV")
    with pytest.raises(targets.NothingToEndError):
        end("2026-06")
    end("2026-06", unit="SNV")
    end("2026-06", unit="SNV")
    assert goals() == [80, 70, 80]
    with pytest.raises(targets.NothingToEndError):
        end("2026-07", unit="SNV")

    enter(nghe_an, viewer, 75, kind="department", begin="2026-04")
    assert (goals(), goals("STP")) == ([80, 70, 75], [80, 75, 75]), "its kind's, where there is one"
    end("2026-08", kind="department")
    assert (goals(), goals("STP")) == ([80, 70, 80], [80, 75, 80])

    with nghe_an.connect() as connection:
        deeds = connection.execute(sa.select(audit_events.c.details).where(audit_events.c.deed == "set_target")).all()
    assert [each.details.get("kind") for each in deeds] == [None, "common", None, "common"], "the same again is no deed"
    with writing(nghe_an) as connection:
        targets.remove_target(connection, viewer, "online", "2026-06", unit="SNV", source="bãi bỏ", at=NOW)
    assert goals() == [80, 70, 70]


def test_what_was_judged_by_its_own_target_stays_so_when_that_has_ended(nghe_an, viewer):
    enter(nghe_an, viewer, 60, unit="SNV")
    load(nghe_an, viewer, 200, NOW)
    with writing(nghe_an) as connection:
        targets.end_target(connection, viewer, "online", "2026-08", unit="SNV", source="Kế hoạch 9", at=LATER)

    assert differences(nghe_an) == []
    load(nghe_an, viewer, 201, LATER + dt.timedelta(hours=1))
    with nghe_an.connect() as connection:
        newest = signatures.signed(connection, AUGUST)[-1].code
        rules = json.loads(exported(connection, viewer, newest))["rules"]["targets"]
    assert "online@unit:SNV" not in rules
    assert differences(nghe_an) == []


def test_the_shell_ends_a_units_own_target(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'shell.db'}")
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    about = ["online", "--unit", "SNV", "--source", SOURCE]
    assert act(["targets", "end", *about, "--from", "2027-06"]) != 0
    assert "Không có chỉ tiêu riêng" in capsys.readouterr().err
    assert act(["targets", "set", *about, "--from", "2027-01", "--value", "90"]) == 0
    assert act(["targets", "end", *about, "--from", "2027-06"]) == 0
    assert act(["targets", "list"]) == 0
    assert f"online · SNV Sở Nội vụ · 2027-06 · theo mức chung · {SOURCE}" in capsys.readouterr().out
    assert act(["targets", "remove", *about, "--from", "2027-06"]) == 0
