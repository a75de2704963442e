"""A figure with its signs and its months, as one cell of a table on paper."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """A letter in a circle: what is known beside the figure."""

    letter: str
    sure: bool = True
    """Filled; hollow otherwise."""
    bad: bool = False


@dataclass(frozen=True)
class Mark:
    """Where a format cannot draw, its text and the letters are written."""

    text: str
    signs: tuple[Sign, ...] = ()
    strong: bool = False
    """Set in bold."""
    heights: tuple[float | None, ...] = ()
    """The months' values between 0 and 1, oldest first; None where there is none."""
    recent: int = 0
    """How many of the last ones are drawn strong."""

    def __str__(self) -> str:
        return " ".join([self.text, *(sign.letter for sign in self.signs)])
