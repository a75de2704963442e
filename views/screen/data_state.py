"""Shows the state of the data on the page: provisional, final, of an earlier time, or with drafts; and its code."""

from core.periods import HANOI, Period
from core.words import t
from metrics.signed.codes import SHORT
from store.chain import newest_digest
from store.database import reading
from views.rendering import render
from views.screen import html, session
from views.screen.language import language


def banner() -> None:
    """Say so where the pages do not show what is published now, and offer the way back."""
    version = session.then()
    if version is not None:
        month = Period(version.period_start, version.period_end)
        _draw("then.html", version=version, month=month, code=version.code[:SHORT])
    elif session.draft_view():
        _draw("drafts.html")


def badge(period: Period) -> str:
    """Provisional, final or locked; blank where the pages show another time or drafts."""
    if session.draft_view() or session.then() is not None:
        return ""
    return t(language(), f"closing.{session.everything().closing(period).state}")


def foot() -> None:
    """The code of the newest version at the foot of every page, which `verify` asks for, and the marks it carries."""
    if not code():
        return
    newest = session.everything().months.iloc[-1]
    month = Period(newest["period_start"], newest["period_end"])
    marks = session.everything().closing(month).marks(newest["published_at"])
    _draw(
        "version.html",
        month=month,
        version=int(newest["version"]),
        code=code(),
        digest=digest(),
        illustrative=session.illustrative(),
        marks=[(f"{at.astimezone(HANOI):%d/%m/%Y %H:%M}", why) for at, why in marks],
    )


def code() -> str:
    """As `Published.code`; blank where the pages show drafts."""
    return "" if session.draft_view() else session.everything().code


def digest() -> str:
    """The newest digest of the audit trail: on paper it shows later that lines are gone."""
    with reading(session.engine()) as connection:
        return newest_digest(connection)


def as_of() -> int | None:
    """The newest publication of what the pages show; None where they show drafts."""
    return None if session.draft_view() else session.everything().newest_publication


def _draw(name: str, **context: object) -> None:
    html.show(render(language(), name, **context))
