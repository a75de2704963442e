"""`python -m actions accounts`, and as whom commands act."""

import ast
import json

import pytest

from actions.__main__ import main as act
from actions.access import links
from core.clock import now
from core.settings import ROOT
from reports.__main__ import main as ask
from store.database import open_engine

PASSWORD = "một câu dài dễ nhớ"
FILE = str(ROOT / "sample_data" / "forms" / "form_ii06a_2026-08.xlsx")
DONE, NOT_READY, WRONG = 0, 3, 2


@pytest.fixture
def address(tmp_path, monkeypatch) -> str:
    url = f"sqlite:///{tmp_path / 'namro.db'}"
    monkeypatch.setenv("NAMRO_DATABASE_URL", url)
    monkeypatch.delenv("NAMRO_AS", raising=False)
    return url


def said(capsys) -> str:
    out = capsys.readouterr()
    return out.out + out.err


def token(capsys) -> str:
    return json.loads(said(capsys))["link"].rsplit("/", 1)[1]


def enter(address: str, link: str, name: str = "") -> None:
    engine = open_engine(address)
    links.use(engine, link, name, "Trần A", PASSWORD, clock=now)
    engine.dispose()


@pytest.fixture
def managed(address, capsys) -> str:
    assert act(["accounts", "first-administrator", "--json"]) == DONE
    enter(address, token(capsys), "quan.tri")
    return address


def test_the_first_administrators_link_is_printed_with_the_servers_address(address, capsys):
    assert act(["accounts", "first-administrator", "--address", "https://namro.example.vn/"]) == DONE
    assert "https://namro.example.vn/lien-ket/" in said(capsys)


def test_without_accounts_commands_act_for_whoever_is_at_the_shell(address, capsys):
    assert act(["import", FILE, "--month", "2026-08", "--reason", "x"]) == DONE
    assert ask(["flags", "--month", "2026-08"]) == DONE
    assert act(["accounts", "list"]) == DONE
    assert "Chưa có tài khoản" in said(capsys)


def test_with_accounts_a_deed_says_who_does_it(managed, capsys, monkeypatch):
    for command in (
        ["import", FILE, "--month", "2026-08", "--reason", "x"],
        ["withdraw", "--unit", "SNV", "--month", "2026-08", "--reason", "x"],
        ["remind", "--dry-run"],
        ["closing-day", "14", "--source", "x"],
        ["accounts", "invite", "a.b"],
        ["accounts", "list"],
        ["backup", "x.zip"],
        ["mappings", "list"],
        ["mappings", "add", FILE],
        ["row-names", "list"],
        ["row-names", "is", "x", "--unit", "SNV"],
        ["targets", "set", "online", "--from", "2027-01", "--value", "90", "--source", "x"],
        ["delivery-days", "set", "dossiers", "--from", "2027-01", "--day", "8", "--source", "x"],
        ["delivery-days", "remove", "dossiers", "--from", "2027-01", "--source", "x"],
        ["reminders", "set", "--days", "-5", "--to", "staff", "--from", "2027-01", "--source", "x"],
        ["clarities", "set", "--ask", "work", "--from", "2027-01", "--source", "x"],
        ["weights", "remove", "noi_bo", "--from", "2027-01", "--source", "x"],
        ["clarities", "remove", "--from", "2027-01", "--source", "x"],
        ["reminders", "remove", "--days", "-5", "--from", "2027-01", "--source", "x"],
        ["targets", "end", "online", "--unit", "SNV", "--from", "2027-01", "--source", "x"],
        ["targets", "remove", "online", "--from", "2027-01", "--source", "x"],
    ):
        assert act(command) == NOT_READY, command
        assert "--as" in said(capsys)
    assert act(["accounts", "first-administrator"]) == NOT_READY
    assert act(["accounts", "list", "--as", "nobody"]) == NOT_READY
    assert act(["import", FILE, "--month", "2026-08", "--reason", "x", "--as", "quan.tri"]) == NOT_READY
    assert "không được phép nhập" in said(capsys), "an administrator has no right over numbers"

    assert act(["accounts", "invite", "Clerk", "--role", "secretariat", "--role", "publisher", "--as", "quan.tri"]) == 0
    assert act(["import", FILE, "--month", "2026-08", "--reason", "x", "--as", "clerk"]) == DONE
    monkeypatch.setenv("NAMRO_AS", "quan.tri")
    assert act(["accounts", "disable", "clerk"]) == DONE
    assert act(["import", FILE, "--month", "2026-08", "--as", "clerk"]) == NOT_READY
    assert "đang hoạt động" in said(capsys)


