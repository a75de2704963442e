"""The formats we know, one module each. To add one: a module with a `SOURCE`, a line here, a sample file.

Of the sources that recognise a file, the one that understands the most columns is used; of several, the first here.
"""

from loaders.monthly.sources import (
    form_ii06a,
    portal_components,
    portal_digitisation,
    portal_payment,
    portal_progress,
    portal_satisfaction,
    template,
)
from loaders.monthly.sources.base import Source

SOURCES: tuple[Source, ...] = (
    form_ii06a.SOURCE,
    form_ii06a.SPLIT,
    portal_components.SOURCE,
    portal_digitisation.SOURCE,
    portal_payment.SOURCE,
    portal_satisfaction.SOURCE,
    portal_progress.SOURCE,
    template.SOURCE,
)
