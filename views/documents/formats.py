"""Which papers there are, and as which files."""

from collections.abc import Mapping
from typing import Literal

Name = Literal["brief", "report", "workbook", "review", "digest", "slides", "conclusions"]
Format = Literal["pdf", "docx", "pptx", "xlsx", "html"]
FORMATS: Mapping[Name, tuple[Format, ...]] = {
    "brief": ("pdf",),
    "report": ("pdf", "docx"),
    "workbook": ("xlsx",),
    "review": ("pdf",),
    "digest": ("pdf",),
    "slides": ("pptx", "html"),
    "conclusions": ("docx",),
}
ON_ONE_PAGE: frozenset[Name] = frozenset({"brief", "digest"})
