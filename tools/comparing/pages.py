"""Every page of both sides, pages with parameters too, and the files that pages and addresses hand out.

The pages are those of docs/pages.md. Pages with parameters are found by their links, so that nobody must list them: of
the links of one form, such as `/don-vi?unit=…&period=…`, one is followed; which one is chosen by a hash, so every run
looks at the same pages.
"""

import hashlib
import queue
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Error

from tests.serving import Server, chromium
from tools.comparing.tally import Tally
from tools.comparing.visiting import View, Visit, Visitor

_ADDRESS = re.compile(r"^\|.*\| `(/[^`]*)` \|", re.MULTILINE)
PLAIN, NARROW, DARK, NARROW_DARK, UNFOLDED = (
    View(),
    View(390),
    View(dark=True),
    View(390, dark=True),
    View(unfolded=True),
)
# How the pages of docs/pages.md are looked at, in each language.
VIEWS = {"vi": (PLAIN, DARK, UNFOLDED, NARROW), "en": (PLAIN, NARROW_DARK)}
FEWER = {"vi": (PLAIN, NARROW_DARK), "en": (PLAIN,)}
# These few stand for what a page does with its parameters, whatever links there are.
ASKED = (
    *("/don-vi?unit=SNV", "/don-vi?unit=16813", "/diem-don-vi?unit=SNV", "/diem-don-vi?unit=16813"),
    *("/nhiem-vu-chi-tiet?task=NV-2026-001", "/nhiem-vu-chi-tiet?task=NV-2026-003", "/nhiem-vu?unit=SNV"),
    *("/xep-hang?measure=online&kind=commune", "/xep-hang?measure=mean_days&kind=department", "/?month=2026-03"),
    *("/ho-so-tre-han?unit=SNV&month=2026-10", "/nguon-goc?unit=SNV&period=2026-10", "/don-vi?unit=nobody"),
    *("/?as_of=20", "/xep-hang?as_of=20", "/?draft=1", "/diem?index=noi_bo", "/cam-ket?unit=SNV"),
)
CARRIED = {"lang", "as_of", "draft"}
WORKERS = 3


def addresses(checkout: Path) -> list[str]:
    """Of the pages of docs/pages.md."""
    found: list[str] = _ADDRESS.findall((checkout / "docs" / "pages.md").read_text(encoding="utf-8"))
    return found


def plain(link: str) -> str:
    """The address without what every link carries on: the language, and the state of the data."""
    parts = urlsplit(link)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in CARRIED]
    return f"{parts.path}?{urlencode(query)}" if query else parts.path


def form_of(address: str) -> tuple[str, ...]:
    """The page, and the names of what it is asked for."""
    parts = urlsplit(address)
    return (parts.path, *sorted({name for name, _ in parse_qsl(parts.query)}))


@dataclass
class Walk:
    """From page to page of one province."""

    servers: tuple[Server, Server]
    province: str
    out: Path
    tally: Tally
    wanted: re.Pattern[str]
    looks: bool
    fetches: bool
    views: dict[str, tuple[View, ...]] = field(default_factory=lambda: VIEWS)
    """How the pages of docs/pages.md are looked at, in each language."""
    _forms: set[tuple[str, ...]] = field(default_factory=set)

    def whole(self, listed: Sequence[str], dropped: Sequence[tuple[str, Path]] = ()) -> None:
        """The pages in every way, then those they link to, then those that these link to…

        Args:
            dropped: pages that take a file, and a file.
        """
        for address in (*listed, *ASKED):
            self._new(address)
        visits = [self._visit(each, language, views) for language, views in self.views.items() for each in listed]
        visits += [self._visit("/", language, (View(390, unfolded=True),)) for language in self.views]
        visits += [self._visit(each, "vi", (PLAIN, NARROW)) for each in ASKED]
        visits += [replace(self._visit(page, "vi", (PLAIN,)), drop=file) for page, file in dropped]
        while visits:
            found = {plain(each) for each in self._wave(visits) if each.startswith("/")}
            ordered = sorted(found, key=lambda each: hashlib.sha256(each.encode()).digest())
            visits = [self._visit(each, "vi", (PLAIN,)) for each in ordered if self._new(each)]

    def _visit(self, address: str, language: str, views: tuple[View, ...]) -> Visit:
        lang = f"{'&' if '?' in address else '?'}lang={language}"
        return Visit(address + lang, views if self.looks else (), files=self.fetches)

    def _new(self, address: str) -> bool:
        """Whether it is a page to look at: of its form there was none yet."""
        form = form_of(address)
        new = form not in self._forms and "." not in form[0]
        self._forms.add(form)
        return new

    def _wave(self, visits: Iterable[Visit]) -> set[str]:
        """Look at all of these, several at once; the links that were found."""
        waiting: queue.SimpleQueue[Visit] = queue.SimpleQueue()
        for visit in visits:
            if self.wanted.search(visit.address):
                waiting.put(visit)
        found: set[str] = set()
        workers = [threading.Thread(target=self._work, args=(waiting, found), daemon=True) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        try:
            for worker in workers:
                worker.join()
        except BaseException:
            # Stopped: no page more is opened, and its servers may end.
            list(_rest(waiting))
            raise
        return found

    def _work(self, waiting: "queue.SimpleQueue[Visit]", found: set[str]) -> None:
        with chromium() as browser, ExitStack() as stack:
            tabs = []
            for server in self.servers:
                context = browser.new_context(base_url=server.url, locale="en-US", accept_downloads=True)
                stack.callback(context.close)
                tabs.append(context.new_page())
            visitor = Visitor((tabs[0], tabs[1]), self.province, self.out, self.tally)
            for visit in _rest(waiting):
                try:
                    found.update(visitor.look(visit))
                except (Error, OSError) as error:
                    self.tally.fails(f"{self.province} {visit.said}: {str(error).splitlines()[0]}")


def _rest(waiting: "queue.SimpleQueue[Visit]") -> Iterator[Visit]:
    while True:
        try:
            yield waiting.get_nowait()
        except queue.Empty:
            return
