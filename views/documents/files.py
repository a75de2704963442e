"""The documents that are handed out as workbooks (.xlsx)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from views.documents.commitments import commitments_document
from views.documents.document import Document
from views.documents.index_review import review_document
from views.documents.plan import plan_document
from views.documents.ranking import ranking_document
from views.documents.score import score_document
from views.documents.settings_book import settings_document
from views.documents.structure import structure_document
from views.documents.template import template_document
from views.documents.writers.xlsx import workbook

Asked = ParamSpec("Asked")


def _workbook_of(document: Callable[Asked, Document]) -> Callable[Asked, bytes]:
    """A function of the same arguments that returns the document as a workbook."""

    @wraps(document)
    def written(*args: Asked.args, **kwargs: Asked.kwargs) -> bytes:
        return workbook(document(*args, **kwargs))

    return written


blank_template = _workbook_of(template_document)
commitments_workbook = _workbook_of(commitments_document)
plan_workbook = _workbook_of(plan_document)
ranking_workbook = _workbook_of(ranking_document)
review_workbook = _workbook_of(review_document)
score_workbook = _workbook_of(score_document)
settings_workbook = _workbook_of(settings_document)
structure_workbook = _workbook_of(structure_document)