def test_who_may_import_but_not_publish_leaves_a_draft_with_its_reasons(managed, capsys):
    act(["accounts", "invite", "thu.ky", "--role", "secretariat", "--as", "quan.tri"])
    act(["accounts", "invite", "ca.hai", "--role", "secretariat", "--role", "publisher", "--as", "quan.tri"])
    capsys.readouterr()

    asked = ["import", FILE, "--month", "2026-08", "--reason", "đã hỏi đơn vị"]
    assert act([*asked, "--as", "thu.ky"]) == NOT_READY
    told = said(capsys)
    assert "Đã lưu dự thảo tháng 8/2026" in told and "không có quyền công bố" in told

    assert act(["import", FILE, "--month", "2026-08", "--as", "ca.hai"]) == DONE, "its warnings have their reasons"
    assert "Đã công bố tháng 8/2026, bản 1" in said(capsys)


def test_without_a_name_only_what_is_published_is_read(managed, capsys, monkeypatch):
    assert act(["accounts", "invite", "clerk", "--role", "secretariat", "--role", "publisher", "--as", "quan.tri"]) == 0
    assert act(["import", FILE, "--month", "2026-08", "--reason", "x", "--as", "clerk"]) == DONE
    said(capsys)
    assert ask(["ranking", "--measure", "online", "--month", "2026-08", "--kind", "department"]) == DONE
    assert "SNV" in said(capsys)
    for command in (
        ["unit", "SNV"],
        ["flags", "--month", "2026-08"],
        ["score", "--month", "2026-08", "--explain", "SNV"],
        ["export", "--version", "2026-08"],
    ):
        assert ask(command) == NOT_READY, command
        assert "--as" in said(capsys)
        assert ask([*command, "--as", "nobody"]) == NOT_READY
    assert ask(["unit", "SNV", "--as", "clerk"]) == DONE


def test_a_units_member_asks_for_its_own_unit_alone(managed, capsys):
    member = ["accounts", "invite", "can.bo", "--role", "unit_member", "--unit", "SNV", "--as", "quan.tri"]
    assert act(member) == DONE
    assert act(["accounts", "invite", "clerk", "--role", "secretariat", "--role", "publisher", "--as", "quan.tri"]) == 0
    assert act(["import", FILE, "--month", "2026-08", "--reason", "x", "--as", "clerk"]) == DONE
    assert ask(["unit", "SNV", "--as", "can.bo"]) == DONE
    said(capsys)
    assert ask(["unit", "STP", "--as", "can.bo"]) == NOT_READY
    assert "không được phép xem chi tiết" in said(capsys)


def test_wrong_questions_get_a_sentence(managed, capsys):
    for command, words, *code in (
        (["accounts", "invite"], "Cần tên đăng nhập"),
        (["accounts", "invite", "a b"], "không dùng làm tên đăng nhập"),
        (["accounts", "grant", "quan.tri", "--unit", "none"], "none", WRONG),
        (["accounts", "disable", "quan.tri"], "không còn ai quản lý"),
        (["accounts", "link", "nobody"], "nobody"),
    ):
        assert act([*command, "--as", "quan.tri"]) == (code[0] if code else NOT_READY), command
        assert words in said(capsys)
    with pytest.raises(SystemExit) as refused:
        act(["accounts", "grant", "quan.tri", "--role", "king", "--as", "quan.tri"])
    assert refused.value.code == WRONG


def test_no_command_gives_itself_every_right():
    """Whoever is at the shell has every right only while there are no accounts: `store.acting` alone decides it."""
    for module in sorted((ROOT / "actions" / "commands").glob("*.py")):
        named = [
            node.args
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "everyone"
        ]
        given = [ast.literal_eval(argument) for arguments in named for argument in arguments]
        assert len(named) == len(given) and set(given) <= {"sample"}, module.name
