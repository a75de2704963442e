"""The letter to the units that are past the day to report (công văn đôn đốc), as an official paper to be signed."""

from core.words import Language, t
from reports.data.not_in import NotIn
from views.documents.document import Column, Document, Official, Table
from views.wording.meetings import name_of


def late_letter_document(found: NotIn, language: Language) -> Document:
    """What `views.documents.writers.docx.word` writes. Number and date are filled in by hand when it is signed."""
    province = name_of(found.province, language) if found.province else ""
    inside = province[:1].lower() + province[1:] if language == "vi" else province
    columns = (
        Column(t(language, "late_letter.place_number"), "whole", 6),
        Column(t(language, "ranking.unit"), width=32),
        Column(t(language, "late_letter.what"), width=36),
        Column(t(language, "calendar.due_on"), "day", 20),
        Column(t(language, "late_letter.days"), "whole", 12),
    )
    rows = tuple(
        (
            number,
            name_of(each.unit, language),
            "; ".join(delivery.title[language] for delivery in each.deliveries),
            each.due_on,
            each.days,
        )
        for number, each in enumerate(found.owed, start=1)
    )
    opening = t(language, "late_letter.opening", period=found.month, day=found.today, units=found.units)
    closing = t(language, "late_letter.closing", province=inside, day=found.today)
    return Document(
        tables=(Table("", columns, rows), Table("", (), (), sentences=(closing,))),
        title=t(language, "late_letter.title", period=found.month),
        sentences=(opening,),
        author=t(language, "paper.author", province=province),
        official=_official(found, inside, language),
    )


def _official(found: NotIn, province: str, language: Language) -> Official:
    place = province
    for word in ("tỉnh ", "thành phố "):
        place = place.removeprefix(word)
    about = t(language, "late_letter.about", period=found.month)
    return Official(
        layout="state",
        superior=t(language, "meeting.conclusions_superior_state", province=province),
        agency=t(language, "meeting.conclusions_agency"),
        number=f"{t(language, 'late_letter.number')}\n{about}",
        place=place.removesuffix(" Province").removesuffix(" City"),
        kind="",
        recipients=(
            t(language, "late_letter.to_above"),
            t(language, "late_letter.to_chair"),
            t(language, "meeting.conclusions_to_file"),
        ),
        position=t(language, "meeting.conclusions_position"),
        addressee=t(language, "late_letter.addressee"),
    )
