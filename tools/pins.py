"""The pinned requirements: made anew, and proved to install.

`python -m tools.pins compile` writes them; `python -m tools.pins check` proves that they can still be compiled and
installed. A pin that a new release elsewhere can break is found here, not on somebody's first day.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETS = ("requirements", "requirements-spark", "requirements-clickhouse", "requirements-dev", "requirements-engines")
# A gigabyte of engines: compiled and looked up like the others, but not fetched for each pip.
FETCHED = SETS[:-1]
# Debian 12's own, the one of Python 3.11.7 and 3.12.1, of Python 3.12.2, and whatever is newest today.
PIPS = ("pip==23.0.1", "pip==23.2.1", "pip==24.0", "pip")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# These have no wheel on PyPI: pip builds them from source, on any Python.
SOURCE_ONLY = ("odfpy", "pure-sasl", "pyspark")
AUDIT = "pip-audit@2.10.1"
QUIET = ("--quiet", "--disable-pip-version-check")
AS_MAKE = ("--no-deps", "--require-hashes")


def main(arguments: list[str]) -> int:
    # uv brings certificates of its own: behind an office's proxy only those of the machine are right, as for pip.
    if SYSTEM_CERTIFICATES.exists():
        os.environ.setdefault("UV_SYSTEM_CERTS", "true")
    try:
        if arguments == ["compile"]:
            for name in SETS:
                compile_pins(name, ROOT / f"{name}.txt")
            return 0
        if arguments == ["check"]:
            found = [fault for check in CHECKS for fault in check()]
            print("\n".join(found) or "Pins: they compile to themselves; every pip installs them; wheels are there.")
            return 1 if found else 0
    except subprocess.CalledProcessError as error:
        print(f"`{' '.join(map(str, error.cmd))}` failed:\n{error.stderr.strip()}", file=sys.stderr)
        return 1
    print("python -m tools.pins compile | check", file=sys.stderr)
    return 2


def compile_pins(name: str, out: Path) -> None:
    """Pin `name`.in into `out`, with hashes and extras; what `out` already pins stays while it fits.

    The pins of those before it hold, since one environment may have them all.
    """
    constraints = [part for earlier in SETS[: SETS.index(name)] for part in ("-c", f"{earlier}.txt")]
    # --no-strip-extras: without the extra, pip refuses “coverage[toml]” as unpinned when a release asks for it.
    options = ["--universal", "--python-version", PYTHONS[0], "--generate-hashes", "--no-strip-extras", "--quiet"]
    command = ["uv", "pip", "compile", *options, "--custom-compile-command", "make pins", *constraints]
    _tried([*command, f"{name}.in", "-o", out]).check_returncode()


def compile_to_the_same() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            pinned = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
            out = Path(folder) / f"{name}.txt"
            out.write_text(pinned, encoding="utf-8")
            compile_pins(name, out)
            if out.read_text(encoding="utf-8") != pinned:
                yield f"{name}.txt is not what {name}.in compiles to: run `make pins`."


def install_with_every_pip() -> Iterator[str]:
    """The files in an empty environment, as `make` installs them: fetched once, then tried with each pip."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        fetch = [*_pip("pip", Path(folder) / "newest"), "download", *QUIET, "--dest", files]
        # The second are what releases without a wheel are built with.
        for command in ([*fetch, *AS_MAKE, *_all()], [*fetch, "setuptools", "wheel"]):
            fetched = _tried(command)
            if fetched.returncode:
                yield f"The pins cannot be fetched:\n{fetched.stderr.strip()}"
                return
        for number, pip in enumerate(PIPS):
            offline: list[str | Path] = [*QUIET, "--dry-run", "--no-index", "--find-links", files]
            tried = _tried([*_pip(pip, Path(folder) / str(number)), "install", *offline, *AS_MAKE, *_all()])
            if tried.returncode:
                yield f"{pip} cannot install the pins:\n{tried.stderr.strip()}"


def _pip(release: str, folder: Path) -> list[str | Path]:
    """That pip, in an environment with nothing else."""
    python = folder / "bin" / "python"
    _tried(["uv", "venv", "--quiet", "--python", sys.executable, folder]).check_returncode()
    _tried(["uv", "pip", "install", "--quiet", "--python", python, release]).check_returncode()
    return [python, "-m", "pip"]


def _all() -> list[str | Path]:
    return [part for name in FETCHED for part in ("-r", ROOT / f"{name}.txt")]


def have_wheels_for_every_python() -> Iterator[str]:
    """On every Python that `requires-python` admits, nothing must be compiled."""
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            # Without the hashes: they cover every file of a release, and only the listing is asked for.
            pins = Path(folder) / "pins.txt"
            text = re.sub(r" \\\n\s+--hash=\S+", "", (ROOT / f"{name}.txt").read_text(encoding="utf-8"))
            pins.write_text(text, encoding="utf-8")
            for python in PYTHONS:
                options = ["--dry-run", "--no-deps", "--python-version", python, "--only-binary", ":all:", "--quiet"]
                for package in SOURCE_ONLY:
                    options += ["--no-binary", package]
                where = ["--python-platform", "x86_64-manylinux_2_28", "--target", f"{folder}/{python}"]
                tried = _tried(["uv", "pip", "install", *options, *where, "-r", pins])
                if tried.returncode:
                    yield f"Python {python} has no wheels for {name}.txt:\n{tried.stderr.strip()}"


def have_no_known_holes() -> Iterator[str]:
    """`pip-audit`, where its data can be reached; what could not be looked up is said and is no fault."""
    for name in SETS:
        # Not among the pins: it pins pip itself, which would be replaced while it installs.
        options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
        command = ["uv", "tool", "run", "--quiet", AUDIT, *options, "-r", f"{name}.txt"]
        tried = _tried(command)
        if not tried.stdout.startswith("{"):
            print(f"Known vulnerabilities could not be looked up from here: {tried.stderr.strip().splitlines()[-1]}")
            return
        looked_up = json.loads(tried.stdout)["dependencies"]
        skipped = [each for each in looked_up if "skip_reason" in each]
        if skipped:
            why = skipped[0]["skip_reason"]
            print(f"{name}.txt: vulnerabilities of {len(skipped)} of {len(looked_up)} pins not looked up: {why}")
        for each in looked_up:
            for hole in each.get("vulns", ()):
                fixed = " or ".join(hole["fix_versions"]) or "nothing yet"
                yield f"{name}.txt: {each['name']} {each['version']} has {hole['id']}, mended in {fixed}."


def _tried(command: Sequence[str | Path]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


CHECKS = (compile_to_the_same, install_with_every_pip, have_wheels_for_every_python, have_no_known_holes)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
