// What the pages' own HTML does in the browser without asking the server: tables that sort, fold and find, links that do
// not load the application anew, Back that returns to the place, filters folded on a telephone. `st.html` strips scripts
// (ADR 7), so this stands in the shell.
(() => {
  const pages = new Set(__PAGES__); // addresses of pages that may be opened without loading anew
  const main = () => document.querySelector("[data-testid=stMain]");
  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").replace(/\s+/g, " ").trim();

  // Tables ------------------------------------------------------------------------------------------------------
  const rows = (table) => [...table.querySelectorAll("tbody > tr:not(.part)")];
  const value = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return null;
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (text === "" || text === "–" || text === "None" || text === "nan") return null;
    return text;
  };
  const remember = (table) => {
    if (table.homes) return;
    table.homes = rows(table).map((row) => [row, row.parentElement]);
  };
  const sort = (table, column, way) => {
    remember(table);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      if (head.querySelector("button")) head.setAttribute("aria-sort", at === column && way ? way : "none");
    });
    if (!way) {
      table.classList.remove("sorted");
      table.homes.forEach(([row, home]) => home.append(row));
      return;
    }
    const numeric = heads[column].dataset.sort !== "text";
    const sign = way === "ascending" ? 1 : -1;
    const compare = (one, other) => {
      const [a, b] = [value(one, column), value(other, column)];
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (numeric ? Number(a) - Number(b) : a.localeCompare(b, "vi"));
    };
    table.classList.add("sorted"); // one list: the groups of its rows are said no more
    table.tBodies[0].append(...table.homes.map(([row]) => row).sort(compare));
  };
  const sorted = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const column = heads.findIndex((head) => ["ascending", "descending"].includes(head.getAttribute("aria-sort")));
    return column < 0 ? null : [column, heads[column].getAttribute("aria-sort")];
  };
  const find = (input) => {
    const asked = plain(input.value);
    const place = document.getElementById(input.dataset.for);
    if (!place) return;
    const items = place.matches("table") ? rows(place) : [...place.children];
    let found = 0;
    for (const item of items) {
      item.plain ??= plain((item.querySelector(".name") || item).textContent);
      item.hidden = asked !== "" && !item.plain.includes(asked);
      found += !item.hidden;
    }
    place.classList.toggle("finding", asked !== "");
    const said = input.parentElement.querySelector("output");
    if (said) said.textContent = asked ? `${found}/${items.length}` : "";
  };
  const fold = (button) => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", open);
    button.closest("tbody").classList.toggle("folded", !open);
  };

  // The unit's own numbers are typed on telephones: digits first. (Streamlit has no such option for a text field.)
  document.addEventListener("focusin", (event) => {
    if (event.target.closest('[class*="st-key-typed_"]')) event.target.inputMode = "numeric";
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".namro input.find")) find(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".namro input.find")) return;
    const place = document.getElementById(event.target.dataset.for);
    if (event.key === "Escape") {
      event.target.value = "";
      find(event.target);
    } else if (event.key === "Enter" && event.target.value.trim()) {
      const first = [...place.querySelectorAll("a[href]")].find((link) => link.checkVisibility());
      if (first) first.click();
    }
  });

  // Where one was: kept with the entry of the history that one leaves. --------------------------------------------
  const tables = () => [...document.querySelectorAll(".namro table[id]")];
  const state = () => ({
    top: main()?.scrollTop ?? 0,
    tables: Object.fromEntries(
      tables().map((table) => [
        table.id,
        {
          sorted: sorted(table),
          open: [...table.querySelectorAll("button.fold")].map((button) => button.getAttribute("aria-expanded")),
          shown: [...table.classList].filter((name) => name.startsWith("show-")),
        },
      ]),
    ),
    finds: Object.fromEntries([...document.querySelectorAll(".namro input.find")].map((one) => [one.dataset.for, one.value])),
  });
  const keep = () => history.replaceState({ ...history.state, namro: state() }, "");
  const again = (kept, patience = 80, done = new Set()) => {
    for (const table of tables()) {
      const was = kept.tables[table.id];
      if (!was || done.has(table.id)) continue;
      done.add(table.id);
      [...table.querySelectorAll("button.fold")].forEach((button, at) => {
        if (was.open[at] && button.getAttribute("aria-expanded") !== was.open[at]) fold(button);
      });
      was.shown.forEach((name) => table.classList.add(name));
      if (was.sorted) sort(table, ...was.sorted);
    }
    for (const input of document.querySelectorAll(".namro input.find"))
      if (kept.finds[input.dataset.for] && !input.value) {
        input.value = kept.finds[input.dataset.for];
        find(input);
      }
    const place = main();
    if (place) place.scrollTop = kept.top;
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    const there = place && Math.abs(place.scrollTop - kept.top) < 2;
    if (patience > 0 && (running || !there)) setTimeout(() => again(kept, patience - 1, running ? new Set() : done), 60);
  };
  let leaving = false;
  window.addEventListener("popstate", (event) => {
    if (leaving) return;
    if (event.state?.namro) again(event.state.namro);
  });

  // Links ---------------------------------------------------------------------------------------------------------
  const to = (address) => {
    keep();
    history.pushState({}, "", address.href);
    leaving = true;
    // Streamlit 1.67 reads the address anew, with its parameters, when the history moves.
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    leaving = false;
    const place = main();
    if (!address.hash && place) place.scrollTop = 0;
    if (address.hash) seek(address.hash.slice(1));
  };
  const seek = (id, patience = 80) => {
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    const found = running ? null : document.getElementById(id);
    if (found) found.scrollIntoView();
    else if (patience > 0) setTimeout(() => seek(id, patience - 1), 60);
  };
  // The bar's own links name a page and nothing else: what was chosen of these goes along.
  const along = ["period", "kind", "lang", "as_of"];
  const fromBar = (address) => {
    const now = new URLSearchParams(location.search);
    for (const name of along) {
      const chosen = now.get(name);
      if (chosen && (name !== "period" || /^\d{4}-\d\d$/.test(chosen))) address.searchParams.set(name, chosen);
    }
    return address;
  };
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(".namro button");
      if (button) {
        if (button.matches(".fold")) fold(button);
        else if (button.dataset.show) {
          const on = document.getElementById(button.dataset.for).classList.toggle(`show-${button.dataset.show}`);
          button.setAttribute("aria-pressed", on);
        } else if (button.matches(".filters")) {
          const open = document.documentElement.classList.toggle("namro-filters");
          button.setAttribute("aria-expanded", open);
        } else if (button.matches(".print")) window.print();
        else if (button.closest("th")) {
          const table = button.closest("table");
          const column = button.closest("th").cellIndex;
          const now = sorted(table);
          const first = button.closest("th").dataset.first || "descending";
          const ways = [first, first === "descending" ? "ascending" : "descending", null];
          sort(table, column, now && now[0] === column ? ways[(ways.indexOf(now[1]) + 1) % 3] : first);
        }
        return;
      }
      const link = event.target.closest?.(".namro a[href], header a[href]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (link.target || link.hasAttribute("download")) return;
      const address = new URL(link.href, location.href);
      if (address.origin !== location.origin || !pages.has(address.pathname) || !pages.has(location.pathname)) return;
      event.preventDefault();
      event.stopPropagation();
      to(link.closest("header") ? fromBar(address) : address);
    },
    true,
  );

  // The unit whose page was opened last is the one that its page opens with, and that rankings point out. ------------
  new MutationObserver(() => {
    const unit = document.querySelector(".namro-unit")?.dataset.unit;
    if (unit && !document.cookie.includes(`unit=${unit}`))
      document.cookie = `unit=${encodeURIComponent(unit)};path=/;max-age=31536000;samesite=lax`;
  }).observe(document.documentElement, { subtree: true, childList: true });
})();
