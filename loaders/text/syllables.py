"""Could this be Vietnamese? Distinguishes real text from the same bytes read in a wrong encoding or font."""

import functools
import re
import unicodedata

from loaders.text.canonical import TONES

_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}<>/\\|\"'“”‘’«»…*%&=~#@_+–—-]+")
# With what only names of the Central Highlands have: Krông, Đrắk, Plông; Đắk, Păh.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bđghkmps][lr]|[bcdđghklmnpqrstvx])?"
    r"(?:iêu|yêu|uyê|uya|uyu|oai|oay|oao|oeo|uôi|ươi|ươu|uây|uêu"
    r"|iê|yê|ia|ya|uô|ua|ươ|ưa|oa|oă|oe|oo|uâ|uê|uy|uơ|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(?P<end>ch|ng|nh|[chkmnpt])?"
)
_STOPS = ("c", "ch", "k", "p", "t")
_NAMES = frozenset({"đakrông"})
"""Of several syllables in one word."""
_SHARP_OR_HEAVY = ("\u0301", "\u0323")


def plausible(text: str) -> bool:
    """Whether every word with a letter beyond ASCII is a possible Vietnamese syllable.

    Words in plain ASCII say nothing either way. Text without any other word is plausible.
    """
    return all(_possible(word) for word in words(text))


def words(text: str) -> list[str]:
    """The words that are not plain ASCII."""
    return [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]


@functools.lru_cache(maxsize=20_000)
def _possible(word: str) -> bool:
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    if word.isupper() and word.replace("Đ", "D").isascii():
        return True  # an abbreviation: LĐTBXH
    if word.lower() in _NAMES:
        return True
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))
    found = _SYLLABLE.fullmatch(bare)
    if not found or len(tones) > 1:
        return False
    # A syllable that ends in a stop has only sắc or nặng.
    return not tones or found["end"] not in _STOPS or tones[0] in _SHARP_OR_HEAVY
