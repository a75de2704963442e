"""The pieces of the page on which a yearly plan is loaded."""

from collections.abc import Mapping
from typing import Any

from actions.tasks import plans as deeds
from actions.tasks.plans import PlanCheck
from core.clock import now
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.lists import Files, ListScreen, choose_and_load, say_loaded


@only_for("assign_task")
def upload() -> None:
    """Say what was loaded, with a link to the drafts; choose a plan, see every line with its verdict, and load it."""
    if say_loaded(PLAN):
        draw.template("tasks/plan_open.html")
    choose_and_load(PLAN)


def _judge(files: Files) -> PlanCheck:
    ((content, name),) = files
    return deeds.check_plan(session.engine(), session.viewer(), content, name, clock=now)


def _numbers(found: PlanCheck) -> Mapping[str, int]:
    """How many lines there are, are clear, and are not written down yet."""
    lines, new, clear = len(found.lines), len(found.new), sum(each.clear for each in found.lines)
    return {"lines": lines, "clear": clear, "unclear": lines - clear, "known": lines - new, "new": new}


def _preview(found: PlanCheck) -> None:
    draw.template("tasks/plan.html", lines=found.lines, names=filters.unit_names(session.everything()))


def _load(files: Files, _: str) -> Mapping[str, Any] | None:
    ((content, name),) = files
    codes = deeds.load_plan(session.engine(), session.viewer(), content, name, clock=now)[1]
    return {"lines": len(codes), "first": codes[0], "last": codes[-1]} if codes else None


PLAN = ListScreen(
    words="tasks.plan_loading",
    chooser="plan_file",
    button="load_plan",
    judge=_judge,
    numbers=_numbers,
    changes_something=lambda found: bool(found.new),
    preview=_preview,
    load=_load,
)
