"""The two checkouts, and how a program runs in each: the same database, the same clock, the same settings."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HELD = Path(__file__).with_name("held.py")
# After the sample's last month was due: some units are late with it, some tasks overdue.
MOMENT = "2026-11-12T09:00:00+07:00"
PROVINCES = ("nghe-an", "phu-tho")


class NotComparableError(Exception):
    """A checkout does not do what it takes to compare it."""


@dataclass(frozen=True)
class Side:
    """A checkout, and a folder of its own for the databases it uses and the files it writes."""

    name: str
    checkout: Path
    folder: Path

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def environment(self, database: Path, province: str = PROVINCES[0]) -> dict[str, str]:
        """The whole environment of a run: of ours nothing is left, so that both sides have the same settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("NAMRO_", "PYTHON"))}
        return kept | {
            "NAMRO_DATABASE_URL": f"sqlite:///{database}",
            "NAMRO_PROVINCE": province,
            "NAMRO_SOURCES": str(self.folder.parent / "sources.toml"),
            "NAMRO_REMINDERS": str(self.files / "reminders"),
            "NAMRO_ADDRESSES": str(self.folder / "addresses.toml"),
            "PYTHONHASHSEED": "0",
        }

    def run(self, arguments: Sequence[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
        """`python -m …` in the checkout, with the clock held."""
        command = held(*arguments)
        return subprocess.run(
            command, cwd=self.checkout, env=environment, check=False, capture_output=True, timeout=600
        )

    def filled(self, province: str) -> Path:
        """A new database with the province's sample, loaded by this checkout.

        Raises:
            NotComparableError: it does not load.
        """
        database = self.folder / f"sample-{province}.db"
        done = self.run(["actions", "sample", "--quiet"], self.environment(database, province))
        if done.returncode:
            said = (done.stdout + done.stderr).decode(errors="replace")
            raise NotComparableError(f"{self.name}: the sample of {province} does not load:\n{said}")
        return database

    def copied(self, database: Path, name: str) -> Path:
        return Path(shutil.copy(database, self.folder / f"{name}.db"))


def held(*arguments: str) -> list[str]:
    """The command that runs a module with the clock held."""
    return [sys.executable, str(HELD), MOMENT, *arguments]


@contextmanager
def side(name: str, asked: str, scratch: Path) -> Iterator[Side]:
    """The checkout that `asked` names: a folder, else a revision of this repository, checked out for as long as needed.

    Raises:
        NotComparableError: there is no such folder and no such revision, or it is no checkout of this program.
    """
    folder = scratch / name
    (folder / "files").mkdir(parents=True)
    if Path(asked).is_dir():
        yield _checked(Side(name, Path(asked).resolve(), folder))
        return
    checkout = scratch / f"{name}-checkout"
    added = _git("worktree", "add", "--quiet", "--detach", str(checkout), asked)
    if added.returncode:
        raise NotComparableError(f"“{asked}” is no folder and no revision: {added.stderr.strip()}")
    try:
        yield _checked(Side(name, checkout, folder))
    finally:
        _git("worktree", "remove", "--force", str(checkout))


def _checked(found: Side) -> Side:
    for needed in ("app.py", "core/clock.py", "docs/pages.md", "docs/commands.md"):
        if not (found.checkout / needed).is_file():
            raise NotComparableError(f"{found.checkout} has no {needed}")
    return found


def _git(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=False, capture_output=True, text=True)
