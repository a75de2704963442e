"""Proves that a change of structure changed nothing that people see: `python -m tools.compare BEFORE AFTER`.

BEFORE and AFTER are folders of checkouts or revisions. Both run on the same sample databases, with the same clock, and
must give: the same pictures and texts of every page, the same output of every command, the same files. Exit codes: 0
nothing differs; 1 something differs; 2 something could not be compared, or nothing was.
"""

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from tests.serving import Server, served
from tools.comparing import pages, routes, running, sources
from tools.comparing.checkouts import PROVINCES, NotComparableError, Side, held, side
from tools.comparing.tally import NOT_COMPARED, Tally

PARTS = ("pages", "files", "commands")
# Each is read and judged by the page; what would store it is not pressed.
UPLOADS = (
    ("/nhap-so-lieu", "forms/form_ii06a_broken.xlsx"),
    ("/nhap-so-lieu", "forms/form_ii06a_2026-08.xlsx"),
    ("/chi-so", "nghe-an/index_history.csv"),
    ("/don-vi-hanh-chinh", "phu-tho/units.csv"),
)
EXPECTED = {
    "pages": ("picture", "text and links of a page"),
    "files": ("file", "answer"),
    "commands": ("command", "database", "file that a command wrote"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    for name in [name for name in os.environ if name.startswith("NAMRO_")]:
        del os.environ[name]
    # Stopped from outside it removes what it made too.
    signal.signal(signal.SIGTERM, _stopped)
    started = time.perf_counter()
    tally = Tally()
    try:
        with tempfile.TemporaryDirectory(prefix="compare-") as folder, ExitStack() as stack:
            scratch = Path(folder).resolve()
            asked = {"before": options.before, "after": options.after}
            sides = [stack.enter_context(side(name, where, scratch)) for name, where in asked.items()]
            compare(sides, scratch, options, tally)
    except (NotComparableError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return NOT_COMPARED
    print(tally.summary)
    print(f"{tally.again} pictures were taken again. {time.perf_counter() - started:.0f} seconds.")
    if any(line.startswith("picture") for line in tally.different):
        print(f"The pictures that differ are in {options.out}.")
    return tally.code


def _stopped(*_: object) -> NoReturn:
    print("Stopped from outside; what was not said to differ is not known to be the same.", file=sys.stderr)
    sys.exit(NOT_COMPARED)


def parser() -> argparse.ArgumentParser:
    program = argparse.ArgumentParser(prog="python -m tools.compare", description=__doc__)
    program.add_argument("before", metavar="BEFORE", help="a folder, or a revision such as main")
    program.add_argument("after", metavar="AFTER")
    program.add_argument("--out", type=Path, default=Path("build/compare"), help="where pictures that differ go")
    program.add_argument("--pages", type=re.compile, default="", metavar="PATTERN", help="addresses to look at")
    program.add_argument("--only", choices=PARTS, help="one part of it")
    return program


def compare(sides: Sequence[Side], scratch: Path, options: argparse.Namespace, tally: Tally) -> None:
    started = time.perf_counter()
    wanted = (options.only,) if options.only else PARTS
    inputs = scratch / "inputs"
    shutil.copytree(sides[0].checkout / "sample_data", inputs)
    sources.make(scratch)
    samples = {}
    for province in PROVINCES:
        samples[province], other = (each.filled(province) for each in sides)
        before, after = running.dump(samples[province]), running.dump(other)
        tally.same("sample", province, before == after, running.first_difference(before, after))
    if "commands" in wanted:
        running.compare(sides, samples, inputs, tally)
        print(f"{time.perf_counter() - started:5.0f} s  the commands: {tally.summary}", flush=True)
        tally.expect(*EXPECTED["commands"])
    if {"pages", "files"} & {*wanted}:
        for province in PROVINCES:
            with both_served(sides, samples[province], province) as servers:
                walk(sides, servers, province, options, tally)
            print(f"{time.perf_counter() - started:5.0f} s  {province}: {tally.summary}", flush=True)
        for part in {"pages", "files"} & {*wanted}:
            tally.expect(*EXPECTED[part])


def walk(
    sides: Sequence[Side],
    servers: tuple[Server, Server],
    province: str,
    options: argparse.Namespace,
    tally: Tally,
) -> None:
    """The pages and files of a province; of the second province fewer of a sort."""
    files = sides[0].checkout / "sample_data"
    listed, other = (pages.addresses(each.checkout) for each in sides)
    tally.same("list of pages", "docs/pages.md", listed == other, f"{listed} became {other}")
    if options.only != "pages":
        routes.compare(servers, sides[0].checkout / "static", province, tally)
    steps = pages.Walk(
        servers,
        province,
        options.out,
        tally,
        wanted=re.compile(options.pages),
        looks=options.only != "files",
        fetches=options.only != "pages",
        views=pages.VIEWS if province == PROVINCES[0] else pages.FEWER,
    )
    steps.whole(listed, [(page, files / name) for page, name in UPLOADS])


@contextmanager
def both_served(sides: Sequence[Side], sample: Path, province: str) -> Iterator[tuple[Server, Server]]:
    """Two servers on copies of one database."""
    with ExitStack() as stack:
        servers = []
        for each in sides:
            database = each.copied(sample, f"served-{province}")
            command = held("uvicorn", "app:app", "--no-access-log", "--host", "127.0.0.1", "--port", "{port}")
            environment = each.environment(database, province)
            log = each.folder / f"server-{province}.log"
            running_ = served(log, environment, command=command, folder=each.checkout, patience=180)
            servers.append(stack.enter_context(running_))
        yield servers[0], servers[1]


if __name__ == "__main__":
    sys.exit(main())
