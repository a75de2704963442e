"""Every way in is listed here with what it asks for: a new one that nobody thought about fails.

Whoever has no right is refused by each before anything is read or done; what it says of one unit is attacked in
`test_other_units.py`.
"""

import argparse
import importlib
import inspect
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.routing import Mount, Route

from actions.__main__ import parser as deeds
from app import app
from core.access_errors import ConfirmationNeededError
from core.errors import NotAllowedError
from core.rights import REGISTER, Right, known
from core.settings import ROOT
from core.viewer import ALL_UNITS, Viewer
from reports.__main__ import parser as questions
from views.pages import PAGES


def _of(module: str, names: str, right: Right) -> dict[str, Right]:
    return {f"{module}.{name}": right for name in names.split()}


ASKING: dict[str, Right] = {
    **_of("actions.access.managing", "invite link grant withdraw disable enable end_sessions", "accounts"),
    **_of("actions.access.lost", "remove_second_factor remove_passkeys", "accounts"),
    **_of("actions.access.delegating", "delegate take_back people", "delegate"),
    **_of("actions.access.delegating", "standing_in", "submit"),
    **_of("actions.access.ways", "use_openid use_password", "accounts"),
    **_of("actions.data.annotations", "annotate", "annotate"),
    **_of("actions.data.backup", "backup restore", "backup"),
    **_of("actions.data.by_hand", "enter", "import"),
    **_of("actions.data.flags", "explain", "explain_flag"),
    **_of("actions.data.import_file", "check save_draft import_file", "import"),
    **_of("actions.data.keeping", "keep_draft keep keep_all", "import"),
    **_of("actions.data.mappings", "offer tried remember forget", "import"),
    **_of("actions.data.portal_reads", "check_portal load_portal check_all load_all", "import"),
    **_of("actions.data.publish", "publish make_version version_of", "publish"),
    **_of("actions.data.publish", "close", "lock"),
    **_of("actions.data.pull", "pull", "import"),
    **_of("actions.data.review", "acknowledge accept accept_all reject", "import"),
    **_of("actions.data.row_answers", "is_unit leave_out answer_all take_back", "import"),
    **_of("actions.data.set_up", "set_up", "structure"),
    **_of("actions.data.set_up", "close_on", "settings"),
    **_of("actions.data.set_up", "rename", "settings"),
    **_of("actions.data.settings_book", "check load", "settings"),
    **_of("actions.data.settings_decisions", "held", "settings"),
    **_of("actions.data.structure", "check_structure load_structure", "structure"),
    **_of("actions.data.delivery_days", "set_delivery_day remove_delivery_day", "settings"),
    **_of("actions.access.coded_roles", "set_coded_roles", "accounts"),
    **_of("actions.data.clarity_sets", "set_clarities remove_clarities", "settings"),
    **_of("actions.data.remindings", "set_reminder remove_reminder", "settings"),
    **_of("actions.data.score_weights", "set_weights remove_weights", "settings"),
    **_of("actions.data.targets", "set_target end_target remove_target", "structure"),
    **_of("actions.data.withdraw", "withdraw", "import"),
    **_of("actions.data.withdraw", "withdraw_import restore_version", "publish"),
    **_of("actions.desk.replying", "reply", "reply"),
    **_of("actions.desk.submitting", "submit submit_file", "submit"),
    **_of("actions.meetings.preparing", "prepare arrange close open_meeting", "assign_task"),
    **_of("actions.meetings.recording", "read_back record strike", "assign_task"),
    **_of("actions.tasks.cohorts", "define change end", "assign_task"),
    **_of("actions.tasks.commitments", "sign withdraw", "assign_task"),
    **_of("actions.tasks.people", "check_people load_people", "assign_task"),
    **_of("actions.tasks.plans", "check_plan load_plan", "assign_task"),
    **_of("actions.tasks.remind", "remind", "remind"),
    **_of("actions.desk.notices", "notify", "remind"),
    **_of("actions.tasks.steps", "draft edit write issue move", "assign_task"),
    **_of("actions.tasks.yearly_results", "check_results load_results add_criterion answer", "assign_task"),
    **_of("reports.data.export", "exported", "see_unit"),
    **_of("reports.data.form_out", "form_out", "see_unit"),
    **_of("reports.data.integrity", "flags", "see_results"),
    **_of("reports.data.not_in", "not_in", "remind"),
    **_of("reports.data.provenance", "traces", "see_files"),
    **_of("reports.data.verification", "data_then", "see_results"),
    **_of("reports.meetings.agenda", "known", "see_people"),
    **_of("reports.digest", "digest_of", "see_unit"),
    **_of("reports.month_report", "month_report", "see_people"),
    **_of("reports.review", "review_of", "see_people"),
    **_of("reports.results.fields", "fields", "see_unit"),
    **_of("reports.results.late_chain", "late_chain", "see_unit"),
    **_of("reports.results.nation", "nation", "see_results"),
    **_of("reports.results.overview", "overview", "see_results"),
    **_of("reports.results.ranking", "ranking", "see_results"),
    **_of("reports.results.score", "score score_rows", "see_results"),
    **_of("reports.results.unit", "unit_report", "see_unit"),
    **_of("reports.versions", "published as_published", "see_results"),
    **_of("reports.versions", "as_if_published as_if_withdrawn with_drafts", "see_drafts"),
}
"""What refuses at once, and the right it asks for."""

