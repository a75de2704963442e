"""Small mutations of the code, each with the test that must catch it: `python -m tools.mutants [NAME…]`.

A test that passes with and without a rule does not hold the rule. `tests/mutants.toml` lists the mutations; each is
made in a copy of the repository, where its test is run and must fail. Without any mutation the same tests must pass.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests" / "mutants.toml"


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    name: str
    file: str
    old: str
    """What stands in the file, exactly once."""
    new: str
    test: str
    """As pytest names it: a file, a test or one of its cases."""


def read(path: Path = LIST) -> list[Mutant]:
    return [Mutant(name, **entry) for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()]


def main(names: Sequence[str]) -> int:
    chosen = [each for each in read() if not names or each.name in names]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copied(copy)
        unchanged = run(copy, dict.fromkeys(each.test for each in chosen))
        if unchanged.returncode:
            print(f"Some of the tests fail without any mutation:\n{unchanged.stdout}", file=sys.stderr)
            return 1
        survivors = []
        for each in chosen:
            caught = not survives(each, copy)
            print(f"{'caught' if caught else 'SURVIVES':8}  {each.name}", flush=True)
            survivors += [] if caught else [each.name]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} mutations are caught.")
    return 1 if survivors else 0


def copied(to: Path) -> None:
    """The files that git tracks or would, as they are in the working tree, as a repository of their own."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    subprocess.run(["git", "init", "--quiet", to], check=True)


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether the test passes with the mutation; the file is put back."""
    path = copy / mutant.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        raise ValueError(f"{mutant.name}: “{mutant.old}” stands {text.count(mutant.old)} times in {mutant.file}")
    path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return run(copy, [mutant.test]).returncode == 0
    finally:
        path.write_text(text, encoding="utf-8")


def run(copy: Path, tests: Iterable[str]) -> "subprocess.CompletedProcess[str]":
    """These tests, there. Exit code 0: they pass; 1: one fails; anything else is no answer.

    Raises:
        RuntimeError: no test was run.
    """
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=copy, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest {' '.join(tests)}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
