"""A file goes in whole or not at all; the same bytes change nothing; a correction lies over what was there."""

import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file
from actions.samples.load_sample import NOT_DATA, load_sample
from core.errors import NotAllowedError
from core.periods import parse
from core.viewer import ALL_UNITS, Viewer, everyone
from reports.results.ranking import ranking
from store.tables import core as tables
from tests.conftest import accepted, clock, settings

pytestmark = pytest.mark.slow

HEAD = "unit_code,month,received_online,received_in_person\n"
GOOD = HEAD + "SNV,2026-08,80,20\nSTP,2026-08,30,70\n"


def load(engine, viewer, text: str, name="thang-8.csv", month="2026-08", **more):
    return import_file(
        engine,
        viewer,
        text.encode(),
        name,
        month=parse(month),
        clock=clock,
        **({"reason_for": accepted, "note": "+"} | more),
    )


def rows(engine, table) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table))


def online(engine, viewer) -> dict[str, float]:
    with engine.connect() as connection:
        found = ranking(connection, viewer, "online", parse("2026-08"), kind="department").table
    return found.dropna(subset=["rank"]).set_index("unit_code")["value"].to_dict()


def test_a_clean_file_is_stored_and_published_with_one_audit_line(nghe_an, viewer):
    before = rows(nghe_an, tables.audit_events)

    done = load(nghe_an, viewer, GOOD)

    assert [(month.code, version) for month, version in done.versions] == [("2026-08", 1)]
    assert online(nghe_an, viewer) == {"SNV": 80.0, "STP": 30.0}
    assert rows(nghe_an, tables.audit_events) == before + 1


def test_every_count_leads_back_to_its_file_sheet_and_row(nghe_an, viewer):
    load(nghe_an, viewer, GOOD)

    with nghe_an.connect() as connection:
        found = connection.execute(
            sa.select(tables.observations.c.row, tables.imports.c.file_name, tables.files.c.content)
            .join(tables.imports, tables.imports.c.id == tables.observations.c.import_id)
            .join(tables.files, tables.files.c.sha256 == tables.imports.c.file_sha256)
            .where(tables.observations.c.unit_code == "STP")
        ).one()
    assert (found.row, found.file_name, bytes(found.content)) == (3, "thang-8.csv", GOOD.encode())


def test_one_error_keeps_the_whole_file_out(nghe_an, viewer):
    done = load(nghe_an, viewer, GOOD + "SYT,2026-08,-5,10\n")

    assert not done.loaded.fit_to_store
    assert (done.versions, rows(nghe_an, tables.imports), rows(nghe_an, tables.files)) == ((), 0, 0)


def test_the_same_bytes_again_change_nothing_and_say_so(nghe_an, viewer):
    load(nghe_an, viewer, GOOD)
    audit = rows(nghe_an, tables.audit_events)

    done = load(nghe_an, viewer, GOOD, name="other name.csv")

    assert [month.code for month in done.already] == ["2026-08"]
    assert (done.versions, rows(nghe_an, tables.imports), rows(nghe_an, tables.audit_events)) == ((), 1, audit)


def test_the_first_file_again_undoes_a_correction_that_lies_over_it(nghe_an, viewer):
    load(nghe_an, viewer, GOOD)
    load(nghe_an, viewer, HEAD + "STP,2026-08,35,65\n")

    done = load(nghe_an, viewer, GOOD)

    assert [version for _, version in done.versions] == [3]
    assert online(nghe_an, viewer)["STP"] == 30.0


def test_a_correction_of_one_unit_leaves_the_others_as_they_were(nghe_an, viewer):
    load(nghe_an, viewer, GOOD)

    done = load(nghe_an, viewer, HEAD + "STP,2026-08,35,65\n")

    assert done.versions[0][1] == 2
    assert online(nghe_an, viewer) == {"SNV": 80.0, "STP": 35.0}


def test_a_blank_in_a_later_file_does_not_erase_what_was_reported(nghe_an, viewer):
    load(nghe_an, viewer, GOOD)

    load(nghe_an, viewer, "unit_code,month,received_online,resolved\nSTP,2026-08,,9\n")

    assert online(nghe_an, viewer)["STP"] == 30.0


def test_nothing_counted_is_not_the_same_as_not_reported(nghe_an, viewer):
    load(nghe_an, viewer, GOOD + "SYT,2026-08,0,0\n")

    with nghe_an.connect() as connection:
        found = ranking(connection, viewer, "online", parse("2026-08"), kind="department").table
    status = found.set_index("unit_code")["status"].to_dict()
    assert (status["SYT"], status["SCT"]) == ("no_dossiers", "not_reported")


def test_who_may_not_import_does_not(nghe_an):
    with pytest.raises(NotAllowedError):
        load(nghe_an, Viewer.holding("reader", {"see_results"}, ALL_UNITS), GOOD)
    assert rows(nghe_an, tables.imports) == 0


def test_two_people_publishing_one_month_at_once_make_two_versions_of_it(tmp_path, viewer):
    from concurrent.futures import ThreadPoolExecutor

    from store.set_up import ready

    engine = ready(settings(f"sqlite:///{tmp_path / 'two.db'}", "nghe-an"), clock=clock)
    files = [HEAD + f"SNV,2026-08,{number},1\n" for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda text: load(engine, viewer, text), files))

    assert sorted(version for each in done for _, version in each.versions) == [1, 2, 3, 4, 5, 6]
    assert len(online(engine, viewer)) == 1


def test_samples_are_marked_and_never_mixed_with_somebodys_numbers(nghe_an, viewer):
    load(nghe_an, viewer, GOOD)
    here = settings("unused", "nghe-an")

    assert load_sample(nghe_an, everyone("sample"), here, clock=clock) == []
    with nghe_an.connect() as connection:
        assert not ranking(connection, viewer, "online", parse("2026-08"), kind="department").illustrative


def test_a_unit_given_by_field_of_procedure_has_the_sum_of_its_fields(nghe_an, viewer):
    text = "unit_code,month,field,received_online,received_in_person\n"
    text += "SNV,2026-08,Hộ tịch,10,10\nSNV,2026-08,Đất đai,20,60\n"  # by field only
    text += "STP,2026-08,,50,50\nSTP,2026-08,Hộ tịch,1,1\n"  # a whole, and one of its fields beside it
    text += "SYT,2026-08,Hộ tịch,,5\nSYT,2026-08,Đất đai,5,5\n"  # a field that lacks a count

    done = load(nghe_an, viewer, text)

    assert done.loaded.fit_to_store, done.loaded.issues
    assert online(nghe_an, viewer) == {"SNV": 30.0, "STP": 50.0}


def test_samples_that_were_cut_short_are_completed(phu_tho, viewer):
    from core.settings import PROVINCES

    first, *others = sorted(path for path in (PROVINCES / "phu-tho").glob("*.csv") if path.name not in NOT_DATA)
    sampler = everyone("sample")
    import_file(phu_tho, sampler, first.read_bytes(), first.name, month=None, clock=clock, reason_for=accepted)

    done = load_sample(phu_tho, sampler, settings("unused", "phu-tho"), clock=clock)

    assert others and [each.loaded.file_name for each in done] == [path.name for path in others]
    assert load_sample(phu_tho, sampler, settings("unused", "phu-tho"), clock=clock) == []
