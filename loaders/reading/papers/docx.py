"""The words of a Word file in the order of its body; then those of its headers and footers."""

import hashlib
import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from core.errors import UnreadableFileError
from loaders.papers import Line, Words, line

_PICTURE = ".//{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def read(content: bytes) -> Words:
    """
    Raises:
        UnreadableFileError: broken.
    """
    try:
        paper = docx.Document(io.BytesIO(content))
        return Words("docx", paper.core_properties.keywords, tuple(each for each in _lines(paper) if each.words))
    # lxml tells broken XML by a SyntaxError.
    except (OpcError, SyntaxError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise UnreadableFileError("broken") from error


def _lines(paper: Document) -> Iterator[Line]:
    for part in paper.iter_inner_content():
        yield from _of(part, paper)
    for section in paper.sections:
        for edge in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            for part in edge.iter_inner_content():
                yield from _of(part, paper)


def _of(part: Paragraph | Table, paper: Document) -> Iterator[Line]:
    if isinstance(part, Paragraph):
        # All text inside: also what stands in a box, a link, or a change that is tracked.
        yield line("", "".join(each.text or "" for each in part._p.iter(_TEXT)))
        for picture in part._p.iterfind(_PICTURE):
            name = picture.get(_EMBED)
            blob = paper.part.related_parts[name].blob if name in paper.part.related_parts else b""
            yield line("", f"[picture-{hashlib.sha256(blob).hexdigest()[:8]}]")
        return
    for row in part._tbl.tr_lst:
        yield line("", *("".join(each.text or "" for each in cell.iter(_TEXT)) for cell in row.tc_lst))
