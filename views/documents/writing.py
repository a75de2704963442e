"""A paper as a file, written in the process of `views.documents.workshop`."""

from core.words import Language
from views.documents.document import Document
from views.documents.formats import ON_ONE_PAGE, Format
from views.documents.papers import Asked, Paper, document_of
from views.documents.workshop import made


def paper_file(asked: Asked, paper: Paper, kind: Format, *, stamped: bool = True) -> bytes:
    """
    Raises:
        PaperError: it could not be made; and what `document_of` raises.
    """
    document = document_of(asked, paper, stamped=stamped)
    return written(document, paper.language, kind, one_page=paper.name in ON_ONE_PAGE)


def written(document: Document, language: Language, kind: Format, *, one_page: bool = False) -> bytes:
    """The file of a document.

    Raises:
        PaperError: it could not be made.
    """
    content: str | bytes
    match kind:
        case "pdf":
            content = made("pdf", document, language, one_page=one_page)
        case "xlsx":
            content = made("xlsx", document)
        case "docx" | "pptx" | "html":
            content = made(kind, document, language)
    return content.encode() if isinstance(content, str) else content
