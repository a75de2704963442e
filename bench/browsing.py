"""In a real browser: the first visit with an empty cache, and a click until the page is idle."""

from playwright.sync_api import Browser

from tests.browser.reading import idle
from tests.serving import Server

OVERVIEW = "/"
# What stands on the overview only when its figures do.
DRAWN = "[data-testid=stMain] .stHtml table, [data-testid=stMain] [data-testid=stDataFrame] canvas, svg.marks"
FILTERED = "/xep-hang"
# Choices to click by turns, departments and communes; each click must lead to a rerun.
CHOICES = "[class*=st-key-kind] button"
WIDTH, HEIGHT = 1366, 768

_NOW_IF_DRAWN = """(drawn) => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector(drawn)
    && !document.querySelector('[data-testid=stSkeleton]') && performance.now();
}"""

# A page asked for nothing in particular may have only a sentence to say, without a title.
_NOW_IF_IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid=stMain] .namro:not(.masthead), [data-testid=stMain] [role=alert]')
    && !document.querySelector('[data-testid=stSkeleton]') && performance.now();
}"""

# Timed inside the page: Playwright's polling would be part of the figure otherwise.
_CLICK = """(selector) => new Promise((resolve, reject) => {
  const app = document.querySelector('[data-testid=stApp]');
  const idleChoice = [...document.querySelectorAll(selector)].find(
    (button) => button.offsetParent && button.getAttribute('aria-checked') !== 'true'
      && button.getAttribute('aria-pressed') !== 'true' && !button.dataset.testid?.endsWith('Active'));
  if (!idleChoice) return reject('no choice to click: ' + selector);
  const started = performance.now();
  let ran = false;
  const giveUp = setTimeout(() => reject('no rerun within 20 s'), 20000);
  const observer = new MutationObserver(() => {
    const state = app.dataset.testScriptState;
    ran = ran || state === 'running';
    if (ran && state === 'notRunning') {
      observer.disconnect();
      clearTimeout(giveUp);
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)));
    }
  });
  observer.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
  idleChoice.click();
})"""


def cold(browser: Browser, server: Server, times: int) -> list[float]:
    """Seconds from the request to the overview's figures drawn, each in a browser that has seen nothing."""
    found = []
    for _ in range(times):
        context = browser.new_context(base_url=server.url, viewport={"width": WIDTH, "height": HEIGHT})
        page = context.new_page()
        page.goto(OVERVIEW, wait_until="commit")
        found.append(page.wait_for_function(_NOW_IF_DRAWN, arg=DRAWN, polling="raf").json_value() / 1e3)
        context.close()
    return found


def clicks(browser: Browser, server: Server, times: int) -> list[float]:
    """Seconds from the click on a filter to the second frame after the script's end."""
    context = browser.new_context(base_url=server.url, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.goto(FILTERED)
    found = []
    for _ in range(times):
        idle(page)
        found.append(page.evaluate(_CLICK, CHOICES) / 1e3)
    context.close()
    return found


def opened(browser: Browser, server: Server, path: str, times: int) -> list[float]:
    """Seconds from the request to the page idle, in one browser that has been there before."""
    context = browser.new_context(base_url=server.url, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    found = []
    for _ in range(times + 1):
        page.goto(path, wait_until="commit")
        found.append(page.wait_for_function(_NOW_IF_IDLE, polling="raf").json_value() / 1e3)
    context.close()
    return found[1:]
