"""Abbreviations that all provinces share, and the one-stop shops that report in a commune's name."""

import re

_AND = r" ?(?:&|và|-|,|\.)? ?"
# Of a department, so only behind “sở”.
_FIELDS = {
    ("nn", "mt"): "nông nghiệp và môi trường",
    ("nn", "ptnt"): "nông nghiệp và phát triển nông thôn",
    ("tn", "mt"): "tài nguyên và môi trường",
    ("kh", "cn"): "khoa học và công nghệ",
    ("kh", "đt"): "kế hoạch và đầu tư",
    ("gd", "đt"): "giáo dục và đào tạo",
    ("vh", "tt", "dl"): "văn hóa thể thao và du lịch",
    ("tt", "tt"): "thông tin và truyền thông",
    ("lđ", "tb", "xh"): "lao động thương binh và xã hội",
    ("dt", "tg"): "dân tộc và tôn giáo",
    ("gt", "vt"): "giao thông vận tải",
}
_DEPARTMENTS = tuple((re.compile(rf"^sở {_AND.join(parts)}(?!\w)"), f"sở {name}") for parts, name in _FIELDS.items())
_WORDS = (
    (re.compile(r"^vp(?=\.? ?ubnd)"), "văn phòng "),
    (re.compile(r"^bql(?!\w)"), "ban quản lý"),
    (re.compile(r"(?<!\w)kcn(?!\w)"), "khu công nghiệp"),
    (re.compile(r"(?<!\w)kkt(?!\w)"), "khu kinh tế"),
)
# “Trung tâm PVHCC xã X”, “Bộ phận Một cửa xã X” report for the commune; the province's own centre is another unit.
_ONE_STOP = re.compile(
    r"^(?:(?:trung tâm|tt) ?(?:phục vụ|pv) ?(?:hành chính công|hcc)"
    r"|(?:bộ phận|bp) (?:một cửa|1 cửa|tiếp nhận và trả kết quả|tn ?(?:&|và) ?tkq))"
    r" (?:của |thuộc )?(?:ubnd )?(?=(?:xã|phường|đặc khu|thị trấn|[xp]\.) ?\w)"
)


def spelt_out(name: str) -> str:
    """A canonical name without abbreviations: “sở nn&mt” is “sở nông nghiệp và môi trường”."""
    name = _ONE_STOP.sub("", name)
    for pattern, words in (*_DEPARTMENTS, *_WORDS):
        name = pattern.sub(words, name)
    return name
