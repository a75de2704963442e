"""The conclusions of a meeting (Thông báo kết luận) as an official paper: decisions, tasks, what is carried over."""

from collections.abc import Sequence

from core.meetings import Meeting, Outcome
from core.words import Language, t
from reports.meetings.agenda import Known, carries
from views.documents.document import Column, Document, Official, Row, Table, with_digest
from views.wording import meetings as said


def conclusions_document(meeting: Meeting, found: Known, language: Language) -> Document:
    """What `views.documents.writers.docx.word` writes; its number is filled in by hand."""
    plan, province = meeting.plan, found.overview.province
    name = said.name_of(province, language) if province else ""
    about = {"day": plan.on, "month": plan.month, "province": _inside(name, language)}
    key = "meeting.conclusions_opening" if plan.chair else "meeting.conclusions_opening_nobody"
    by_kind = {kind: [each for each in meeting.standing if each.kind == kind] for kind in ("decision", "information")}
    version, code = found.data.version_of(plan.month)
    foot = f"{t(language, 'meeting.slide_of', month=plan.month, version=str(version))} · {code}"
    carried = [said.title(item, found, language) for item in meeting.open_items if carries(item)]
    return Document(
        tables=(
            _listed(
                "decisions", [said.outcome_text(each, found.data, language) for each in by_kind["decision"]], language
            ),
            _tasks([each for each in meeting.standing if each.kind == "task"], found, language),
            _listed("information", [each.text for each in by_kind["information"]], language),
            _listed("carried", carried, language),
        ),
        title=t(language, "meeting.conclusions_title", day=plan.on),
        sentences=(t(language, key, chair=plan.chair, **about),),
        author=t(language, "paper.author", province=name),
        dated=plan.on,
        foot=with_digest(foot, found.data.digest, language),
        official=_official(meeting, name, language),
    )


def _listed(name: str, lines: Sequence[str], language: Language) -> Table:
    numbered = tuple(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    return _none(Table(t(language, f"meeting.conclusions_{name}"), (), (), sentences=numbered), language)


def _none(table: Table, language: Language) -> Table:
    none = t(language, "meeting.conclusions_none")
    return table if table.sentences or table.rows else Table(table.name, table.columns, (), none=none)


def _tasks(outcomes: Sequence[Outcome], found: Known, language: Language) -> Table:
    columns = (
        Column(t(language, "meeting.conclusions_text"), width=44),
        Column(t(language, "meeting.owner"), width=26),
        Column(t(language, "tasks.product"), width=20),
        Column(t(language, "meeting.deadline"), "day", 13),
        Column(t(language, "meeting.task_code"), width=13),
    )
    rows: list[Row] = []
    for each in outcomes:
        listed = found.tasks.get(each.task)
        product = listed.task.details.product if listed else ""
        deadline = listed.task.deadline if listed else each.deadline
        # What is not clear yet was not assigned: the paper must not say so.
        draft = listed is not None and listed.standing.status == "draft"
        code = f"{each.task} ({t(language, 'tasks.status_draft').lower()})" if draft else each.task
        rows.append((each.text, said.owner(each, found.data, language) or None, product or None, deadline, code))
    return _none(Table(t(language, "meeting.conclusions_tasks"), columns, tuple(rows)), language)


def _official(meeting: Meeting, province: str, language: Language) -> Official:
    layout = meeting.plan.layout
    place = province.removeprefix("Tỉnh ").removeprefix("Thành phố ").removesuffix(" Province").removesuffix(" City")
    return Official(
        layout=layout,
        superior=t(
            language,
            f"meeting.conclusions_superior_{layout}",
            province=place if layout == "party" else _inside(province, language),
        ),
        agency=t(language, "meeting.conclusions_agency"),
        number=t(language, f"meeting.conclusions_number_{layout}"),
        place=place,
        kind=t(language, "meeting.conclusions_kind"),
        recipients=tuple(
            t(language, f"meeting.conclusions_to_{name}") for name in (layout, "members", "units", "file")
        ),
        position=t(language, "meeting.conclusions_position"),
        signer=meeting.plan.chair,
    )


def _inside(province: str, language: Language) -> str:
    """As written inside a sentence: tỉnh Nghệ An."""
    return province[:1].lower() + province[1:] if language == "vi" else province
