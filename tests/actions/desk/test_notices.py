"""Units are told of a publication: once a version, each its own page, made as if the unit itself had asked."""

import pytest

from actions.data.import_file import import_file
from actions.desk import replying
from actions.desk.notices import notify
from core.errors import NoDataError, NotAllowedError
from core.periods import parse
from core.viewer import of_roles
from store import chain
from store.database import reading, writing
from tests.conftest import NOW, accepted, clock

OCTOBER = parse("2026-10")
CLERK = of_roles("thu.ky", ["secretariat"], [])
HEAD = "unit_code,month,received_online,received_in_person\n"


def load(engine, viewer, rows, note=""):
    import_file(
        engine, viewer, (HEAD + rows).encode(), "t.csv", month=OCTOBER, clock=clock, reason_for=accepted, note=note
    )


@pytest.fixture
def published(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-10,7,3\nSTP,2026-10,8,3\n")
    return nghe_an


def told(engine, environment, **more):
    asked = []

    def page(connection, unit, code):
        asked.append((unit, code))
        return f"%PDF page of {code}".encode()

    done = notify(engine, CLERK, OCTOBER, page, clock=clock, environment=environment, **more)
    return done, asked


def test_each_unit_that_reported_gets_its_own_page_and_nothing_twice(published, environment, box, folder):
    done, _ = told(published, environment)

    assert (len(done.letters), done.mailed, done.failed) == (2, 1, ())  # STP has no address
    ((to, message),) = box.received
    assert to == "snv@example.vn"
    assert message["Subject"] == "Số liệu tháng 10/2026 đã được công bố (bản 1)"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == b"%PDF page of SNV" and attached.get_content_type() == "application/pdf"
    text = message.get_body().get_content()
    with reading(published) as connection:
        # The line of the run itself came after.
        assert "Mã nhật ký khi gửi: " in text and chain.newest_digest(connection) not in text
    assert "Đến hết ngày" in text and "Sở Nội vụ" in text and "Sở Tư pháp" not in text
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".pdf", ".txt", ".txt"]
    assert told(published, environment)[0].letters == () and len(box.received) == 1


def test_a_page_is_made_as_the_unit_itself_may_see_it(published, environment):
    _, asked = told(published, environment)

    for unit, code in asked:
        assert unit.may("see_unit", [code])
        assert not unit.may("see_unit", ["SYT"]) and not unit.may("see_people") and not unit.may("publish")
    assert [code for _, code in asked] == ["SNV", "STP"]


def test_a_newer_version_is_told_anew_with_the_answers_to_replies(published, environment, viewer, box):
    told(published, environment)
    member = of_roles("can.bo.snv", ["unit_member"], ["SNV"])
    with writing(published) as connection:
        code = replying.reply(connection, member, "SNV", OCTOBER, "contest", measure="online", text="Đúng là 9", at=NOW)
        replying.answer(connection, CLERK, code, "corrected", text="Đã sửa theo sổ", at=NOW)
    load(published, viewer, "SNV,2026-10,9,3\n", note="sửa SNV")

    done, _ = told(published, environment)

    assert [letter.to.unit for letter in done.letters] == ["SNV", "STP"]
    mine, other = (letter.text for letter in done.letters)
    assert f"Ý kiến {code}: Số liệu được sửa. Đã sửa theo sổ" in mine and "Ý kiến" not in other
    assert "bản 2" in box.received[-1][1]["Subject"]


def test_what_failed_goes_out_with_the_next_run(published, environment, box):
    box.refused.add("snv@example.vn")
    done, _ = told(published, environment)
    assert [letter.to.unit for letter in done.letters] == ["STP"] and len(done.failed) == 1

    box.refused.clear()
    done, _ = told(published, environment)
    assert [letter.to.unit for letter in done.letters] == ["SNV"] and done.mailed == 1


def test_a_dry_run_sends_nothing_and_makes_no_paper(published, environment, box, folder):
    done, asked = told(published, environment, dry_run=True)

    assert len(done.letters) == 2 and all(letter.file is None for letter in done.letters)
    assert not asked and not box.received and not folder.exists()


def test_who_may_not_send_and_a_month_that_is_not_published_are_refused(published, environment):
    with pytest.raises(NotAllowedError):
        notify(published, of_roles("x", ["unit_member"], ["SNV"]), OCTOBER, None, clock=clock, environment=environment)
    with pytest.raises(NoDataError):
        notify(published, CLERK, parse("2026-09"), None, clock=clock, environment=environment)