BY_UNIT = {
    "actions.data.annotations.withdraw",
    "actions.desk.replying.answer",
    "actions.desk.replying.take_back",
    "actions.desk.submitting.explain",
    "actions.desk.submitting.take_back",
    "reports.brief.brief_of",
    "reports.desk.desk.desk",
    "reports.desk.desk.said",
    "reports.data.calendar.calendar",
    "reports.data.consequences.consequences",
    "reports.data.consequences.between_versions",
    "reports.data.integrity.found",
    "reports.data.integrity.flag_rows",
    "reports.data.provenance.kept_file",
    "reports.tasks.listed.task_of",
    "reports.tasks.listed.task_list",
    "reports.tasks.listed.as_seen",
    "reports.tasks.yearly_review.review",
}
"""What asks about the unit it has found, or leaves out what is not for the viewer: see their own tests."""

INSIDE = {
    # Of deeds that have asked.
    "actions.data.storing.stored",
    "actions.data.storing.answer",
    "actions.data.storing.audit_import",
    "actions.data.drafting.drafted",
    "actions.data.review.move",
    "actions.tasks.sending.send",
}

ROUTES = {
    "/healthz": "open: says nothing",
    "/readyz": "open: whether the database answers",
    "/assets": "open: typefaces, and the script that asks a browser for a passkey",
    "/dang-nhap": "open: signing in",
    "/dang-nhap/openid": "open: to the provider of identities",
    "/dang-nhap/openid/tra-loi": "open: who began it in the same browser, and whom the provider names",
    "/dang-nhap/khoa-truy-cap": "open: whose passkey it is",
    "/tai-khoan-cua-toi/xac-nhan": "one's own session, and a passkey of its account",
    "/lien-ket/{token}": "open: who has the link",
    "/tai-khoan-cua-toi": "one's own account",
    "/dang-xuat": "one's own session",
    "/xem-thu": "samples alone",
    "/lich-nhiem-vu.ics": "see_people, of the units of the person",
    "/lich-rieng.ics": "see_people, of the units of the person whose secret key it is",
    "/so-lieu/{name}.{kind}": "see_results, and what the question asks for",
    "/hinh/{name}.{kind}": "see_results; see_unit of the unit it is of",
    "/phien-hop/trinh-chieu": "see_people for every unit",
    "/phien-hop/trinh-chieu/{code}/doc-lai": "assign_task",
    "/phien-hop/trinh-chieu/{code}/ghi": "assign_task",
}

