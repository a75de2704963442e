"""One archive that installs the program on a machine without the internet: its files, its wheels, and a script.

`python -m tools.offline FOLDER` writes `namro-VERSION-PYTHON-PLATFORM.tar.gz` of what is committed, for the Python it
runs with and this kind of machine. What PyPI has no wheel of is built here.
"""

import hashlib
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from pathlib import Path

from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).parents[1]
_INSTALL = """#!/bin/sh
# Installs Năm Rõ here, from this folder alone. Needs Python {python}, with its venv module.
set -eu
cd "$(dirname "$0")"
python=${{PYTHON:-python{python}}}
if ! "$python" -c 'import ensurepip, sysconfig, sys
sys.exit((sys.version_info[:2], sysconfig.get_platform()) != (({numbers}), "{platform}"))' 2>/dev/null; then
  echo "Cần Python {python} có venv, trên {platform} (PYTHON=đường dẫn)." >&2
  echo "Python {python} with venv is needed, on {platform} (PYTHON=path)." >&2
  exit 1
fi
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels \\
  --no-deps --require-hashes -r offline.txt
.venv/bin/python -m pip check
touch .venv/.run
echo "Xong / done: make run, docs/deploy.md"
"""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("python -m tools.offline FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    try:
        print(archive(folder))
    except subprocess.CalledProcessError as error:
        print(f"`{' '.join(map(str, error.cmd))}` failed:\n{error.stderr.strip()}", file=sys.stderr)
        return 1
    return 0


def archive(folder: Path) -> Path:
    """The archive, in the folder.

    Raises:
        CalledProcessError: git, or pip that fetches and builds the wheels.
    """
    python, platform = f"{sys.version_info.major}.{sys.version_info.minor}", sysconfig.get_platform()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    name = f"namro-{version}-python{python}-{platform}"
    with tempfile.TemporaryDirectory() as place:
        inside = Path(place) / name
        _run(
            "git", "-C", str(ROOT), "archive", "--format=tar", "--prefix", f"{name}/", "-o", f"{place}/own.tar", "HEAD"
        )
        _run("tar", "-C", place, "-xf", f"{place}/own.tar")
        wheels = inside / "wheels"
        quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")
        _run(sys.executable, "-m", "pip", "wheel", *quiet, "-r", str(ROOT / "requirements.txt"), "-w", str(wheels))
        (inside / "offline.txt").write_text(pinned(wheels), encoding="utf-8")
        script = inside / "install"
        numbers = python.replace(".", ", ")
        script.write_text(_INSTALL.format(python=python, numbers=numbers, platform=platform), encoding="utf-8")
        script.chmod(0o755)
        out = folder / f"{name}.tar.gz"
        _run("tar", "-C", place, "-czf", str(out), name)
    return out


def pinned(wheels: Path) -> str:
    """Each wheel by its version and the hash that it has here: those built here have none elsewhere."""
    lines = []
    for path in sorted(wheels.glob("*.whl")):
        name, version, *_ = parse_wheel_filename(path.name)
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}")
    return "".join(f"{line}\n" for line in lines)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
