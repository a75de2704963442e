"""The formats we know, one module each. To add one: a module with a `SOURCE`, a line here, a sample file.

The first source that recognises a sheet of the file has it, so the most particular come first.
"""

from loaders.sources import form_ii06a, portal_digitisation, portal_progress, template
from loaders.sources.base import Source

SOURCES: tuple[Source, ...] = (
    form_ii06a.SOURCE,
    portal_digitisation.SOURCE,
    portal_progress.SOURCE,
    template.SOURCE,
)
