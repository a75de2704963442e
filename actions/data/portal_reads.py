"""Loads what the national portal says of the score: each read beside the earlier ones, none ever replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.clock import Clock
from core.issues import Issue
from core.portal import PortalRead
from core.viewer import Viewer
from loaders.portal.answers import Beside
from loaders.portal.reading import ReadPortal, read, requests_in
from metrics.score.rules import all_scores
from store import audit, imports, portal
from store.database import Engine, reading, writing


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


def check_portal(
    engine: Engine, viewer: Viewer, content: bytes, name: str, beside: Beside, *, clock: Clock
) -> PortalCheck:
    """What is in a file; stores nothing.

    Raises:
        NotAllowedError: the viewer may not import.
        UnreadableFileError: it is no answer of the portal, and no table of provinces.
    """
    viewer.must("import")
    found = _read(content, name, beside, clock)
    with reading(engine) as connection:
        return _judged(found, [each.read for each in portal.everything(connection)])


def load_portal(
    engine: Engine, viewer: Viewer, content: bytes, name: str, beside: Beside, *, clock: Clock
) -> PortalCheck:
    """Keep the file and those of its reads that are new; one transaction, one audit line.

    Raises:
        As `check_portal`.
    """
    viewer.must("import")
    read_of_file = _read(content, name, beside, clock)
    with writing(engine) as connection:
        found = _judged(read_of_file, [each.read for each in portal.everything(connection)])
        if not found.fit_to_load or not found.new:
            return found
        at, sha256 = clock(), read_of_file.sha256
        imports.keep_file(connection, sha256, content)
        for each in found.new:
            portal.add(connection, each, sha256=sha256, file_name=name, at=at, who=viewer.who)
        audit.append(
            connection, at=at, who=viewer.who, deed="load_portal", about=name[:300], sha256=sha256, reads=len(found.new)
        )
    return found


def check_all(
    engine: Engine, viewer: Viewer, files: Sequence[tuple[bytes, str]], beside: Beside, *, clock: Clock
) -> list[PortalCheck]:
    """As `check_portal`, of every file of a drop: one that holds only requests says what the others were asked."""
    answers, beside = _told_apart(viewer, files, beside)
    return [check_portal(engine, viewer, content, name, beside, clock=clock) for content, name in answers]


def load_all(
    engine: Engine, viewer: Viewer, files: Sequence[tuple[bytes, str]], beside: Beside, *, clock: Clock
) -> list[PortalCheck]:
    """As `load_portal`, of every file of a drop; none where one of them has an error."""
    found = check_all(engine, viewer, files, beside, clock=clock)
    if not all(each.fit_to_load for each in found):
        return found
    answers, beside = _told_apart(viewer, files, beside)
    return [load_portal(engine, viewer, content, name, beside, clock=clock) for content, name in answers]


def _told_apart(
    viewer: Viewer, files: Sequence[tuple[bytes, str]], beside: Beside
) -> tuple[list[tuple[bytes, str]], Beside]:
    """The files with answers, and what is said beside them, with the requests of a file that holds nothing else."""
    viewer.must("import")
    if len(files) == 1:
        return list(files), beside
    answers, requests = [], list(beside.requests)
    for content, name in files:
        told = requests_in(content)
        requests += told
        answers += [] if told else [(content, name)]
    return answers, replace(beside, requests=tuple(requests))


def _read(content: bytes, name: str, beside: Beside, clock: Clock) -> ReadPortal:
    return read(content, name, beside, groups=_groups(), now=clock())


def _groups() -> Mapping[str, str]:
    """The group of each indicator, by every version of the rules."""
    groups = [group for rules in all_scores()["qd766"] for group in rules.groups]
    return {each.id: group.id for group in groups for each in group.indicators}


def _judged(found: ReadPortal, known: Sequence[PortalRead]) -> PortalCheck:
    """What differs from an earlier read of the same moment is kept beside it, and said."""
    held = set(known)
    new = tuple(each for each in dict.fromkeys(found.reads) if each not in held)
    keys = {each.key for each in known}
    other = [each for each in new if each.key in keys]
    issues = found.issues
    if other:
        issues = (*issues, Issue("portal_other", "warning", values={"many": len(other)}))
    return PortalCheck(found.reads, issues, new, found.fit_to_load, found.name)
