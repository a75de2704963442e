"""Loads what the national portal says of the score: each read beside the earlier ones, none ever replaced."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.clock import Clock
from core.errors import UnreadableFileError
from core.issues import Issue
from core.portal import PortalRead
from core.typed import name_of
from core.viewer import Viewer
from core.words import LANGUAGES, explain
from loaders.portal.answers import Beside, Requests
from loaders.portal.reading import ReadPortal, read, requests_in
from metrics.score.rules import all_scores
from store import audit, imports, portal
from store.database import Connection, Engine, reading, writing


@dataclass(frozen=True)
class PortalCheck:
    """The reads of a file, what is wrong, and which of them the database does not hold yet."""

    reads: tuple[PortalRead, ...]
    issues: tuple[Issue, ...]
    """Errors first."""
    new: tuple[PortalRead, ...]
    fit_to_load: bool
    name: str
    """The file's."""


Files = Sequence[tuple[bytes, str]]
"""(content, name) of each."""


def check_portal(
    engine: Engine, viewer: Viewer, content: bytes, name: str, beside: Beside, *, clock: Clock
) -> PortalCheck:
    """As `check_all`, of one file."""
    return check_all(engine, viewer, [(content, name)], beside, clock=clock)[0]


def load_portal(
    engine: Engine, viewer: Viewer, content: bytes, name: str, beside: Beside, *, clock: Clock
) -> PortalCheck:
    """As `load_all`, of one file."""
    return load_all(engine, viewer, [(content, name)], beside, clock=clock)[0]


def check_all(engine: Engine, viewer: Viewer, files: Files, beside: Beside, *, clock: Clock) -> list[PortalCheck]:
    """What is in the files of a drop; stores nothing. One that holds only requests says what the others were asked.

    Of several files one that cannot be read is an error of its own, which names it.

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: the only file is no answer of the portal, and no table of provinces.
    """
    viewer.must("import")
    found = _read(files, beside, clock)
    with reading(engine) as connection:
        return _judged([each for each, _ in found], connection)


def load_all(engine: Engine, viewer: Viewer, files: Files, beside: Beside, *, clock: Clock) -> list[PortalCheck]:
    """Keep the files without an error and those of their reads that are new: all in one transaction, one audit line a
    file. A file with an error is left out and takes nothing from the others.

    Raises:
        As `check_all`.
    """
    viewer.must("import")
    found = _read(files, beside, clock)
    with writing(engine) as connection:
        checks = _judged([each for each, _ in found], connection)
        at = clock()
        for (file, content), check in zip(found, checks, strict=True):
            if check.fit_to_load and check.new:
                imports.keep_file(connection, file.sha256, content)
                for each in check.new:
                    portal.add(connection, each, sha256=file.sha256, file_name=file.name, at=at, who=viewer.who)
                told = {"sha256": file.sha256, "reads": len(check.new)}
                audit.append(connection, at=at, who=viewer.who, deed="load_portal", about=file.name[:300], **told)
    return checks


def _read(files: Files, beside: Beside, clock: Clock) -> list[tuple[ReadPortal, bytes]]:
    """The files with answers, each with its bytes; a file that holds only requests is told beside the others."""
    if len(files) == 1:
        ((content, name),) = files
        return [(read(content, name, beside, groups=_groups(), now=clock()), content)]
    told = [_requests(content) for content, _ in files]
    named = [each for requests in told if not isinstance(requests, UnreadableFileError) for each in requests]
    beside = replace(beside, requests=(*beside.requests, *named))
    return [
        (_one(content, name, requests, beside, clock), content)
        for (content, name), requests in zip(files, told, strict=True)
        if not requests or isinstance(requests, UnreadableFileError)
    ]


def _requests(content: bytes) -> Requests | UnreadableFileError:
    try:
        return requests_in(content)
    except UnreadableFileError as error:
        return error


def _one(
    content: bytes, name: str, requests: Requests | UnreadableFileError, beside: Beside, clock: Clock
) -> ReadPortal:
    """A file of several: where it cannot be read, that is an error which names it."""
    try:
        if isinstance(requests, UnreadableFileError):
            raise requests
        return read(content, name, beside, groups=_groups(), now=clock())
    except UnreadableFileError as error:
        why = {language: explain(language, error) for language in LANGUAGES}
        issue = Issue("portal_unreadable", values={"file": name_of(name), "why": why})
        return ReadPortal((), (issue,), hashlib.sha256(content).hexdigest(), name)


def _groups() -> Mapping[str, str]:
    """The group of each indicator, by every version of the rules."""
    groups = [group for rules in all_scores()["qd766"] for group in rules.groups]
    return {each.id: group.id for group in groups for each in group.indicators}


def _judged(files: Sequence[ReadPortal], connection: Connection) -> list[PortalCheck]:
    """What differs from an earlier read of the same moment, also of the same drop, is kept beside it, and said."""
    held = {each.read for each in portal.everything(connection)}
    checks = []
    for found in files:
        new = tuple(each for each in dict.fromkeys(found.reads) if each not in held)
        keys = {each.key for each in held}
        other = [each for each in new if each.key in keys]
        issues = found.issues
        if other:
            issues = (*issues, Issue("portal_other", "warning", values={"many": len(other)}))
        checks.append(PortalCheck(found.reads, issues, new, found.fit_to_load, found.name))
        held |= set(new) if found.fit_to_load else set()
    return checks
