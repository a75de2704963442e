"""Every link of every page opens a page: in both languages, in provinces that know much, little, and form II.06a alone.

A page's links are read from what the server sends, so that a link nobody thought of is followed too. Where it links to
one page for each of many units, months and measures, every unit is opened once, and a few of the rest.
"""

import hashlib
import html
import os
import re
import subprocess
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

from core.words import Language
from tests.serving import ROOT, Server
from tests.visitor import Visitor
from views.access import PICTURES, TABLES, WITHOUT_STREAMLIT
from views.pages import PAGES
from web.cookies import SESSION

# Of links of one form that are not a unit's page: so many are followed; fewer where they lead to an older version.
MOST: dict[Language, int] = {"vi": 12, "en": 4}
OLDER = 3
EVERY: dict[Language, int] = {"vi": 1000, "en": 20}
ADDRESSES = frozenset(page.address for page in PAGES.values())
UNIT = (PAGES["unit"].address, ("unit",))


def act(environment: dict[str, str], *arguments: str) -> None:
    """`python -m actions`, as somebody would."""
    command = [sys.executable, "-m", "actions", *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)


@dataclass
class Crawl:
    """Follows links from page to page; says which lead to no page, and from where."""

    port: int
    language: Language
    token: str = ""
    opened: int = 0
    broken: list[str] = field(default_factory=list)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)
    _known: set[str] = field(default_factory=set)
    _forms: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)

    def run(self) -> None:
        for path in ADDRESSES:
            self._add(path, "the bar")
        while self._waiting:
            address, origin = self._waiting.popleft()
            self._open(address, origin)

    def _open(self, address: str, origin: str) -> None:
        parts = urlsplit(address)
        with Visitor(self.port, parts.path.strip("/"), self.token) as visitor:
            run = visitor.run(urlencode([*parse_qsl(parts.query), ("lang", self.language)]))
        self.opened += 1
        if run.errors:
            self.broken.append(f"{address} (from {origin}): {run.errors}")
        found = {html.unescape(each) for each in re.findall(r'href="(/[^"]*)"', run.html)}
        for link in sorted(found, key=_spread):
            self._add(link, address)

    def _add(self, link: str, origin: str) -> None:
        parts = urlsplit(link)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
        if parts.path.startswith((TABLES, PICTURES)):
            self._fetch(link, origin)
            return
        if parts.path not in ADDRESSES:
            if not parts.path.startswith(("/assets/", "/lich-nhiem-vu.ics", *WITHOUT_STREAMLIT)):
                self.broken.append(f"{link} (from {origin}): no such page")
            return
        form = (parts.path, tuple(sorted(name for name, _ in query)))
        address = f"{parts.path}?{urlencode(query)}" if query else parts.path
        if parts.path == PAGES["unit"].address and "unit" in form[1]:
            self._add_unit(dict(query)["unit"], origin)
        most = OLDER if "as_of" in form[1] else (EVERY if form == UNIT else MOST)[self.language]
        if address not in self._known and self._forms[form] < most:
            self._known.add(address)
            self._forms[form] += 1
            self._waiting.append((address, origin))

    def _fetch(self, link: str, origin: str) -> None:
        """A table for programs, or a chart as a picture: a few of each kind, over HTTP."""
        form = (urlsplit(link).path, ())
        if link in self._known or self._forms[form] >= MOST[self.language]:
            return
        self._known.add(link)
        self._forms[form] += 1
        cookies = {SESSION: self.token} if self.token else {}
        answer = requests.get(f"http://127.0.0.1:{self.port}{link}", cookies=cookies, timeout=60)
        begins = b"rank,", b"unit_code,", b"\x89PNG", b"<svg"
        if answer.status_code != 200 or not answer.content.startswith(begins):
            self.broken.append(f"{link} (from {origin}): {answer.status_code} {answer.text[:200]}")

    def _add_unit(self, code: str, origin: str) -> None:
        address = f"{PAGES['unit'].address}?{urlencode({'unit': code})}"
        if address not in self._known and self._forms[UNIT] < EVERY[self.language]:
            self._known.add(address)
            self._forms[UNIT] += 1
            self._waiting.append((address, origin))


def _spread(link: str) -> tuple[bytes, bytes]:
    """In the order of a hash: a few that are spread over all, and the same ones every time. Older versions first by
    which version: all kinds of pages then look at the same few, and the server reads each of them once."""
    older = "".join(value for name, value in parse_qsl(urlsplit(link).query) if name == "as_of")
    return hashlib.sha256(older.encode()).digest(), hashlib.sha256(link.encode()).digest()


def crawled(server: Server, language: Language) -> None:
    """Fails where a link leads to no page."""
    crawl = Crawl(server.port, language, server.token)
    crawl.run()

    assert not crawl.broken, "\n".join(crawl.broken[:20])
    assert crawl.opened > 2 * len(PAGES), "hardly any link was found"
    assert "incident" not in server.log.read_text(encoding="utf-8")
