"""python -m bench [--quick] | databases [--large | --rows N] [--engines]: how fast it is.

Measured: start, cold browser, click, server time per rerun, and fifty people; or counting in databases.

Only figures of one run may be compared: the machine is shared. A goal's ratio is found ÷ goal; 1.00 or less is met.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import browsing, crowd, databases, files_in, gate, many_tasks
from bench import statistics as months
from tests.serving import ROOT, Server, chromium, served
from views.pages import PAGES

STARTS = 3


def main(arguments: Sequence[str] | None = None) -> None:
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["databases"]:
        databases.main(given[1:])
        return
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, fifty people for 5 seconds")
    quick = parser.parse_args(given).quick
    with tempfile.TemporaryDirectory() as folder:
        environment = {"NAMRO_DATABASE_URL": f"sqlite:///{Path(folder) / 'namro.db'}"}
        subprocess.run(
            [sys.executable, "-m", "actions", "sample"], cwd=ROOT, env={**os.environ, **environment}, check=True
        )
        log = Path(folder) / "server.log"
        print(f"{'':44}{'min':>9}{'median':>9}{'p95':>9}{'goal':>9}{'ratio':>8}")
        starts = []
        for _ in range(1 if quick else STARTS):
            with served(log, environment, warm=True) as server:
                starts.append(server.seconds)
        line("server start to healthy, s", starts, goal=2.0)
        passed = gate.measured(Path(folder) / "gate.db", runs=6 if quick else 20)
        line("the gate, one request, ms of CPU", [1e3 * request for request in passed], goal=1.0)
        read_in(folder, quick=quick)
        figures(quick=quick)
        with served(log, environment, warm=True) as server:
            measured(server, quick=quick)
            every_page(server, quick=quick)
        seconds = many_tasks.write(environment["NAMRO_DATABASE_URL"])
        print(f"{many_tasks.TASKS} tasks written in {seconds:.1f} s")
        with served(log, environment, warm=True) as server:
            tasks(server, quick=quick)


def read_in(folder: str, *, quick: bool) -> None:
    line("130 units × 12 sheets read and checked, s", [files_in.measured(files_in.year_of_a_form).seconds], goal=3.0)
    if quick:
        return
    for name, wrong in (("all right", False), ("all wrong", True)):
        found = files_in.measured(files_in.large_csv, wrong)
        line(f"300,000 rows of CSV, {name}, s", [found.seconds], goal=15.0)
        print(f"  {found.issues} findings; peak {found.ours:.0f} MB (goal 600), parsing child {found.child:.0f} MB")
    found = files_in.measured(files_in.stored, folder)
    line("300,000 rows of CSV stored as drafts, s", [found.seconds])
    print(f"  peak {found.ours:.0f} MB")


def figures(*, quick: bool) -> None:
    runs = [months.one_month() for _ in range(3 if quick else 10)]
    line("rank intervals and groups, 200 units, s", runs, goal=0.2)
    for units, goal in ((160, 0.15), (3300, 2.0)):
        parts = months.everything(units)
        line(f"{units} units × {months.MONTHS} months, s", [sum(parts.values())], goal=goal)
        print("  " + ", ".join(f"{part} {seconds:.3f}" for part, seconds in parts.items()))


def measured(server: Server, *, quick: bool) -> None:
    with chromium() as browser:
        line("cold browser to the overview drawn, s", browsing.cold(browser, server, 2 if quick else 5), goal=2.5)
        line("click on a filter to idle, s", browsing.clicks(browser, server, 5 if quick else 20), goal=0.3)
    reruns = crowd.alone(server, 10 if quick else 40)
    line("rerun of the ranking, one visitor, ms", [1e3 * run for run in reruns.seconds])
    line("server CPU per rerun, ms", [1e3 * reruns.cpu_each], goal=30.0)
    people = crowd.together(server, seconds=5 if quick else 20)
    line(f"{crowd.PEOPLE} people, {crowd.THINK} s think time, s", people.seconds, goal=0.5, by="p95")
    print(f"  {len(people.seconds)} reruns, {1e3 * people.cpu_each:.1f} ms of server CPU each")
    print(f"  server memory {crowd.memory(server):.0f} MB (goal 300)")


def every_page(server: Server, *, quick: bool) -> None:
    with chromium() as browser:
        for name, path in ((page.name, page.address) for page in PAGES.values()):
            line(f"page {name}, s", browsing.opened(browser, server, path, 1 if quick else 4))


def tasks(server: Server, *, quick: bool) -> None:
    """The tasks page with very many of them: the first visit of all reads them, the later ones do not."""
    with chromium() as browser:
        for view in ("table", "board", "deadlines", "month"):
            found = browsing.opened(browser, server, f"{PAGES['tasks'].address}?view={view}", 2 if quick else 5)
            line(f"{many_tasks.TASKS} tasks as {view}, page opened, s", found)
    rerun = crowd.alone(server, 7 if quick else 28, many_tasks.PAGE, many_tasks.QUERIES)
    line(f"{many_tasks.TASKS} tasks, rerun of the page, s", rerun.seconds, goal=0.5)


def line(what: str, found: Sequence[float], *, goal: float | None = None, by: str = "median") -> None:
    ordered = sorted(found)
    figures = {
        "min": ordered[0],
        "median": statistics.median(ordered),
        "p95": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
    }
    text = f"{what:44}" + "".join(f"{value:9.3f}" for value in figures.values())
    print(text + (f"{goal:9.2f}{figures[by] / goal:8.2f}" if goal else ""), flush=True)


if __name__ == "__main__":
    main()
