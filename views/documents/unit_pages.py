"""The page of a month that each unit is sent: its digest, made as if the unit itself had asked for it."""

from collections.abc import Callable

from actions.tasks.letters import DeliveryError
from core.clock import now
from core.periods import Period
from core.viewer import Viewer
from core.words import Language
from reports.published import Published
from reports.versions import published
from store.database import Connection
from views.documents.paper_error import PaperError


def pages(month: Period, language: Language) -> Callable[[Connection, Viewer, str], bytes]:
    """What `actions.desk.notices` sends."""
    # Loaded by who asks for it: every other command would start a second later.
    from views.documents.papers import Asked, Paper, document_of  # noqa: PLC0415
    from views.documents.writers.pdf import pdf  # noqa: PLC0415

    read: list[Published] = []

    def page(connection: Connection, unit: Viewer, code: str) -> bytes:
        # Read once for all units: what is kept beside it, such as the score of a kind, is then computed once too.
        unit.must("see_results")
        if not read:
            read.append(published(connection, unit))
        asked = Asked(connection, read[0], unit, now())
        try:
            return pdf(document_of(asked, Paper("digest", month.code, language, unit=code)), language, one_page=True)
        except PaperError as error:
            # A fault of ours with one page keeps nobody else's back.
            named = read[0].unit(code)
            raise DeliveryError("page", unit={"vi": named.name, "en": named.name_en or named.name}) from error

    return page
