"""The addresses that are answered without Streamlit: signing in and out, links, the demonstration."""

from urllib.parse import urlsplit

from core.accounts import LINK_ADDRESS

SIGN_IN, SIGN_OUT, ACCOUNT = "/dang-nhap", "/dang-xuat", "/tai-khoan-cua-toi"
LINK, DEMONSTRATION = LINK_ADDRESS, "/xem-thu"
TABLES = "/so-lieu/"
WITHOUT_STREAMLIT = (SIGN_IN, SIGN_OUT, ACCOUNT, LINK, DEMONSTRATION)
BACK = "den"
"""The parameter that keeps where somebody wanted to go."""
ENDED = "het"
"""The parameter that says that somebody comes because the session has ended."""


def back(asked: str) -> str:
    """Where to go after signing in: an address of this server, else the first page.

    “//evil.example”, “/\\\\evil.example” and what hides such a thing behind a control character lead elsewhere.
    """
    parts = urlsplit(asked)
    safe = (
        asked.startswith("/")
        and not asked.startswith(("//", "/\\"))
        and "\\" not in parts.path
        and asked.isprintable()
        and not (parts.scheme or parts.netloc)
        and parts.path not in (SIGN_IN, SIGN_OUT, DEMONSTRATION)
        and not parts.path.startswith(LINK)
    )
    return asked if safe and len(asked) < 2000 else "/"
