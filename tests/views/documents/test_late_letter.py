"""The letter to late units names each of them with its day; whoever may not remind gets none."""

import io

import docx
import pytest

from core.errors import NotAllowedError
from core.paper_errors import NobodyLateError
from core.viewer import ALL_UNITS, Viewer
from core.words import LANGUAGES
from reports.data.not_in import not_in
from tests.reports.data.test_calendar import OCTOBER, load, on
from views.documents.late_letter import late_letter_document
from views.documents.writers.docx import word


def asked(engine, viewer, day):
    with engine.connect() as connection:
        return not_in(connection, viewer, OCTOBER, now=on(day)())


def test_it_names_who_is_late_what_is_owed_and_by_when(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-10,1,1,2\n", "2026-11-05")
    load(nghe_an, viewer, "STP,2026-10,1,1,\n", "2026-11-06")

    found = asked(nghe_an, viewer, "2026-11-22")

    owed = {each.unit.code: each for each in found.owed}
    assert "SNV" not in owed and {"STP", "STC", "16681"} <= owed.keys() and found.units == len(owed)
    assert [[each.id for each in owed[code].deliveries] for code in ("STP", "STC")] == [
        ["digitisation"],
        ["dossiers", "digitisation"],
    ]
    assert {(f"{each.due_on}", each.days) for each in found.owed} == {("2026-11-10", 12)}
    for language in LANGUAGES:
        paper = docx.Document(io.BytesIO(word(late_letter_document(found, language), language)))
        rows = [[cell.text for cell in row.cells] for row in paper.tables[1].rows[1:]]
        assert len(rows) == found.units and all("10" in row[3] and row[4] == "12" for row in rows)
        text = " ".join(paragraph.text for paragraph in paper.paragraphs)
        assert "22" in text and str(found.units) in text
        assert {"vi": "Kính gửi", "en": "To:"}[language] in text


def test_before_the_day_nobody_is_late(nghe_an, viewer):
    load(nghe_an, viewer, "SNV,2026-10,1,1,2\n", "2026-11-05")

    with pytest.raises(NobodyLateError):
        asked(nghe_an, viewer, "2026-11-10")


def test_it_is_for_who_may_remind_and_see_what_every_unit_handed_in(nghe_an):
    for may in (["see_drafts"], ["remind"]):
        with pytest.raises(NotAllowedError):
            asked(nghe_an, Viewer.holding("x", may, ALL_UNITS), "2026-11-22")