DEEDS = {
    "accounts",
    "audit",
    "backup",
    "clarities",
    "closing-day",
    "correct",
    "import",
    "indices",
    "mappings",
    "notify",
    "portal",
    "pull",
    "remind",
    "reminders",
    "restore",
    "restore-version",
    "row-names",
    "sample",
    "settings",
    "set-up",
    "structure",
    "targets",
    "delivery-days",
    "weights",
    "withdraw",
}
QUESTIONS = {
    "brief",
    "digest",
    "export",
    "fields",
    "flags",
    "form-ii06a",
    "late-letter",
    "meeting",
    "nation",
    "overview",
    "rank-sets",
    "ranking",
    "report",
    "review",
    "score",
    "settings",
    "unit",
    "verify",
    "verify-document",
    "weights",
    "workbook",
}


def functions() -> dict[str, inspect.Signature]:
    """The public functions of actions and reports that are done for a viewer."""
    found = {}
    for room in ("actions", "reports"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if name.endswith("__") or ".commands" in name or ".samples" in name:
                continue
            module = importlib.import_module(name)
            for each, held in vars(module).items():
                if inspect.isfunction(held) and held.__module__ == name and not each.startswith("_"):
                    signature = inspect.signature(held)
                    if "viewer" in signature.parameters:
                        found[f"{name}.{each}"] = signature
    return found


def test_every_function_that_takes_a_viewer_is_listed():
    assert functions().keys() == ASKING.keys() | BY_UNIT | INSIDE


def called(name: str, viewer: Viewer) -> None:
    module, _, function = name.rpartition(".")
    given = {
        each.name: MagicMock(name=each.name)
        for each in functions()[name].parameters.values()
        if each.default is inspect.Parameter.empty
    }
    getattr(importlib.import_module(module), function)(**(given | {"viewer": viewer}))


@pytest.mark.parametrize("name", ASKING)
def test_who_has_every_right_but_this_is_refused_at_once(name: str):
    missing = {ASKING[name]} | ({"report_task"} if name.endswith("steps.move") else set())
    for others in (set(), REGISTER.keys() - missing):
        with pytest.raises(NotAllowedError):
            called(name, Viewer.holding("ai đó", others, ALL_UNITS))


AGAIN = sorted(name for name, right in ASKING.items() if right in ("publish", "lock", "accounts"))
AGAIN += ["actions.access.delegating.delegate"]


@pytest.mark.parametrize("name", AGAIN)
def test_a_deed_that_asks_for_the_password_again_is_refused_to_an_old_session(name: str):
    """Whatever a page shows: the rule is the deed's."""
    late = Viewer("ai đó", frozenset((right, ALL_UNITS) for right in REGISTER), fresh=False)
    with pytest.raises(ConfirmationNeededError):
        called(name, late)


def test_every_page_says_what_it_asks_for():
    scripts = {path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").rglob("*.py")}
    assert {page.script for page in PAGES.values()} == {each for each in scripts if not each.endswith("__init__.py")}
    for page in PAGES.values():
        assert known(page.right)


def test_every_route_is_listed():
    ours = {route.path for route in app._user_routes if isinstance(route, Route | Mount)}
    assert ours == ROUTES.keys()


def commands(program: argparse.ArgumentParser) -> set[str]:
    return {
        name for action in program._actions if isinstance(action, argparse._SubParsersAction) for name in action.choices
    }


def test_every_command_is_listed_and_takes_a_name():
    assert commands(deeds()) == DEEDS
    assert commands(questions()) == QUESTIONS


def test_nothing_but_the_sample_and_the_server_itself_is_everyone():
    named = {
        path.relative_to(ROOT).as_posix()
        for room in ("actions", "reports", "store", "views", "web", "pages")
        for path in Path(ROOT / room).rglob("*.py")
        if "everyone(" in path.read_text(encoding="utf-8")
    }
    assert named == {
        "actions/commands/importing.py",  # the sample
        "reports/access/demonstration.py",
        "store/acting.py",  # at the shell, before there are accounts
        "views/screen/session.py",  # what is published, once for all; `begin` asks
        "views/screen/warming.py",  # the sample of `make run`
    }
