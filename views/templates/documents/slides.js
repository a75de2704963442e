// A meeting's slides: the keyboard turns them, a second window shows the notes, and in the room a key records an outcome.
(() => {
  const deck = JSON.parse(document.getElementById("deck").textContent);
  const slides = [...document.querySelectorAll(".slide")];
  const [black, help, decide] = [".black", "dialog.help", "dialog.decide"].map((each) => document.querySelector(each));
  let at = 0, typed = "", notes = null;

  function go(to) {
    at = Math.max(0, Math.min(slides.length - 1, to));
    slides.forEach((slide, number) => slide.classList.toggle("now", number === at));
    document.querySelector(".place").textContent = `${at + 1}/${slides.length}`;
    history.replaceState(null, "", `#${at + 1}`);
    window.scrollTo(0, 0);
    tell();
  }

  // The notes are the presenter's: on another screen, never on the slide.
  function tell() {
    if (!notes || notes.closed) return;
    const page = notes.document;
    const next = slides[at + 1] ? slides[at + 1].getAttribute("aria-label") : "–";
    const title = page.createElement("h2");
    title.textContent = `${at + 1}. ${slides[at].getAttribute("aria-label")}`;
    const then = page.createElement("p");
    then.textContent = `→ ${next}`;
    const said = slides[at].querySelector(".notes");
    page.body.replaceChildren(title, ...(said ? [page.importNode(said, true)] : []), then);
  }

  function openNotes() {
    notes = window.open("", "notes", "width=900,height=700");
    if (!notes) return;
    notes.document.title = document.title;
    notes.document.body.style.cssText = "font: 22px/1.5 sans-serif; padding: 1rem; max-width: 50rem";
    notes.addEventListener("keydown", turned);
    tell();
  }

  const turns = {
    ArrowRight: () => go(at + 1), PageDown: () => go(at + 1), " ": () => go(at + 1), ArrowDown: () => go(at + 1),
    ArrowLeft: () => go(at - 1), PageUp: () => go(at - 1), Backspace: () => go(at - 1), ArrowUp: () => go(at - 1),
    Home: () => go(0), End: () => go(slides.length - 1),
    Enter: () => { go(typed ? Number(typed) - 1 : at + 1); },
    b: () => { black.hidden = !black.hidden; }, ".": () => { black.hidden = !black.hidden; },
    f: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
    n: openNotes, "?": () => help.showModal(), h: () => help.showModal(),
    d: () => begin("decision"), g: () => begin("task"), i: () => begin("information"),
  };

  function turned(event) {
    if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) { typed = (typed + event.key).slice(-3); return; }
    const turn = turns[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!turn) return;
    event.preventDefault();
    if (!black.hidden && !["b", "."].includes(event.key.toLowerCase())) black.hidden = true;
    turn();
    typed = "";
  }
  document.addEventListener("keydown", turned);
  // A telephone or a tablet has no keys: the right part of the slide goes on, the left part back.
  document.querySelector("main").addEventListener("click", (event) => {
    if (window.getSelection().toString()) return;
    go(at + (event.clientX > window.innerWidth / 3 ? 1 : -1));
  });

  // Recording what came of the item on the slide: filled in, read back, kept.
  const form = decide && decide.querySelector("form");
  const said = decide && decide.querySelector(".said");
  // Which form an answer belongs to: one that comes after a change, or after the form was left, is of another.
  let turn = 0, keeping = false;
  function begin(kind) {
    if (!decide || at < 1 || at > deck.items.length) return;
    const item = deck.items[at - 1];
    form.reset();
    form.elements.kind.value = kind;
    for (const name of ["unit", "leader", "deadline"]) form.elements[name].value = item[name] || "";
    changed();
    decide.showModal();
    form.elements.text.focus();
  }
  function changed() {
    turn += 1;
    decide.classList.toggle("for-task", form.elements.kind.value === "task");
    form.elements.keep.disabled = true;
    say([], false);
  }
  function say(lines, bad) {
    said.replaceChildren(...lines.map((line) => {
      const one = document.createElement("p");
      one.textContent = line;
      return one;
    }));
    said.classList.toggle("bad", bad);
  }
  async function ask(what) {
    const given = Object.fromEntries(["kind", "text", "unit", "leader", "deadline", "staff", "product"]
      .map((name) => [name, form.elements[name].value]));
    given.item = deck.items[at - 1].key;
    try {
      const answer = await fetch(`${deck.address}/${what}?lang=${document.documentElement.lang}`, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(given),
      });
      const found = await answer.json();
      return answer.ok ? found : { error: found.error || deck.words.failed };
    } catch { return { error: deck.words.failed }; }
  }
  async function read() {
    if (keeping) return;
    const asked = turn, found = await ask("doc-lai");
    if (asked !== turn || keeping) return;
    say(found.lines || [found.error], found.unclear || Boolean(found.error));
    if (found.error) return;
    form.elements.keep.disabled = false;
    form.elements.keep.focus();
  }
  async function keep() {
    if (keeping) return;
    keeping = true;
    form.elements.keep.disabled = true;
    const asked = turn, slide = slides[at], found = await ask("ghi");
    keeping = false;
    if (found.error) {
      if (asked === turn) say([found.error], true);
      return;
    }
    const line = document.createElement("li");
    line.textContent = found.line;
    slide.querySelector(".outcomes").append(line);
    if (asked === turn) decide.close();
  }
  if (decide) {
    document.querySelector("footer .record").addEventListener("click", () => begin("decision"));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", changed);
    form.elements.read.addEventListener("click", read);
    form.elements.keep.addEventListener("click", keep);
    form.elements.leave.addEventListener("click", () => decide.close());
    decide.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); form.elements.keep.disabled ? read() : keep(); }
    });
  }
  go((Number(location.hash.slice(1)) || 1) - 1);
})();
