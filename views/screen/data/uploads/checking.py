"""The files of a drop, each read and checked by itself and only once."""

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import streamlit as st
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
from views.screen import session
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
    """Every file of the drop, in its order.

    Args:
        month: the one a single file must be of. Of several files, that of those which do not say their own.
    """
    before: dict[Hashable, _Read] = st.session_state.get(_CHECKED, {})
    kept: dict[Hashable, _Read] = {}
    dropped: list[Dropped] = []
    first: dict[str, int] = {}
    for number, file in enumerate(files, 1):
        content = file.getvalue()
        sha256 = hashlib.sha256(content).hexdigest()
        blanks = dict(answers.of(sha256).blanks)
        key = (sha256, file.name, month, len(files) > 1, frozenset(blanks.items()), session.state())
        if key not in before and key not in kept:
            with st.spinner(t(language(), "upload.checking")):
                before[key] = _read(content, file.name, month, blanks, alone=len(files) == 1)
        # Only what this drop needs: a result can be large.
        kept[key] = result, known = kept.get(key) or before[key]
        dropped.append(Dropped(number, file.name, content, sha256, result, known, first.get(sha256)))
        first.setdefault(sha256, number)
    st.session_state[_CHECKED] = kept
    return dropped


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
    return [
        (first.number, second.number, overlap)
        for place, first in enumerate(good)
        for second in good[place + 1 :]
        if first.loaded and second.loaded
        for overlap in overlaps(first.loaded.rows, second.loaded.rows)
    ]
