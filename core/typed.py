"""What is typed or written in a file, as people see it."""

import unicodedata


def seen(text: str) -> str:
    """Without what nobody sees: controls, and marks that turn what follows them around or join it.

    A name with such a mark reads as another one, also in a file's name (“xslx.exe”). Line breaks stay.
    """
    if text.isprintable():
        return text
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cf"))


def name_of(text: str) -> str:
    """A name, of a file or of a province, as it is kept: what is seen of it, on one line, of at most 300 letters."""
    return " ".join(seen(text).split())[:300]


def day_number(text: str) -> int | None:
    """A day of the month as people write it, 1 to 99; None where it is no such number."""
    plain = text.strip()
    # At most two: `int` refuses thousands of digits with an error of its own.
    return int(plain) or None if plain.isascii() and plain.isdecimal() and len(plain) <= 2 else None
