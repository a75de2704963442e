"""However and wherever the server is started, Streamlit does what `.streamlit/config.toml` says, or nothing at all."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import requests

from tests.serving import ROOT, free_port, served
from tests.visitor import Visitor

pytestmark = pytest.mark.slow

ASK = """
import json, app, streamlit
print(json.dumps({name: streamlit.get_option(name) for name in __import__("sys").argv[1:]}))
"""
FROM_ANYWHERE = [
    *(sys.executable, "-m", "uvicorn", "--app-dir", str(ROOT), "app:app", "--no-access-log"),
    *("--host", "127.0.0.1", "--port", "{port}"),
]


def held() -> dict[str, object]:
    """Every option of the file that is not looks."""
    file = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": value for section in file.keys() - {"theme"} for name, value in file[section].items()}


def asked(folder: Path, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """The options in force in a process whose working directory and home are `folder`."""
    own = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "NAMRO_DATABASE_URL": "sqlite://"}
    command = [sys.executable, "-c", ASK, *held()]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **own, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_file_says_what_may_not_come_on_silently():
    options = held()

    assert options["client.disableDataExport"] is True
    assert options["client.showErrorDetails"] == "none"
    assert options["runner.magicEnabled"] is False
    assert options["browser.gatherUsageStats"] is False
    assert options["server.maxUploadSize"] == 20
    assert options["server.enableXsrfProtection"] is True


def test_the_working_directory_and_the_home_folder_change_nothing(tmp_path: Path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        "[client]\ndisableDataExport = false\n[server]\nmaxUploadSize = 200\n", encoding="utf-8"
    )

    answer = asked(tmp_path)

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout.splitlines()[-1]) == held()


@pytest.mark.parametrize(
    ("flags", "environment", "option"),
    [
        (("--server.maxUploadSize", "200"), {}, "server.maxUploadSize"),
        ((), {"STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": "false"}, "client.disableDataExport"),
        ((), {"STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full"}, "client.showErrorDetails"),
        ((), {"STREAMLIT_SERVER_ENABLE_AGENT_API": "true"}, "server.enableAgentApi"),
    ],
)
def test_an_option_that_is_overridden_is_refused_in_a_sentence(tmp_path: Path, flags, environment, option: str):
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        "--server.port",
        str(free_port()),
        *flags,
    ]
    variables = {**os.environ, "NAMRO_DATABASE_URL": "sqlite://", **environment}

    answer = subprocess.run(
        command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60, check=False
    )

    assert answer.returncode == 1
    assert f"Tùy chọn {option} của Streamlit" in answer.stderr
    assert "the system has not started" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_server_started_from_elsewhere_refuses_a_large_upload_and_serves_our_pages(tmp_path: Path):
    database = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}"}

    with served(tmp_path / "log", database, command=FROM_ANYWHERE, folder=tmp_path) as server:
        assert "<title>Năm Rõ</title>" in requests.get(server.url, timeout=30).text
        with Visitor(server.port) as visitor:
            visitor.run()
            assert visitor.upload(bytes(2**20)) == 204
            assert visitor.upload(bytes(21 * 2**20)) == 413
