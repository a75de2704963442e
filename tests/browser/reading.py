"""Waiting for a page to be done, and reading the English that Streamlit left on it."""

import re
import tomllib
import unicodedata
from urllib.parse import urlsplit

from playwright.sync_api import Page, TimeoutError

from tests.serving import ROOT

_DONE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')
    && !document.querySelector('[data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(
      (chart) => chart.querySelector('svg.marks, canvas.marks'));
}"""


def idle(page: Page, *, patience: float = 120.0) -> None:
    """Wait until the script has run and everything it sent is drawn.

    `notRunning` comes before the lazily loaded charts and tables; and a click needs a moment to become a run.
    """
    page.wait_for_timeout(150)
    page.wait_for_function(_DONE, timeout=1000 * patience)
    page.wait_for_timeout(100)
    page.wait_for_function(_DONE, timeout=1000 * patience)


# As the browser's own Back button: the application stays loaded. What it does next is seen by the state of its script.
_MOVE = """(path) => {
  window.namroRan = false;
  const app = document.querySelector('[data-testid=stApp]');
  new MutationObserver((_, watching) => {
    if (app.dataset.testScriptState === 'running') { window.namroRan = true; watching.disconnect(); }
  }).observe(app, {attributeFilter: ['data-test-script-state']});
  history.pushState({}, '', path);
  dispatchEvent(new PopStateEvent('popstate', {state: {}}));
}"""


def visit(page: Page, path: str) -> None:
    """Open a page and wait until it is drawn: within the application if the tab has it and shows another page of it,
    for to load it anew costs three times as much."""
    here, there = urlsplit(page.url), urlsplit(path)
    if here.scheme.startswith("http") and page.locator("[data-testid=stApp]").count() and here.path != there.path:
        page.evaluate(_MOVE, path)
        try:
            page.wait_for_function("() => window.namroRan", timeout=5000)
        except TimeoutError:
            # A run so short that its state was never drawn, or none.
            page.goto(path)
    else:
        page.goto(path)
    idle(page)


_READ = """() => {
  const seen = [];
  const shown = (element) => element.checkVisibility({opacityProperty: false, visibilityProperty: true});
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest('script, style, code, pre, noscript, svg, [data-no-i18n]')) continue;
    if (parent.closest('[data-testid=stIconMaterial]')) continue;
    if (parent.closest('canvas') || shown(parent)) seen.push(walker.currentNode.nodeValue);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'])
    for (const element of document.body.querySelectorAll(`[${name}]`))
      if (!element.closest('svg, [data-no-i18n]')) seen.push(element.getAttribute(name));
  return [...new Set(seen.map((text) => text.trim()).filter(Boolean))];
}"""

_CANARY = "Sort these things ascending"
_PLANT = f"""() => {{
  const canary = document.createElement('button');
  canary.id = 'canary'; canary.setAttribute('aria-label', {_CANARY!r});
  document.querySelector('[data-testid=stApp]').append(canary);
}}"""

# A Vietnamese syllable without its marks: every other word of three letters and more is foreign.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:"
    r"(?:uye|uya|uyu|oai|oay|oeo|uay|uoi|uou|ieu|yeu)"
    r"|(?:ai|ao|au|ay|eo|eu|ia|iu|oi|oa|oe|oo|ua|ue|ui|uy|uu|uo|ie|ye|[aeiouy])"
    r")(?:ch|ng|nh|[cmnpt])?"
)
# Names and words that Vietnamese offices write as they are.
_TAKEN_OVER = frozenset(
    {
        *("pdf", "csv", "xls", "xlsx", "ods", "docx", "json", "png", "svg", "utf", "ubnd", "tthc"),
        *("menu", "email", "excel", "web", "internet", "enter", "escape", "ctrl", "vega", "streamlit"),
    }
)


# Neither a file's name nor a number with a digest ("68-07c6edcf0213e911") is a word.
_NO_WORD = re.compile(r"\S+\.[a-z]{3,4}\b|\b\d+-[0-9a-f]{16}\b")


def _english_shape(text: str) -> bool:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    if plain != text or "đ" in text.lower():
        return False  # A sentence with a single Vietnamese letter is Vietnamese.
    words = re.findall(r"[A-Za-z]{3,}", _NO_WORD.sub("", text))
    foreign = [
        word
        for word in words
        if not word.isupper() and word.lower() not in _TAKEN_OVER and not _SYLLABLE.fullmatch(word.lower())
    ]
    return bool(foreign)


def builtin_words() -> frozenset[str]:
    """Streamlit's own English, as far as `locales/streamlit.toml` knows it and translates it to something else."""
    table = tomllib.loads((ROOT / "locales" / "streamlit.toml").read_text(encoding="utf-8"))
    return frozenset(english for english, vietnamese in table["exact"].items() if english != vietnamese)


def english_left(page: Page, *, ours: frozenset[str] = frozenset()) -> list[str]:
    """English texts and labels on a page that is shown in Vietnamese.

    Args:
        ours: texts that are meant to be so, such as the name of a language in itself.

    Raises:
        AssertionError: the reading itself does not work: it misses a planted English label, or the page
            holds next to no Vietnamese.
    """
    page.evaluate(_PLANT)
    page.wait_for_timeout(50)
    texts: list[str] = page.evaluate(_READ)
    page.evaluate("() => document.getElementById('canary').remove()")
    left = [text for text in texts if (text in builtin_words() or _english_shape(text)) and text not in ours]
    assert _CANARY in left, "the reader does not see English even where it was planted"
    vietnamese = [text for text in texts if not text.isascii()]
    assert len(vietnamese) >= 5, f"hardly any Vietnamese on the page: {texts}"
    return sorted(set(left) - {_CANARY})
