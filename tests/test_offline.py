"""The archive for machines without the internet: installed from itself alone, and it serves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from core.settings import ROOT
from tests.serving import served
from tools import offline


def test_wheels_are_pinned_by_what_they_are_here(tmp_path: Path):
    (tmp_path / "holidays-0.99-py3-none-any.whl").write_bytes(b"a")
    (tmp_path / "PyHive-0.7.0-py3-none-any.whl").write_bytes(b"b")

    assert offline.pinned(tmp_path) == (
        "pyhive==0.7.0 --hash=sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d\n"
        "holidays==0.99 --hash=sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\n"
    )


def test_another_python_is_told_in_one_sentence(tmp_path: Path):
    text = offline._INSTALL.format(python="3.99", numbers="3, 99", platform="linux-x86_64")
    (tmp_path / "install").write_text(text, encoding="utf-8")
    run = subprocess.run(
        ["sh", str(tmp_path / "install")], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (1, "", 2)
    assert "Cần Python 3.99" in run.stderr and not (tmp_path / ".venv").exists()


@pytest.mark.long
def test_it_installs_without_the_internet_and_serves(tmp_path: Path):
    made = subprocess.run(
        [sys.executable, "-m", "tools.offline", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    subprocess.run(["tar", "-C", str(tmp_path), "-xzf", made.stdout.strip()], check=True)
    (folder,) = [each for each in tmp_path.iterdir() if each.is_dir()]
    # No way out: an address where nobody answers, for whatever would still ask.
    alone = {"PATH": os.environ["PATH"], "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    alone |= {"HOME": str(tmp_path), "PYTHON": sys.executable, "PIP_CONFIG_FILE": os.devnull}
    installed = subprocess.run(["./install"], cwd=folder, env=alone, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}", "NAMRO_SAMPLE": "yes"}
    command = [str(folder / ".venv/bin/python"), "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}"]
    with served(tmp_path / "log", environment, command=command, folder=folder) as server:
        assert requests.get(server.url + "/healthz", timeout=20).status_code == 200
