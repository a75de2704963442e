"""The same word however it was typed: Unicode forms, spaces, case, Ð for Đ, and hoà for hòa.

`canonical` is for comparing, never for showing.
"""

import functools
import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Eth and African D look like Đ and are typed for it; no normal form joins them.
_LOOKALIKES = str.maketrans("ðɖ", "đđ")
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]")
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»]")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_MODIFIED = "ăâêôơư"
_VOWELS = "aăâeêioôơuưy"


def canonical(text: str) -> str:
    """Lower-case NFC with single spaces, plain dashes, no quotes, and every tone mark on its standard letter."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().translate(_LOOKALIKES)
    text = _QUOTES.sub("", _DASHES.sub("-", text))
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())
    return _WORD.sub(lambda word: with_standard_tone(word[0]), text)


def unaccented(text: str) -> str:
    """A canonical text without any mark: “da giai quyet” for “đã giải quyết”."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("đ", "d")


@functools.lru_cache(maxsize=20_000)
def with_standard_tone(word: str) -> str:
    """hoà → hòa, thuỷ → thủy, qúy → quý; a word without exactly one tone mark stays as it is."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    tones = [mark for mark in decomposed if mark in TONES]
    if len(tones) != 1:
        return word
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))
    at = _place_of_tone(bare)
    if at is None:
        return word
    return unicodedata.normalize("NFC", bare[: at + 1] + tones[0] + bare[at + 1 :])


def _place_of_tone(bare: str) -> int | None:
    vowels = [index for index, letter in enumerate(bare) if letter in _VOWELS]
    # The u of qu and the i of gi belong to the consonant, unless they are the only vowel.
    if len(vowels) > 1 and bare.startswith(("qu", "gi")) and vowels[0] == 1:
        vowels = vowels[1:]
    if not vowels:
        return None
    if modified := [index for index in vowels if bare[index] in _MODIFIED]:
        return modified[-1]
    if len(vowels) == 1 or bare[-1] not in _VOWELS:
        return vowels[-1]
    return vowels[0] if len(vowels) == 2 else vowels[1]
