"""Abbreviations that all provinces share, and the one-stop shops that report in a commune's name."""

import re

_AND = r" ?(?:&|và|-|,|\.)? ?"
# Of a department, so only behind “sở”. Each part may be written out: “Sở Nông nghiệp & MT”.
_FIELDS = (
    {"nn": "nông nghiệp", "mt": "môi trường"},
    {"nn": "nông nghiệp", "ptnt": "phát triển nông thôn"},
    {"tn": "tài nguyên", "mt": "môi trường"},
    {"kh": "khoa học", "cn": "công nghệ"},
    {"kh": "kế hoạch", "đt": "đầu tư"},
    {"gd": "giáo dục", "đt": "đào tạo"},
    {"vh": "văn hóa", "tt": "thể thao", "dl": "du lịch"},
    {"tt": "thông tin", "tt ": "truyền thông"},
    {"lđ": "lao động", "tb": "thương binh", "xh": "xã hội"},
    {"dt": "dân tộc", "tg": "tôn giáo"},
    {"nv": "nội vụ"},
    {"tp": "tư pháp"},
    {"tc": "tài chính"},
    {"ct": "công thương"},
    {"xd": "xây dựng"},
    {"yt": "y tế"},
    {"ngv": "ngoại vụ"},
    {"gtvt": "giao thông vận tải"},
)


def _written(field: dict[str, str]) -> str:
    *first, last = field.values()
    return " và ".join([*([" ".join(first)] if first else []), last])


_DEPARTMENTS = tuple(
    (
        re.compile(rf"^sở {_AND.join(f'(?:{short.strip()}|{words})' for short, words in field.items())}(?!\w)"),
        f"sở {_written(field)}",
    )
    for field in _FIELDS
)
_WORDS = (
    (re.compile(r"^vp(?=\.? ?ubnd)"), "văn phòng "),
    (re.compile(r"^bql(?!\w)"), "ban quản lý"),
    (re.compile(r"^(?:ban )?qlk(?=kt(?!\w)|cn(?!\w))"), "ban quản lý k"),
    (re.compile(r"(?<!\w)kcn(?!\w)"), "khu công nghiệp"),
    (re.compile(r"(?<!\w)kkt(?!\w)"), "khu kinh tế"),
)
_SHOP = (
    r"(?:(?:trung tâm|tt)[. ]?(?:(?:phục vụ|pv)[. ]?)?(?:hành chính công|hcc)"
    r"|(?:(?:bộ phận|bp) ?)?(?:một cửa|1 cửa|mc|(?:tiếp nhận|tn) ?(?:&|và) ?(?:trả kết quả|tkq)))"
)
_PLACE = r"(?:xã|phường|đặc khu|thị trấn|[xp]\.) ?\w"
# “Trung tâm PVHCC xã X”, “Bộ phận Một cửa xã X” report for the commune; the province's own centre is another unit.
_BEFORE = re.compile(rf"^{_SHOP}(?: ?[-,] ?| )(?:của |thuộc )?(?:ubnd )?(?={_PLACE})")
# “Xã X - Bộ phận Một cửa”, “UBND xã X (Trung tâm PVHCC)”.
_BEHIND = re.compile(rf" ?[-,(] ?{_SHOP}\)?$")
_OF_A_PLACE = re.compile(rf"^(?:ubnd )?{_PLACE}")


def spelt_out(name: str) -> str:
    """A canonical name without abbreviations: “sở nn&mt” is “sở nông nghiệp và môi trường”."""
    name = _BEFORE.sub("", name)
    if _OF_A_PLACE.match(name):
        name = _BEHIND.sub("", name)
    for pattern, words in (*_DEPARTMENTS, *_WORDS):
        name = pattern.sub(words, name)
    return name
