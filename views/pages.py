"""The registry of pages: script, address, section and right of each. Pages not listed here are not reachable.

A page's words are `page.<name>` in the locales; what it is for is the first line of its script.
"""

from dataclasses import dataclass
from typing import Literal

from core.rights import Right

Section = Literal["", "tasks", "analysis", "data"]
# The pages used in a meeting are top-level links in the bar, because nobody finds a page inside a closed drop-down. The
# others are in drop-downs, grouped by purpose.
IN_THE_BAR: Section = ""
SECTIONS: tuple[Section, ...] = (IN_THE_BAR, "tasks", "analysis", "data")


@dataclass(frozen=True)
class Page:
    """A screen: its name in links and words, its script below `pages/`, its address, its place in the navigation."""

    name: str
    script: str
    address: str
    section: Section = IN_THE_BAR
    right: Right = "see_results"
    """What a viewer must be allowed, to open it."""
    linked: bool = False
    """Reached from a number or a name, not from the bar."""
    begins_empty: bool = False
    """Links to it and from it load the application anew: its forms must not keep what was typed for something else."""


_ALL = (
    Page("overview", "results/overview.py", "/"),
    Page("ranking", "results/ranking.py", "/xep-hang"),
    Page("score", "results/score.py", "/diem"),
    Page("unit", "results/unit.py", "/don-vi"),
    Page("meetings", "meetings/list.py", "/phien-hop", begins_empty=True),
    Page("tasks", "tasks/list.py", "/nhiem-vu", "tasks"),
    Page("plan", "tasks/plan.py", "/ke-hoach", "tasks", begins_empty=True),
    Page("commitments", "tasks/commitments.py", "/cam-ket", "tasks", begins_empty=True),
    Page("cohorts", "tasks/cohorts.py", "/nhom-theo-doi", "tasks", begins_empty=True),
    Page("indices", "tasks/indices.py", "/chi-so", "tasks", begins_empty=True),
    Page("people", "tasks/people.py", "/can-bo", "tasks", begins_empty=True),
    Page("nation", "results/nation.py", "/tinh-trong-ca-nuoc", "analysis", begins_empty=True),
    Page("analysis", "results/analysis.py", "/phan-tich", "analysis"),
    Page("late_chain", "results/late_chain.py", "/ho-so-tre", "analysis"),
    Page("method", "results/method.py", "/phuong-phap", "analysis"),
    Page("upload", "data/upload.py", "/nhap-so-lieu", "data", begins_empty=True),
    Page("month", "data/month.py", "/cong-bo", "data", begins_empty=True),
    Page("calendar", "data/calendar.py", "/lich-nop", "data"),
    Page("reconcile", "data/reconcile.py", "/doi-chieu", "data", begins_empty=True),
    Page("integrity", "data/integrity.py", "/kiem-tra-bat-thuong", "data", begins_empty=True),
    Page("units", "data/units.py", "/don-vi-hanh-chinh", "data", begins_empty=True),
    Page("settings", "data/settings.py", "/thiet-lap", "data", begins_empty=True),
    Page("task", "tasks/task.py", "/nhiem-vu-chi-tiet", linked=True, begins_empty=True),
    Page("task_draft", "tasks/draft.py", "/soan-nhiem-vu", linked=True, begins_empty=True),
    Page("provenance", "results/provenance.py", "/nguon-goc", linked=True),
    Page("late", "results/late.py", "/ho-so-tre-han", linked=True),
    Page("unit_score", "results/unit_score.py", "/diem-don-vi", linked=True),
)
PAGES = {page.name: page for page in _ALL}
