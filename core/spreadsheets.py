"""Escapes text for spreadsheets, so that it is never run as a formula (OWASP, “CSV injection”)."""

import unicodedata

_STARTS = ("=", "+", "-", "@")


def safe(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula or a command.

    Also after blanks and control characters, and for full-width signs, which Excel folds.
    """
    first = unicodedata.normalize("NFKC", text).lstrip(" \t\r\n\0\u00a0\u200b\ufeff")[:1]
    return f"'{text}" if first in _STARTS and first else text


def printable(text: str) -> str:
    """The text without control characters, but for new lines.

    With them Excel cannot open a workbook, and RFC 5545 forbids them in a calendar.
    """
    return "".join(
        letter for letter in text if letter == "\n" or letter.isprintable() or unicodedata.category(letter) == "Zs"
    )
