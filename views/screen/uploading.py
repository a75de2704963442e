"""The pieces of the page that loads a file: check once, show, publish."""

import hashlib
from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.import_file import Imported, check, import_file, save_draft
from core import words
from core.clock import now
from core.counts import COUNT_NAMES
from core.errors import UnreadableFileError
from core.issues import Issue
from core.periods import HANOI, Period, month_with, months_back, parse, today
from core.words import explain, t
from loaders import Loaded
from store import imports
from store.database import reading
from views.documents.template import blank_template
from views.screen import data, draw, filters, findings
from views.screen.language import language

FROM_FILE = "from-file"
ROWS_SHOWN = 200
MONTHS_NAMED = 3
_CHECKED, _DONE = "checked_file", "imported_file"


def month() -> Period | None:
    """Which month the file is about; None where the file itself says it."""
    names = {FROM_FILE: t(language(), "upload.month_from_file")}
    names |= {each.code: filters.said(each) for each in reversed(months_back(month_with(today(now())), 36))}
    code = filters.choice(st.selectbox, "of", names, label="month")
    return None if code == FROM_FILE else parse(code)


def checked(file: UploadedFile, month: Period | None) -> Loaded | None:
    """The file as it was read, parsed once for each file and month; None where it could not be read, and says why."""
    content = file.getvalue()
    key = (hashlib.sha256(content).hexdigest(), file.name, month, data.everything().version)
    known = st.session_state.get(_CHECKED)
    if known is None or known[0] != key:
        try:
            with st.spinner(t(language(), "upload.checking")):
                result: Loaded | UnreadableFileError = check(
                    data.engine(), data.viewer(), content, file.name, month=month, clock=now
                )
        except UnreadableFileError as error:
            result = error
        known = st.session_state[_CHECKED] = (key, result)
    if isinstance(known[1], UnreadableFileError):
        draw.alert("error", explain(language(), known[1]))
        return None
    found: Loaded = known[1]
    return found


def buttons(file: UploadedFile, month: Period | None, loaded: Loaded) -> None:
    """Publish at once when every warning has its reason, and an amendment its note; or save a draft for later."""
    warnings = [issue for issue in loaded.issues if issue.severity == "warning"]
    if warnings:
        draw.alert("warning", t(language(), "upload.warned", warnings=len(warnings)))
    reasons = findings.reasons(warnings, [""] * len(warnings), "upload_reasons")
    amends = any(each in data.everything().all_months() for each in loaded.months)
    note = st.text_input(t(language(), "month_page.note"), key="upload_note") if amends else ""
    at_once, later, _ = st.columns([1, 1, 3])
    ready = all(reasons) and (bool(note.strip()) or not amends)
    args = (file, month, {_place(issue): reason for issue, reason in zip(warnings, reasons, strict=True)}, note)
    at_once.button(t(language(), "upload.publish"), type="primary", disabled=not ready, on_click=_publish, args=args)
    later.button(t(language(), "upload.draft"), on_click=_save, args=(file, month))


Place = tuple[str, str | None, int | None, str | None]


def _place(issue: Issue) -> Place:
    return issue.code, issue.sheet, issue.row, issue.column


def _publish(file: UploadedFile, month: Period | None, reasons: Mapping[Place, str], note: str) -> None:
    with st.spinner(t(language(), "upload.publishing")):
        # No st.* call inside: a click elsewhere could otherwise stop the run half-way (the transaction still holds).
        done = import_file(
            data.engine(),
            data.viewer(),
            file.getvalue(),
            file.name,
            month=month,
            clock=now,
            note=note.strip(),
            reason_for=lambda issue: reasons.get(_place(issue), ""),
        )
    st.session_state[_DONE] = (done.loaded.sha256, done)


def _save(file: UploadedFile, month: Period | None) -> None:
    done = save_draft(data.engine(), data.viewer(), file.getvalue(), file.name, month=month, clock=now)
    st.session_state[_DONE] = (done.loaded.sha256, done)


def outcome(loaded: Loaded) -> bool:
    """Say what became of this very file, if it was stored; whether it was."""
    sha256, done = st.session_state.get(_DONE, (None, None))
    if sha256 != loaded.sha256 or not isinstance(done, Imported):
        return False
    for period, version in done.versions:
        draw.alert("success", t(language(), "upload.published", period=period, version=version))
    for period, _ in done.drafts:
        draw.alert("success", t(language(), "upload.drafted", period=period))
    for period in done.already:
        draw.alert("info", t(language(), "import.already", period=period))
    if done.drafts:
        draw.template("to_publish.html", month=done.drafts[-1][0].code)
    return True


def report(loaded: Loaded) -> None:
    """What was read, and every problem with its place."""
    form = t(language(), f"source.{loaded.source}")
    if len(loaded.months) <= MONTHS_NAMED:
        months = ", ".join(words.period(language(), each) for each in loaded.months) or words.NOT_KNOWN
    else:
        months = t(language(), "upload.many_months", months=len(loaded.months))
    lines = [t(language(), "upload.read", form=form, rows=len(loaded.rows), period=months) + "."]
    if loaded.hidden_rows:
        lines.append(t(language(), "upload.hidden", rows=loaded.hidden_rows))
    many = {each: sum(issue.severity == each for issue in loaded.issues) for each in ("error", "warning", "note")}
    if not many["error"]:
        lines.append(t(language(), "upload.clean"))
    lines += [t(language(), f"upload.{each}s", **{f"{each}s": count}) + "." for each, count in many.items() if count]
    draw.sentences(lines)
    if many["error"]:
        draw.alert("error", t(language(), "upload.refused"))
    shown = loaded.issues if many["error"] else [issue for issue in loaded.issues if issue.severity != "warning"]
    if shown:
        # Warnings of a file without errors stand below, each with a line for its reason.
        draw.template("issues.html", issues=shown, said=findings.said)


def preview(loaded: Loaded) -> None:
    """The rows as they were understood."""
    counts = [name for name in COUNT_NAMES if loaded.rows[name].notna().any()]
    names = {unit.code: filters.name_of(unit) for unit in data.everything().units}
    rows = [
        {
            "row": row["row"],
            "month": month_with(row["period_start"]).code,
            "code": row["unit_code"],
            "unit": names.get(row["unit_code"], ""),
            "values": draw.shown(counts, [float(row[name]) if row[name] is not None else None for name in counts]),
        }
        for row in loaded.rows.head(ROWS_SHOWN).astype(object).where(loaded.rows.notna(), None).to_dict("records")
    ]
    hundredths = draw.hundredths(counts)
    draw.template("preview.html", counts=counts, rows=rows, total=len(loaded.rows), hundredths=hundredths)


def template_button() -> None:
    """The blank template for the month that is due."""
    month = month_with(today(now())).before
    units = data.everything().of_kind(("department", "district", "commune"), [month])
    st.download_button(
        t(language(), "upload.template"),
        # Made only when somebody asks for it, not at every rerun.
        partial(blank_template, units, month, language()),
        file_name=t(language(), "template.file", month=month.code),
        help=t(language(), "upload.template_why"),
        on_click="ignore",
    )


def recent() -> None:
    """The files loaded last."""
    with reading(data.engine()) as connection:
        table = imports.newest(connection)
    rows = [
        {
            "at": f"{row['imported_at'].astimezone(HANOI):%d/%m/%Y %H:%M}",
            "period": Period(row["period_start"], row["period_end"]),
            "source": row["source"],
            "file_name": row["file_name"],
            "imported_by": findings.name_of(row["imported_by"]),
        }
        for row in table.to_dict("records")
    ]
    draw.template("recent.html", rows=rows)
