"""A unit's name taken apart: its kind word, its own name, the province it is said to be in.

“UBND P.Vinh Phú - Tỉnh Nghệ An” is kind “phường”, name “vinh phú”, province “nghệ an”.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.text.canonical import canonical
from loaders.units.abbreviations import spelt_out

_KIND_WORDS = ("phường", "xã", "huyện", "quận", "thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "sở")
_SHORT = {
    "p": "phường",
    "x": "xã",
    "h": "huyện",
    "q": "quận",
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
    "t": "tỉnh",
}
_COMMITTEE = re.compile(canonical("ủy ban nhân dân") + r"|u\.?b\.?n\.?d\.?(?!\w)|ubnd")
_COUNCIL_AND_COMMITTEE = re.compile(r"^(?:hđnd|hội đồng nhân dân)\s*(?:và|-|,|&)\s*ubnd\s+")
_SHORT_KIND = re.compile(rf"^({'|'.join(_SHORT)})(?:\.\s*|\s+)(?=\w)")
_KIND = re.compile(rf"^({'|'.join(_KIND_WORDS)})\s+(?=\w)")
# Of a text with single spaces.
_PROVINCE = re.compile(r" ?(?: -|- |,|\() ?(?:tỉnh|t\.|thành phố|tp\.?) ?(?P<province>\w+(?: \w+)*) ?\)?$")
_BULLET = re.compile(r"^(?:\(?\d+\s*[.)]\s*|[-+•*]\s*)+(?=\w)")
# “Sở Nội vụ*”, “Sở Nội vụ (1)”, “Sở Nội vụ¹”: a mark of a note below the table.
_NOTE_MARK = re.compile(r"(?:[*\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,5}|\((?:\*{1,5}|\d{1,2})\)|\[\d{1,2}\])$")
_SPACES = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\s.,;:()\-_/]+")


@dataclass(frozen=True)
class UnitName:
    """Canonical parts. `kind` is empty for a bare name, `province` where none is said."""

    kind: str
    own: str
    province: str = ""

    @property
    def full(self) -> str:
        return f"{self.kind} {self.own}".strip()


def name_and_code(text: str) -> tuple[str, str]:
    """“Xã Bình An (X2)”, as our sentences and forms tell units of one name apart: both parts; else no code."""
    # Without a pattern: a pattern of what may be blank, then a bracket, takes the square of a long text's length.
    text = text.strip()
    name, bracket, code = text.removesuffix(")").rpartition("(")
    whole = text.endswith(")") and bracket and name.strip() and code and ")" not in code
    return (name.rstrip(), code) if whole else (text, "")


def taken_apart(text: str) -> UnitName:
    # Before the superscripts become digits.
    name = _COMMITTEE.sub("ubnd ", canonical(_NOTE_MARK.sub("", text.rstrip())))
    name = spelt_out(_BULLET.sub("", _SPACES.sub(" ", name).strip()))
    name = _SPACES.sub(" ", name.replace("&", " và ")).strip()
    name = _COUNCIL_AND_COMMITTEE.sub("ubnd ", name)
    found = _PROVINCE.search(name)
    province = ""
    # “Tỉnh Nghệ An” alone is the province, not a unit in it.
    if found and found.start() > 0:
        province, name = found["province"].strip(), name[: found.start()]
    name = name.removeprefix("ubnd ")
    name = _SHORT_KIND.sub(lambda short: _SHORT[short[1]] + " ", name)
    kind = _KIND.match(name)
    own = name[kind.end() :] if kind else name
    return UnitName(kind[1] if kind else "", _PUNCTUATION.sub(" ", own).strip(), province)


def without_province(provinces: Iterable[str], full: str) -> Iterable[str]:
    """“sở nội vụ tỉnh nghệ an”, “sở nội vụ nghệ an” and “sở nội vụ tỉnh” are “sở nội vụ”."""
    if full.endswith(" tỉnh"):
        yield full.removesuffix(" tỉnh")
    for province in sorted(provinces):
        for ending in (f" {province}", f" tỉnh {province}"):
            if full.endswith(ending):
                yield full.removesuffix(ending)
