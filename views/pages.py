"""The registry of pages: script, address, section and right of each. Pages not listed here are not reachable.

A page's words are `page.<name>` in the locales; what it is for is the first line of its script.
"""

from dataclasses import dataclass
from typing import Literal

from core.rights import Right, known
from core.viewer import Viewer

Section = Literal["", "tasks", "analysis", "data", "access"]
# The pages used in a meeting are top-level links in the bar, because nobody finds a page inside a closed drop-down. The
# others are in drop-downs, grouped by purpose.
IN_THE_BAR: Section = ""
SECTIONS: tuple[Section, ...] = (IN_THE_BAR, "tasks", "analysis", "data", "access")


@dataclass(frozen=True)
class Page:
    """A screen: its name in links and words, its script below `pages/`, its address, its place in the navigation."""

    name: str
    script: str
    address: str
    section: Section = IN_THE_BAR
    right: Right = "see_results"
    """What a viewer must be allowed for some unit, to open it."""
    whole: bool = False
    """It shows all units at once: for those who have the right for every unit."""
    linked: bool = False
    """Reached from a number or a name, not from the bar."""
    begins_empty: bool = False
    """Links to it and from it load the application anew: its forms must not keep what was typed for something else."""

    def __post_init__(self) -> None:
        known(self.right)

    def opens_for(self, viewer: Viewer) -> bool:
        """Whether this viewer may open it at all; what it says of one unit asks again."""
        return viewer.may(self.right) if self.whole else viewer.may_somewhere(self.right)

    def must_open_for(self, viewer: Viewer) -> None:
        """
        Raises:
            NotAllowedError: this viewer may not.
        """
        viewer.must(self.right) if self.whole else viewer.must_somewhere(self.right)


_ALL = (
    Page("overview", "results/overview.py", "/"),
    Page("ranking", "results/ranking.py", "/xep-hang"),
    Page("score", "results/score.py", "/diem"),
    Page("unit", "results/unit.py", "/don-vi", right="see_unit"),
    Page("meetings", "meetings/list.py", "/phien-hop", begins_empty=True, right="see_people", whole=True),
    Page("tasks", "tasks/list.py", "/nhiem-vu", "tasks"),
    Page("plan", "tasks/plan.py", "/ke-hoach", "tasks", begins_empty=True, right="see_people", whole=True),
    Page("commitments", "tasks/commitments.py", "/cam-ket", "tasks", begins_empty=True, right="see_people", whole=True),
    Page("cohorts", "tasks/cohorts.py", "/nhom-theo-doi", "tasks", begins_empty=True, right="see_people", whole=True),
    Page("indices", "tasks/indices.py", "/chi-so", "tasks", begins_empty=True),
    Page("people", "tasks/people.py", "/can-bo", "tasks", begins_empty=True, right="see_people", whole=True),
    Page("nation", "results/nation.py", "/tinh-trong-ca-nuoc", "analysis", begins_empty=True),
    Page("analysis", "results/analysis.py", "/phan-tich", "analysis"),
    Page("late_chain", "results/late_chain.py", "/ho-so-tre", "analysis", right="see_unit", whole=True),
    Page("fields", "results/fields.py", "/linh-vuc", "analysis", right="see_unit", whole=True),
    Page("method", "results/method.py", "/phuong-phap", "analysis"),
    Page("upload", "data/upload.py", "/nhap-so-lieu", "data", begins_empty=True, right="import"),
    Page("desk", "desk/desk.py", "/don-vi-cua-toi", "data", begins_empty=True, right="submit"),
    Page("month", "data/month.py", "/cong-bo", "data", begins_empty=True, right="see_drafts", whole=True),
    Page("calendar", "data/calendar.py", "/lich-nop", "data", right="see_drafts"),
    Page("reconcile", "data/reconcile.py", "/doi-chieu", "data", begins_empty=True, right="see_unit", whole=True),
    Page("integrity", "data/integrity.py", "/kiem-tra-bat-thuong", "data", begins_empty=True, right="see_unit"),
    Page("units", "data/units.py", "/don-vi-hanh-chinh", "data", begins_empty=True),
    Page("settings", "data/settings.py", "/thiet-lap", "data", begins_empty=True, right="settings"),
    Page("rights", "access/rights.py", "/quyen", "access"),
    Page("accounts", "access/accounts.py", "/tai-khoan", "access", right="accounts", begins_empty=True),
    Page("trail", "access/trail.py", "/nhat-ky", "access", right="see_trail"),
    Page("task", "tasks/task.py", "/nhiem-vu-chi-tiet", linked=True, begins_empty=True),
    Page("task_draft", "tasks/draft.py", "/soan-nhiem-vu", linked=True, begins_empty=True, right="assign_task"),
    Page("provenance", "results/provenance.py", "/nguon-goc", linked=True, right="see_files"),
    Page("late", "results/late.py", "/ho-so-tre-han", linked=True, right="see_unit"),
    Page("unit_score", "results/unit_score.py", "/diem-don-vi", linked=True, right="see_unit"),
)
PAGES = {page.name: page for page in _ALL}
