"""What a file that came back says it is, and every figure in it that differs from the published version."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.paper_errors import NotOurPaperError
from core.periods import Period
from core.viewer import Viewer
from core.words import Language
from loaders.papers import Line, PaperKind
from loaders.reading import fence
from reports.data.verification import Verified, verify
from store.chain import holds
from store.database import Connection
from store.signatures import signed
from views.documents.stamp import Stamp, stamp_in
from views.documents.verifying.comparing import alike_enough, changes
from views.documents.verifying.naming import Named, Names
from views.documents.verifying.remaking import remade


@dataclass(frozen=True)
class Difference:
    """Something that differs, and where it stands."""

    place: str
    """See `loaders.papers.Line`."""
    cell: str
    named: Named
    after: str
    """The words before it, where no table names it."""
    found: str
    published: str


@dataclass(frozen=True)
class Checked:
    """What the file says it is, and what differs from that."""

    kind: PaperKind
    stamp: Stamp
    language: Language
    month: Period
    version: int
    code: str
    verified: Verified | None
    """Whether that version is still what was signed; None of versions older than codes are."""
    newest: bool
    """Whether no newer version of the month was published since."""
    digest_known: bool
    """Whether the audit trail still has the line that the paper names; also true where it names none."""
    identical: bool | None
    """Whether a PDF is the same byte for byte: then nothing was drawn on it either. None of other kinds."""
    another: bool
    """Whether the file says so much else that naming it is of no use."""
    differences: tuple[Difference, ...]

    @property
    def unchanged(self) -> bool:
        return not self.another and not self.differences


def check(connection: Connection, viewer: Viewer, content: bytes) -> Checked:
    """Compare a paper with what was published, and with what had been told, when it was made.

    Raises:
        UnreadableFileError: see `loaders.reading.fence.words`.
        NotOurPaperError, PaperOfOthersError, NotAllowedError, PaperError: see `remade`.
    """
    found = fence.words(content)
    stamp = stamp_in(found.keywords)
    if stamp is None:
        raise NotOurPaperError
    ours = remade(connection, viewer, stamp, found.keywords, found.kind)
    identical = content == ours.content
    published = found if identical else fence.words(ours.content)
    alike = alike_enough(found.lines, published.lines)
    names = Names(ours.document, published, ours.language)
    digest = stamp.get("digest", "")
    return Checked(
        kind=found.kind,
        stamp=stamp,
        language=ours.language,
        month=ours.month,
        version=ours.version,
        code=ours.code,
        verified=verify(connection, ours.code) if ours.code else None,
        newest=signed(connection, ours.month)[-1].version == ours.version,
        digest_known=not digest or holds(connection, digest),
        # The same document gives the same PDF; office files carry the moment they were written.
        identical=identical if found.kind == "pdf" else None,
        another=not alike,
        differences=tuple(_differences(found.lines, published.lines, names)) if alike else (),
    )


def _differences(found: Sequence[Line], published: Sequence[Line], names: Names) -> list[Difference]:
    said = []
    for each in changes(found, published):
        # What was added stands before the next word: it belongs to the one before.
        named = names.of(each.at if each.of else each.at - 1)
        after = "" if named.column else names.before(each.at)
        said.append(Difference(each.place, each.cell, named, after, each.found, each.published))
    return said
