"""The files of a drop, each read and checked by itself and only once."""

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.data.import_file import check
from actions.data.seen_before import KnownAlready, known_already
from core.clock import now
from core.errors import UnreadableFileError
from core.periods import Period
from core.words import t
from loaders import Loaded
from loaders.monthly.blanks import Blanks
from loaders.monthly.overlaps import Overlap, overlaps
from loaders.reading import archives, turns
from views.screen import draw, session
from views.screen.data.uploads import answers
from views.screen.language import language

_Read = tuple[Loaded | UnreadableFileError, KnownAlready | None]
_CHECKED = "upload_checked"
# Codes of issues that a file without a stated month has.
_MONTH_WANTED = frozenset({"month_missing", "month_without_year", "month_from_name"})


@dataclass(frozen=True)
class Dropped:
    """One file of a drop, as it was read."""

    number: int
    """Its place in the drop, from 1."""
    name: str
    content: bytes
    sha256: str
    result: Loaded | UnreadableFileError
    known: KnownAlready | None
    """When the same bytes came before."""
    same_as: int | None
    """The number of an earlier file of the drop with the same bytes."""

    @property
    def loaded(self) -> Loaded | None:
        return self.result if isinstance(self.result, Loaded) else None


def read_all(files: Sequence[UploadedFile], month: Period | None) -> list[Dropped]:
    """Every file of the drop, in its order; those of an archive in its place.

    Args:
        month: the one a single file must be of. Of several files, that of those which do not say their own.
    """
    before: dict[Hashable, _Read] = st.session_state.get(_CHECKED, {})
    kept: dict[Hashable, _Read] = {}
    dropped: list[Dropped] = []
    first: dict[str, int] = {}
    opened = [each for file in files for each in _opened(file)]
    progress = st.empty()
    for number, (content, name, refused) in enumerate(opened, 1):
        sha256 = hashlib.sha256(content).hexdigest()
        blanks = dict(answers.of(sha256).blanks)
        key = (sha256, name, month, len(opened) > 1, frozenset(blanks.items()), session.state())
        if refused is not None:
            before[key] = refused, None
        if key not in before and key not in kept:
            said = {"number": number, "files": len(opened), "name": draw.label(name)}
            text = (
                t(language(), "upload.checking_many", **said) if len(opened) > 1 else t(language(), "upload.checking")
            )
            done = (number - 1) / len(opened)
            progress.progress(done, text)
            with turns.waiting(partial(_wait, progress, done)):
                before[key] = _read(content, name, month, blanks, alone=len(opened) == 1)
        # Only what this drop needs: a result can be large.
        kept[key] = result, known = kept.get(key) or before[key]
        dropped.append(Dropped(number, name, content, sha256, result, known, first.get(sha256)))
        first.setdefault(sha256, number)
    progress.empty()
    st.session_state[_CHECKED] = kept
    return dropped


def _wait(progress: DeltaGenerator, done: float, ahead: int) -> None:
    progress.progress(done, t(language(), "upload.waiting", ahead=ahead))


def _opened(file: UploadedFile) -> list[tuple[bytes, str, UnreadableFileError | None]]:
    """(content, name, why it cannot be read) of the file, or of each file in it where it is an archive."""
    content = file.getvalue()
    if not archives.is_archive(content, file.name):
        return [(content, file.name, None)]
    try:
        return [(each, name, None) for each, name in archives.unpacked(content)]
    except UnreadableFileError as error:
        return [(content, file.name, error)]


def _read(content: bytes, name: str, month: Period | None, blanks: Blanks, *, alone: bool) -> _Read:
    try:
        loaded = _checked(content, name, month if alone else None, blanks)
        if month and not alone and _MONTH_WANTED & {issue.code for issue in loaded.issues}:
            loaded = _checked(content, name, month, blanks)
    except UnreadableFileError as error:
        return error, None
    return loaded, known_already(session.engine(), loaded)


def _checked(content: bytes, name: str, month: Period | None, blanks: Blanks) -> Loaded:
    return check(session.engine(), session.viewer(), content, name, month=month, clock=now, blanks=blanks)


def shared(dropped: Sequence[Dropped]) -> list[tuple[int, int, Overlap]]:
    """Pairs of files, by number, that give the same counts; the later one overrides the earlier."""
    good = [each for each in dropped if each.loaded and each.loaded.fit_to_store and each.same_as is None]
    # Asked of a hundred files at every click: only those about the same unit and month are compared.
    about = {
        each.number: set(zip(each.loaded.rows["unit_code"], each.loaded.rows["period_start"], strict=True))
        for each in good
        if each.loaded
    }
    return [
        (first.number, second.number, overlap)
        for place, first in enumerate(good)
        for second in good[place + 1 :]
        if first.loaded and second.loaded and not about[first.number].isdisjoint(about[second.number])
        for overlap in overlaps(first.loaded.rows, second.loaded.rows)
    ]
