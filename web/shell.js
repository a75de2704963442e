// Streamlit 1.67 knows only English. This runs before it and changes what it reads and what it writes:
// the browser's language (calendar, numbers), <html lang>, and its own words on the page.
// The language: ?lang=, else the cookie, else Vietnamese; later whatever the frame's marker says:
// <span class="namro-lang" data-lang="en" hidden></span>
(() => {
  const words = new Map(Object.entries(__EXACT__));
  const patterns = __PATTERNS__.map(([from, to]) => [new RegExp(from), to]);
  const attributes = ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-valuetext"];
  const untouched = "script, style, code, pre, textarea, [data-no-i18n]";
  const content = "[data-testid=stMarkdownContainer], [data-testid=stText], canvas";
  const streamlits = "[data-testid=stTooltipContent], [data-testid=stFileUploaderDropzone], [data-testid=stMainMenuPopover]";
  const known = ["vi", "en"];
  const months = "January February March April May June July August September October November December".split(" ");
  const englishDate = new RegExp(`\\b(${months.join("|")}) 0?(\\d{1,2}), (\\d{4})\\b`, "g");
  const dated = (text) => text.replace(englishDate, (_, month, day, year) => `${day}/${months.indexOf(month) + 1}/${year}`);

  const cookie = (document.cookie.match(/(?:^|; )lang=([^;]*)/) || [])[1];
  const asked = new URLSearchParams(location.search).get("lang");
  let language = [asked, cookie, "vi"].find((one) => known.includes(one));

  const locale = () => (language === "vi" ? "vi-VN" : "en-GB");
  Object.defineProperty(navigator, "language", { get: locale, configurable: true });
  Object.defineProperty(navigator, "languages", { get: () => [locale()], configurable: true });

  const translated = (text, isContent) => {
    const key = text.trim().replace(/\s+/g, " ");
    // Inside what the pages write only whole sentences are Streamlit's, such as the body of "Page not found".
    if (!key || (isContent && key.split(" ").length < 4)) return null;
    if (words.has(key)) return words.get(key);
    for (const [from, to] of patterns) if (from.test(key)) return dated(key.replace(from, to));
    return null;
  };

  const before = new WeakMap(); // node -> { "" or attribute: [English, Vietnamese] }
  const change = (node, name, value, write, isContent) => {
    if (value === null || value === "") return;
    const pairs = before.get(node) || {};
    if (language === "vi") {
      if (pairs[name] && pairs[name][1] === value) return;
      const vietnamese = translated(value, isContent);
      if (vietnamese === null || vietnamese === value) return;
      pairs[name] = [value, vietnamese];
      before.set(node, pairs);
      write(vietnamese);
    } else if (pairs[name] && pairs[name][1] === value) {
      write(pairs[name][0]);
    }
  };

  const text = (node) => {
    const parent = node.parentElement;
    if (!parent || parent.closest(untouched)) return;
    const isContent = parent.closest(content) !== null && parent.closest(streamlits) === null;
    change(node, "", node.nodeValue, (value) => (node.nodeValue = value), isContent);
  };
  const attribute = (element, name) =>
    change(element, name, element.getAttribute(name), (value) => element.setAttribute(name, value), false);
  const tree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of attributes) {
      if (root.hasAttribute(name)) attribute(root, name);
      for (const element of root.querySelectorAll(`[${name}]`)) attribute(element, name);
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) text(walker.currentNode);
  };

  const use = () => {
    // react-aria, which draws the calendar, asks here first.
    window[Symbol.for("react-aria.i18n.locale")] = locale();
    document.documentElement.lang = language;
  };
  window.__setLang = (next) => {
    if (!known.includes(next) || next === language) return;
    language = next;
    document.cookie = `lang=${next};path=/;max-age=31536000;samesite=lax`;
    use();
    window.dispatchEvent(new Event("languagechange"));
    if (document.body) tree(document.body);
  };

  const markers = document.getElementsByClassName("namro-lang");
  new MutationObserver((changes) => {
    for (const one of changes) {
      if (one.type === "childList") one.addedNodes.forEach(tree);
      else if (one.type === "characterData") text(one.target);
      else if (one.attributeName !== "data-lang") attribute(one.target, one.attributeName);
    }
    if (markers.length) window.__setLang(markers[markers.length - 1].dataset.lang);
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...attributes, "data-lang"],
  });
  use();
})();
