"""A file that came before is recognised by its bytes, and what storing it again would do is told."""

import pytest
import sqlalchemy as sa

from actions.data import review
from actions.data.import_file import check, import_file, save_draft
from actions.data.seen_before import known_already, said
from core.words import LANGUAGES
from store.database import writing
from store.tables import core as tables
from tests.conftest import NOW, accepted, clock

pytestmark = pytest.mark.slow

HEAD = "unit_code,month,received_online,received_in_person\n"
FILE = (HEAD + "SNV,2026-08,80,20\nSTP,2026-08,30,\n").encode()


def known(engine, viewer, content=FILE, blanks=None):
    return known_already(engine, check(engine, viewer, content, "again.csv", month=None, clock=clock, blanks=blanks))


def load(engine, viewer, content=FILE, blanks=None):
    return import_file(
        engine, viewer, content, "a.csv", month=None, clock=clock, note="+", reason_for=accepted, blanks=blanks
    )


def test_a_new_file_is_not_known(nghe_an, viewer):
    assert known(nghe_an, viewer) is None


def test_a_published_file_is_known_by_its_version_and_changes_nothing(nghe_an, viewer):
    load(nghe_an, viewer)

    found = known(nghe_an, viewer)

    assert [(each.period.code, each.file_name, each.who, each.version) for each in found.times] == [
        ("2026-08", "a.csv", "test", 1)
    ]
    assert found.changes == ()
    assert said("vi", found) == [
        "Tệp này đã được nhập lúc 22/11/2026 10:00, bởi test, thành bản 1 của tháng 8/2026.",
        "Nhập lại cũng không thay đổi gì.",
    ]
    assert said("en", found)[0].startswith("This file was loaded on 22/11/2026 10:00 by test and became version 1")


def test_a_file_that_was_corrected_since_would_undo_the_correction(nghe_an, viewer):
    load(nghe_an, viewer)
    load(nghe_an, viewer, (HEAD + "SNV,2026-08,85,15\n").encode())

    assert [month.code for month in known(nghe_an, viewer).changes] == ["2026-08"]


def test_a_draft_that_waits_for_a_note_is_not_said_to_change_nothing(nghe_an, viewer):
    text = (HEAD + "SNV,2026-08,90,20\n").encode()
    load(nghe_an, viewer)
    kept = import_file(nghe_an, viewer, text, "a.csv", month=None, clock=clock, reason_for=accepted)
    assert kept.without_note and len(kept.drafts) == 1
    assert known(nghe_an, viewer, text).waits
    again = import_file(nghe_an, viewer, text, "a.csv", month=None, clock=clock, reason_for=accepted)
    assert (again.drafts, again.already) == (kept.drafts, ()), "the same draft, and not said to change nothing"
    done = load(nghe_an, viewer, text)
    assert (len(done.versions), done.already) == (1, ())


def test_a_draft_and_a_rejected_draft_are_known_as_such(nghe_an, viewer):
    done = save_draft(nghe_an, viewer, FILE, "a.csv", month=None, clock=clock)
    assert [each.state for each in known(nghe_an, viewer).times] == ["checked"]
    assert known(nghe_an, viewer).changes == ()

    with writing(nghe_an) as connection:
        review.reject(connection, viewer, done.drafts[0][1], at=NOW, reason="nhầm tháng")

    found = known(nghe_an, viewer)
    assert [each.state for each in found.times] == ["rejected"]
    assert [month.code for month in found.changes] == ["2026-08"]
    assert all(said(language, found) for language in LANGUAGES)


@pytest.mark.parametrize("draft", [False, True], ids=["published", "draft"])
def test_the_same_bytes_with_another_answer_about_blanks_are_another_import(nghe_an, viewer, draft):
    deed = save_draft if draft else import_file
    for blanks in ("not_reported", "zero", "zero"):
        deed(nghe_an, viewer, FILE, "a.csv", month=None, clock=clock, blanks=blanks, reason_for=lambda _: "đã hỏi")

    with nghe_an.connect() as connection:
        column = tables.observations.c.received_in_person
        kept = connection.scalars(sa.select(column).order_by(tables.observations.c.id)).all()
        reasons = connection.scalars(sa.select(tables.issue_acknowledgements.c.reason)).all()
    assert kept == [20, None, 20, 0]
    assert reasons == ["đã hỏi"] * 2


def test_many_times_are_not_all_listed(nghe_an, viewer):
    months = "".join(f"SNV,2026-{month:02},1,2\n" for month in range(1, 8))
    load(nghe_an, viewer, (HEAD + months).encode())

    assert said("vi", known(nghe_an, viewer, (HEAD + months).encode()))[3] == "Và 4 lần khác."


def test_the_command_line_tells_before_it_stores_and_answers_for_the_blanks(tmp_path, monkeypatch, capsys):
    from actions.__main__ import main
    from store.database import open_engine

    url = f"sqlite:///{tmp_path / 'known.db'}"
    monkeypatch.setenv("NAMRO_DATABASE_URL", url)
    (tmp_path / "a.csv").write_bytes(FILE)
    command = ["import", str(tmp_path / "a.csv"), "--draft", "--blank-is", "zero"]
    assert main(command) == 0
    assert "đã được nhập" not in capsys.readouterr().out

    assert main(command) == 0

    assert capsys.readouterr().out.startswith("Tệp này đã được nhập lúc")
    engine = open_engine(url)
    with engine.connect() as connection:
        assert connection.scalars(sa.select(tables.observations.c.received_in_person)).all() == [20, 0]
        assert connection.scalars(sa.select(tables.issue_acknowledgements.c.reason)).all() == ["Để trống là 0."]
    engine.dispose()
