"""One page on both sides, in one browser: its pictures, what it says beside them, and the files it hands out.

A page is looked at when its script has run and everything is drawn. Where two pictures differ they are taken again,
and the page is loaded again, before anybody is told: a chart may still have been drawing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Page

from tests.browser.reading import idle
from tools.comparing import pictures, workbooks
from tools.comparing.running import first_difference
from tools.comparing.tally import Tally

HEIGHT, HIGHEST = 768, 15_000
TRIES, MANY = 4, 25
PATIENCE = 120.0
# Streamlit scrolls a part of the page, so “the full page” is the window grown to what that part holds.
_NEEDED = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.ceil(main.scrollHeight + main.getBoundingClientRect().top);
}"""
_UNFOLD = """() => {
  const folded = 'details:not([open]) > summary, [data-testid=stExpandSidebarButton]';
  document.querySelectorAll(folded).forEach((each) => each.click());
}"""
_DRAWN = (
    "() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))))"
)
# What a picture does not show: where links lead, what a screen reader says, what appears under the pointer.
_READ = """() => {
  const said = (element, name) => `${element.tagName} ${name}=${element.getAttribute(name)}`;
  const lines = [`title=${document.title}`, `lang=${document.documentElement.lang}`];
  for (const name of ['href', 'title', 'aria-label', 'alt', 'placeholder'])
    for (const element of document.body.querySelectorAll(`[${name}]`)) lines.push(said(element, name));
  lines.push(...document.body.innerText.split('\\n'));
  return lines.join('\\n');
}"""
_FORGET = "() => { try { localStorage.clear(); sessionStorage.clear() } catch { /* about:blank has none */ } }"
_LINKS = "() => [...document.querySelectorAll('a[href]')].map((each) => each.getAttribute('href'))"
_FILES = "[data-testid=stDownloadButton] button:visible:enabled"

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    width: int = 1366
    dark: bool = False
    unfolded: bool = False
    """With everything opened that folds; of a narrow window also the way to the other pages."""

    @property
    def said(self) -> str:
        return f"{self.width} {'dark' if self.dark else 'light'}{' unfolded' if self.unfolded else ''}"


@dataclass(frozen=True)
class Visit:
    """A page to look at."""

    address: str
    views: tuple[View, ...]
    files: bool = False
    """Whether its files are fetched."""
    drop: Path | None = None
    """A file that is handed in first."""

    @property
    def said(self) -> str:
        return self.address + (f" with {self.drop.name}" if self.drop else "")


@dataclass(frozen=True)
class Visitor:
    """Two tabs side by side, at the same page of either side."""

    tabs: tuple[Page, Page]
    province: str
    out: Path
    tally: Tally

    def look(self, visit: Visit) -> list[str]:
        """Compare the page; the links that it has before."""
        about = f"{self.province} {visit.said}"
        self._open(visit)
        for view in visit.views:
            self._picture(visit, view, f"{about}, {view.said}")
        before, after = self._both(lambda tab: str(tab.evaluate(_READ)))
        before, after = (re.sub(r"http://127\.0\.0\.1:\d+", "HOST", each) for each in (before, after))
        if visit.views:
            self.tally.same("text and links of a page", about, before == after, first_difference(before, after))
        if "stException" in before or len(before) < 200:
            self.tally.fails(f"{about}: there is no page")
        if visit.files:
            self._files(about)
        links: list[str] = self.tabs[0].evaluate(_LINKS)
        return links

    def _open(self, visit: Visit) -> None:
        for tab in self.tabs:
            tab.set_viewport_size({"width": 1366, "height": HEIGHT})
            tab.emulate_media(color_scheme="light", reduced_motion="reduce")
            tab.context.clear_cookies()
            tab.evaluate(_FORGET)
            tab.goto(visit.address, wait_until="commit")
        self._settle()
        if visit.drop:
            for tab in self.tabs:
                tab.locator("input[type=file]").first.set_input_files(visit.drop)
            self._settle()

    def _settle(self) -> None:
        for tab in self.tabs:
            idle(tab, patience=PATIENCE)
            tab.evaluate(_DRAWN)

    def _picture(self, visit: Visit, view: View, about: str) -> None:
        before, after = self._taken(view)
        # Where much differs it is no chart that was still drawing.
        for attempt in range(2 * TRIES if len(self.tally.different) < MANY else 1):
            if pictures.same(before, after):
                break
            if attempt == TRIES:
                self._open(visit)
            self.tabs[0].wait_for_timeout(250)
            before, after = self._taken(view)
            self.tally.again += 1
        how = pictures.how(before, after)
        self.tally.same("picture", about, not how, how)
        if how:
            pictures.write(self.out / re.sub(r"[^\w.,=-]+", "_", about).strip("_"), before, after)
        elif pictures.blank(before):
            self.tally.fails(f"{about}: the picture is blank")

    def _taken(self, view: View) -> list[bytes]:
        for tab in self.tabs:
            tab.emulate_media(color_scheme="dark" if view.dark else "light", reduced_motion="reduce")
            if tab.evaluate("innerWidth") != view.width:
                tab.set_viewport_size({"width": view.width, "height": HEIGHT})
        self._settle()
        if view.unfolded:
            self._both(lambda tab: tab.evaluate(_UNFOLD))
            self._settle()
        if any(self._both(partial(_grown, width=view.width))):
            self._settle()
        return self._both(lambda tab: tab.screenshot(animations="disabled", caret="hide"))

    def _files(self, about: str) -> None:
        for tab in self.tabs:
            tab.set_viewport_size({"width": 1366, "height": HEIGHT})
        self._settle()
        self._both(lambda tab: tab.evaluate(_UNFOLD))
        self._settle()
        many = self._both(lambda tab: tab.locator(_FILES).count())
        self.tally.same("offer of files", about, many[0] == many[1], f"{many[0]} files became {many[1]}")
        for number in range(min(many)):
            before, after = self._both(partial(_fetched, number=number))
            how = workbooks.how(before[1], after[1])
            if before[0] != after[0]:
                how = f"named {before[0]!r}, became {after[0]!r}; {how}"
            self.tally.same("file", f"{about}: {before[0]} ({len(before[1])} bytes)", not how, how)
            if not before[1]:
                self.tally.fails(f"{about}: {before[0]} is empty")

    def _both(self, ask: Callable[[Page], _Answer]) -> list[_Answer]:
        return [ask(tab) for tab in self.tabs]


def _grown(tab: Page, width: int) -> bool:
    """Whether the window was too low for its page, and is now as high."""
    height, now = tab.evaluate(_NEEDED), tab.evaluate("innerHeight")
    if height > now:
        tab.set_viewport_size({"width": width, "height": min(height, HIGHEST)})
    return bool(height > now)


def _fetched(tab: Page, number: int) -> tuple[str, bytes]:
    """A file as its button hands it out: its name, its content."""
    with tab.expect_download(timeout=1000 * PATIENCE) as download:
        tab.locator(_FILES).nth(number).click()
    return download.value.suggested_filename, download.value.path().read_bytes()
