"""The addresses that are answered without Streamlit: signing in and out, links, the demonstration."""

from urllib.parse import urlsplit

from core.accounts import LINK_ADDRESS

SIGN_IN, SIGN_OUT, ACCOUNT = "/dang-nhap", "/dang-xuat", "/tai-khoan-cua-toi"
LINK, DEMONSTRATION = LINK_ADDRESS, "/xem-thu"
# With a passkey: signing in, and once more for what asks for the password again.
PASSKEY, CONFIRM = f"{SIGN_IN}/khoa-truy-cap", f"{ACCOUNT}/xac-nhan"
# By the provider of identities: there, and back with its answer.
OPENID, OPENID_ANSWER = f"{SIGN_IN}/openid", f"{SIGN_IN}/openid/tra-loi"
AGAIN = "lai"
"""The parameter that says that somebody signed in is to be authenticated again."""
FAULT = "loi"
"""The parameter that says why the provider's sign-in did not come about: a reason of `OpenIdError`."""
TABLES = "/so-lieu/"
PICTURES = "/hinh/"
WITHOUT_STREAMLIT = (SIGN_IN, SIGN_OUT, ACCOUNT, LINK, DEMONSTRATION, PASSKEY, CONFIRM, OPENID, OPENID_ANSWER)
BACK = "den"
"""The parameter that keeps where somebody wanted to go."""
ENDED = "het"
"""The parameter that says that somebody comes because the session has ended."""


def back(asked: str) -> str:
    """Where to go after signing in: an address of this server, else the first page.

    “//evil.example”, “/\\\\evil.example” and what hides such a thing behind a control character lead elsewhere.
    """
    try:
        parts = urlsplit(asked)
    except ValueError:
        # “//[”: what begins like the name of another server, and is none.
        return "/"
    safe = (
        asked.startswith("/")
        and not asked.startswith(("//", "/\\"))
        and "\\" not in parts.path
        and asked.isprintable()
        and not (parts.scheme or parts.netloc)
        and parts.path not in (SIGN_IN, SIGN_OUT, DEMONSTRATION, PASSKEY, CONFIRM, OPENID, OPENID_ANSWER)
        and not parts.path.startswith(LINK)
    )
    return asked if safe and len(asked) < 2000 else "/"
