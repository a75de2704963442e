"""What every command says: standard output, standard error and exit code; what it writes, and leaves in the database.

Ignored is where it ran: the paths of the two checkouts and of their folders for files are made the same. Files are
compared as `workbooks` says, databases without the name that each draws for itself.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from tools.comparing import commands, workbooks
from tools.comparing.checkouts import Side
from tools.comparing.commands import Command
from tools.comparing.programs import Programs
from tools.comparing.tally import Tally

_DOCUMENTED = re.compile(r"^##+ `python -m ([a-z -]+)`$", re.MULTILINE)


def compare(sides: Sequence[Side], samples: dict[str, Path], inputs: Path, tally: Tally) -> None:
    """Run everything on both sides at once.

    Args:
        samples: for each province a filled database; it is copied.
        inputs: the sample files, for both sides.
    """
    documented, other = (documented_in(side.checkout) for side in sides)
    tally.same("list of commands", "docs/commands.md", documented == other)
    for each in sides:
        for province, sample in samples.items():
            shutil.copy(sample, _database(each, province))
    ran: set[str] = set()
    with ThreadPoolExecutor(len(sides)) as pool, ExitStack() as stack:
        programs = [stack.enter_context(Programs(each)) for each in sides]
        for command in commands.harmless(documented, inputs):
            _one(programs, command, pool, tally)
            ran.add(command.name)
        for command in commands.deeds(inputs):
            _one(programs, command, pool, tally)
            ran.add(command.name)
            _databases(sides, command, tally)
    for missing in sorted(set(documented) - ran):
        tally.fails(f"python -m {missing} is documented, and not among what is run")
    _written(sides, tally)


def documented_in(checkout: Path) -> list[str]:
    """Such as “reports ranking”: the commands of docs/commands.md."""
    found: list[str] = _DOCUMENTED.findall((checkout / "docs" / "commands.md").read_text(encoding="utf-8"))
    return found


def dump(database: Path) -> str:
    """All tables and rows of an SQLite database, as SQL; but for its own name, which is drawn at random."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return "\n".join(line for line in connection.iterdump() if not line.startswith('INSERT INTO "identity" '))


def first_difference(before: str, after: str) -> str:
    """The first lines that differ, cut to what fits on a line of the terminal."""
    one, other = before.splitlines(), after.splitlines()
    for number, (old, new) in enumerate(zip(one, other, strict=False), start=1):
        if old != new:
            at = max(0, next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0) - 40)
            return f"line {number}: {old[at : at + 100]!r} became {new[at : at + 100]!r}"
    return f"{len(one)} lines became {len(other)}"


def _one(programs: Sequence[Programs], command: Command, pool: Executor, tally: Tally) -> None:
    """Run it on both sides."""
    said: Callable[[Programs], dict[str, str]] = partial(_said, command=command)
    before, after = pool.map(said, programs)
    how = "; ".join(
        f"{name}: {first_difference(before[name], after[name])}" for name in before if before[name] != after[name]
    )
    tally.same("command", command.said, not how, how)
    if "Traceback (most recent call last)" in before["stderr"]:
        tally.fails(f"command: {command.said} breaks off before already")


def _said(programs: Programs, command: Command) -> dict[str, str]:
    side = programs.side
    arguments = [each.replace("{folder}", str(side.files)) for each in command.arguments]
    outputs = programs.run(arguments, side.environment(_database(side, command.database), command.province))
    return {name: _without_paths(side, text) for name, text in outputs.items()}


def _without_paths(side: Side, text: str) -> str:
    return text.replace(str(side.checkout), "CHECKOUT").replace(str(side.folder), "FOLDER")


def _database(side: Side, name: str) -> Path:
    return side.folder / f"commands-{name}.db"


def _databases(sides: Sequence[Side], command: Command, tally: Tally) -> None:
    before, after = (dump(_database(side, command.database)) for side in sides)
    tally.same("database", f"after {command.said}", before == after, first_difference(before, after))


def _written(sides: Sequence[Side], tally: Tally) -> None:
    """Every file that a command wrote: painted workbooks, letters, the backup."""
    files = [
        {
            str(path.relative_to(side.files)): path.read_bytes()
            for path in sorted(side.files.rglob("*"))
            if path.is_file()
        }
        for side in sides
    ]
    for name in sorted({*files[0]} | {*files[1]}):
        there = name in files[0] and name in files[1]
        how = workbooks.how(files[0][name], files[1][name]) if there else "is written on one side only"
        tally.same("file that a command wrote", name, not how, how)
