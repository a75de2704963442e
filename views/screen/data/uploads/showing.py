"""One file: what was read, every problem with its place, the rows as they were understood."""

from functools import partial
from pathlib import PurePath

import streamlit as st

from actions.data.seen_before import said
from core.clock import now
from core.errors import UnreadableFileError
from core.periods import HANOI, Period, month_with, months_back, parse, today
from core.words import explain, t
from loaders import Loaded
from loaders.reading.painted import can_be_painted, painted
from store import imports
from store.database import reading
from views.documents.files import blank_template
from views.screen import draw, filters, findings, session
from views.screen.data.uploads import answers, listing, mapping, row_answers, rows_read, storing
from views.screen.data.uploads.checking import Dropped
from views.screen.language import language, name_of

FROM_FILE = "from-file"
ROWS_SHOWN = 200


def month() -> Period | None:
    """Which month the files are about; None where they say it themselves."""
    names = {FROM_FILE: t(language(), "upload.month_from_file")}
    names |= {each.code: filters.said(each) for each in reversed(months_back(month_with(today(now())), 36))}
    code = filters.choice(st.selectbox, "of", names, label="month")
    return None if code == FROM_FILE else parse(code)


def file(dropped: Dropped, month: Period | None) -> None:
    """Everything about one file, and its own buttons; of a table that no form describes, the form that maps it."""
    mapping.said_done()
    if isinstance(dropped.result, UnreadableFileError):
        unknown = dropped.result.reason in mapping.UNKNOWN_TABLE
        if not (unknown and mapping.form(dropped.content, dropped.name, month)):
            draw.alert("error", explain(language(), dropped.result))
        return
    loaded = dropped.result
    _report(loaded)
    row_answers.form(loaded)
    if not storing.outcome(dropped):
        if dropped.known:
            draw.alert("info", " ".join(said(language(), dropped.known, name_of)))
        if loaded.fit_to_store:
            answers.ask(loaded)
            storing.buttons([dropped], publish="upload.publish", draft="upload.draft", key="upload_one")
    _painted_button(dropped, loaded)
    with st.expander(t(language(), "upload.preview"), expanded=loaded.fit_to_store):
        rows_read.table(loaded, ROWS_SHOWN)


def _report(loaded: Loaded) -> None:
    form = t(language(), f"source.{loaded.source}")
    read = t(language(), "upload.read", form=form, rows=len(loaded.rows), period=listing.months(loaded))
    lines = [read + "."]
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
        # Warnings of a file without errors stand below, each with what answers for it.
        draw.template("issues.html", issues=shown, said=findings.said)


def _painted_button(dropped: Dropped, loaded: Loaded) -> None:
    if all(issue.severity == "note" for issue in loaded.issues) or not can_be_painted(dropped.content):
        return
    st.download_button(
        t(language(), "painted.button"),
        # It runs outside the session, so everything it needs is passed in.
        partial(painted, dropped.content, dropped.name, loaded.issues, language()),
        file_name=t(language(), "painted.file", name=PurePath(dropped.name).stem),
        help=t(language(), "painted.why"),
        on_click="ignore",
    )


def template_button() -> None:
    """The blank template for the month that is due."""
    due = month_with(today(now())).before
    units = session.everything().of_kind(("department", "district", "commune"), [due])
    st.download_button(
        t(language(), "upload.template"),
        # Made only when somebody asks for it, not at every rerun.
        partial(blank_template, units, due, language()),
        file_name=t(language(), "template.file", month=due.code),
        help=t(language(), "upload.template_why"),
        on_click="ignore",
    )


def recent() -> None:
    """The files loaded last."""
    with reading(session.engine()) as connection:
        table = imports.newest(connection)
    rows = [
        {
            "at": f"{row['imported_at'].astimezone(HANOI):%d/%m/%Y %H:%M}",
            "period": Period(row["period_start"], row["period_end"]),
            "source": row["source"],
            "file_name": row["file_name"],
            "imported_by": name_of(row["imported_by"]),
        }
        for row in table.to_dict("records")
    ]
    draw.template("data/recent.html", rows=rows)
