"""What a caption may mean, in the words that the sources know; nothing is decided where it may mean two things."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from loaders.monthly.mapping.captions import JOINED
from loaders.monthly.sources import portal_digitisation, portal_payment, portal_progress, template
from loaders.monthly.sources.base import LABELS, Target, caption, without_accents
from loaders.monthly.sources.form_columns import part_of
from loaders.monthly.sources.form_ii06a import group_of, no_count
from loaders.text.canonical import unaccented

GROUPS: tuple[Target, ...] = ("received", "resolved", "pending")
# What a whole count may be called besides the group's own words.
_NEUTRAL = re.compile(
    r"(?<!\w)(?:tổng cộng|cộng|tổng|số lượng|số|lượng|hồ sơ|tthc|thủ tục hành chính|đã|tiếp nhận|nhận|giải quyết|xử lý"
    r"|đang|chưa|hs|xong|trong kỳ|trong tháng|kỳ này|tháng này)(?!\w)"
)
_IN_PERIOD = re.compile(r"(?<!\w)(?:trong kỳ|trong tháng|kỳ này|tháng này|mới)(?!\w)")
_BOTH = re.compile(r"đúng.{0,12}trước hạn|trước.{0,12}đúng hạn")
_UMBRELLA = re.compile(r"^(?:kết quả|tình hình)(?!\w)|tiếp nhận.{0,12}giải quyết")
# The base of digitisation in the portal's table, and only there.
_TOTALS = frozenset(map(caption, portal_progress.TOTAL))
_MONTH = re.compile(r"^(?:tháng|kỳ|kỳ báo cáo|tháng báo cáo|month|period)$")


class Meaning(NamedTuple):
    """What one caption says."""

    targets: frozenset[Target] = frozenset()
    """Those it may mean; more than one until something else decides."""
    group: str = ""
    """The group of form II.06a its words name: received, resolved, pending."""
    part: str = ""
    """The part of a count that is split, such as “in full”."""
    why_not: str = ""
    """Why it is no count of ours although its words are known: share, merged, in_period."""


@cache
def _exact() -> Mapping[str, Target]:
    """Captions that mean one thing in any table; “Đúng hạn” of the portal's table does not."""
    found: dict[str, Target] = {}
    for known in (portal_digitisation.MEANING, portal_payment.MEANING, template.MEANING):
        # One word, such as the portal's “Điểm”, says too little by itself.
        found |= {words: target for words, target in known.items() if target not in LABELS and len(words.split()) > 2}
        found = {words: target for words, target in found.items() if words not in _TOTALS}
    return found | {words: target for words, target in without_accents(found).items() if words not in found}


def meaning(text: str) -> Meaning:
    """What the caption of a column of numbers says by itself."""
    parts = [part for part in text.split(JOINED) if part]
    if not parts:
        return Meaning()
    if any(no_count(part) for part in parts):
        return Meaning(why_not="share")
    groups = {found for part in parts if not _UMBRELLA.search(caption(part)) and (found := group_of(caption(part)))}
    leaf = caption(parts[-1])
    if len(groups) > 1:
        return Meaning()
    group = groups.pop() if groups else ""
    if _BOTH.search(leaf):
        return Meaning(group=group, why_not="merged")
    known = _exact().get(leaf) or _exact().get(unaccented(leaf))
    if known is not None:
        return Meaning(frozenset({known}), group if known in GROUPS else "")
    return _of_group(leaf, group) if group else _of_any(leaf)


def _of_group(leaf: str, group: str) -> Meaning:
    found = part_of(group, leaf)
    if found is not None and found.target != group:
        return Meaning(frozenset({found.target} if found.target else ()), group, found.part)
    if " ".join(_NEUTRAL.sub(" ", leaf).replace("mới", " ").split()):
        return Meaning(group=group)
    # What came in the period is not all there is to settle: that includes what was carried over.
    if group == "received" and _IN_PERIOD.search(leaf):
        return Meaning(group=group, why_not="in_period")
    return Meaning(frozenset(each for each in GROUPS if each == group), group)


def _of_any(leaf: str) -> Meaning:
    """Of a caption that names no group: what it may be a part of."""
    found = [part for group in GROUPS if (part := part_of(group, leaf))]
    targets = frozenset(part.target for part in found if part.target)
    parts = {part.part for part in found}
    return Meaning(targets, "", parts.pop() if len(parts) == 1 else "")


def is_month(text: str) -> bool:
    return bool(_MONTH.fullmatch(caption(text)))
