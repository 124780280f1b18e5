"use strict";
// The page of one report. Builds no markup from strings: text is only ever set as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const pages = document.getElementById("pages");
  const record = document.getElementById("record");
  const search = document.getElementById("search");
  const hint = document.getElementById("hint");
  const pageNumber = document.getElementById("page-number");
  const help = document.getElementById("help");
  const fields = new Map();
  const boxes = new Map();
  for (const field of record.querySelectorAll("[data-path]")) fields.set(field.dataset.path, field);
  for (const box of pages.querySelectorAll("[data-box-for]")) {
    const path = box.dataset.boxFor;
    if (!boxes.has(path)) boxes.set(path, []);
    boxes.get(path).push(box);
  }
  let chosen = null;
  let chosenCheck = -1;
  let lit = [];

  // ---- looking up and showing -------------------------------------------------------------------------------------

  function light(element, kind) {
    element.classList.add(kind);
    lit.push([element, kind]);
  }

  function clear() {
    for (const [element, kind] of lit) element.classList.remove(kind);
    lit = [];
    document.getElementById("detail")?.remove();
    chosen = null;
    chosenCheck = -1;
  }

  function bring(container, element, share) {
    const outer = container.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    const room = Math.max(0, outer.height - inner.height);
    container.scrollTop += inner.top - outer.top - Math.min(room * share, room);
    if (inner.left < outer.left || inner.right > outer.right) {
      container.scrollLeft += inner.left - outer.left - outer.width / 4;
    }
  }

  function unfold(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.closest(".filtered")?.classList.remove("filtered");
    element.classList.remove("filtered");
  }

  function address(words) {
    const hash = "#" + encodeURI(words).replace(/%5B/g, "[").replace(/%5D/g, "]");
    try { history.replaceState(null, "", hash); } catch { /* the address stays as it was */ }
  }

  function choose(path, { page = true, field = true, keep = true } = {}) {
    const element = fields.get(path);
    const places = boxes.get(path) || [];
    if (!element && !places.length) return false;
    clear();
    chosen = path;
    for (const box of places) light(box, "on");
    if (element) {
      light(element, "on");
      unfold(element);
      detail(element, path, places);
      if (field) bring(record, element, 0.3);
    }
    if (page && places.length) bring(pages, places[0], 0.4);
    if (keep) address(path);
    return true;
  }

  function detail(element, path, places) {
    const row = element.closest("tr");
    const inside = checksOf(path);
    const box = document.createElement(row ? "tr" : "div");
    box.id = "detail";
    const into = row ? box.appendChild(document.createElement("td")) : box;
    if (row) into.colSpan = row.cells.length;
    into.append(piece("code", path), button(data.words.copy, () => navigator.clipboard?.writeText(path)));
    if (places.length > 1) {
      const list = piece("p", data.words.places + " ");
      places.forEach((place, n) => list.append(button(data.words.page_n.replace("{n}", pageOf(place)) + " (" + (n + 1) + ")", () => bring(pages, place, 0.4))));
      into.append(list);
    }
    const others = data.places[path] || [];
    if (others.length) {
      const list = piece("p", data.words.elsewhere + " ");
      for (const [place, label, why] of others) {
        const way = button(label, () => choose(place));
        way.title = place;
        way.dataset.place = place;
        list.append(way, piece("small", why));
      }
      into.append(list);
    }
    for (const n of inside) {
      const [, , status, message] = data.checks[n];
      const line = button("", () => showCheck(n));
      line.className = "line";
      const badge = piece("b", data.words[status]);
      badge.className = "badge " + status;
      line.append(badge, piece("span", message));
      into.append(line);
    }
    (row || element).after(box);
  }

  function checksOf(path) {
    const found = [];
    data.checks.forEach(([subject, inputs], n) => { if (subject === path || inputs.includes(path)) found.push(n); });
    return found.slice(0, 12);
  }

  function piece(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function button(text, act) {
    const made = piece("button", text);
    made.type = "button";
    made.className = "link";
    made.addEventListener("click", act);
    return made;
  }

  function showCheck(n) {
    const check = data.checks[n];
    if (!check) return;
    clear();
    chosenCheck = n;
    const [subject, inputs] = check;
    const at = [];
    for (const path of inputs) for (const box of boxes.get(path) || []) { light(box, "input"); at.push(box); }
    for (const path of inputs) { const field = fields.get(path); if (field) light(field, "input"); }
    let first = null;
    for (const box of boxes.get(subject) || []) { light(box, "on"); first ||= box; }
    const field = fields.get(subject);
    if (field) light(field, "on");
    if (!first) for (const box of pages.querySelectorAll(`[data-of-check="${n}"]`)) { light(box, "shown"); first ||= box; }
    if (first || at.length) bring(pages, first || at[0], 0.4);
    const article = document.getElementById("check-" + n);
    if (article) { light(article, "on"); unfold(article); bring(record, article, 0.2); }
    address("check-" + n);
  }

  function showRate(n, page) {
    clear();
    const found = [...document.querySelectorAll(`[data-rate="${n}"]`)];
    for (const element of found) light(element, "on");
    const box = found.find((element) => pages.contains(element));
    const line = found.find((element) => record.contains(element));
    if (box && page) bring(pages, box, 0.4);
    if (line && !page) { unfold(line); bring(record, line, 0.3); }
  }

  // ---- pages -------------------------------------------------------------------------------------------------------

  const sheets = [...document.querySelectorAll("figure.page")];
  const pageOf = (element) => Number(element.closest("figure.page").id.slice(5));

  function goPage(number) {
    const sheet = document.getElementById("page-" + number);
    if (sheet) pages.scrollTop += sheet.getBoundingClientRect().top - pages.getBoundingClientRect().top - 6;
  }

  function currentPage() {
    const edge = pages.getBoundingClientRect().top + pages.clientHeight / 3;
    let low = 0, high = sheets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (sheets[middle].getBoundingClientRect().top <= edge) low = middle; else high = middle - 1;
    }
    return sheets.length ? Number(sheets[low].id.slice(5)) : 1;
  }

  let waiting = false;
  pages.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (document.activeElement !== pageNumber) pageNumber.value = currentPage();
    });
  }, { passive: true });

  let zoom = 1;
  function setZoom(value) {
    const before = pages.scrollTop / Math.max(1, pages.scrollHeight);
    zoom = Math.min(4, Math.max(0.4, value));
    document.getElementById("sheets").style.width = zoom * 100 + "%";
    pages.scrollTop = before * pages.scrollHeight;
  }
  document.getElementById("zoom-in").addEventListener("click", () => setZoom(zoom * 1.25));
  document.getElementById("zoom-out").addEventListener("click", () => setZoom(zoom / 1.25));
  pageNumber.addEventListener("change", () => goPage(Number(pageNumber.value)));
  const allBoxes = document.getElementById("all-boxes");
  const showBoxes = (shown) => { allBoxes.checked = shown; pages.classList.toggle("boxes", shown); };
  allBoxes.addEventListener("change", () => showBoxes(allBoxes.checked));

  // ---- clicks ------------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const target = event.target;
    const box = target.closest("[data-box-for]");
    if (box) return void choose(box.dataset.boxFor, { page: false });
    const rate = target.closest("[data-rate]");
    if (rate) return void showRate(rate.dataset.rate, record.contains(rate));
    const check = target.closest("[data-check]");
    if (check) return void (event.preventDefault(), showCheck(Number(check.dataset.check)));
    const way = target.closest("[data-goto]");
    if (way) return void (event.preventDefault(), choose(way.dataset.goto));
    const field = target.closest("[data-path]");
    if (field) return void (event.preventDefault(), choose(field.dataset.path, { field: false }));
    const year = target.closest("a[data-year]");
    if (year) year.hash = fields.has(chosen) ? location.hash : "";
    const sheet = target.closest("[data-go-page]");
    if (sheet) goPage(Number(sheet.dataset.goPage));
    const tab = target.closest(".right nav a");
    if (tab) {
      event.preventDefault();
      bring(record, document.querySelector(tab.getAttribute("href")), 0);
    }
    const outline = document.querySelector(".outline");
    if (sheet || !target.closest(".outline")) outline.open = false;
  });

  pages.addEventListener("pointerover", (event) => {
    const box = event.target.closest("[data-box-for]");
    const field = box && fields.get(box.dataset.boxFor);
    hint.textContent = box ? (field?.querySelector(".k")?.textContent || box.dataset.boxFor) : "";
  });

  // ---- search ------------------------------------------------------------------------------------------------------

  const rows = [...record.querySelectorAll(".rows > [data-path], .sheet:not(.sum) tbody tr, .finding, .fold .line")];
  const wholes = [...record.querySelectorAll(".block, .group, .sheet, .fold, .part")].reverse();
  const heads = new Map(rows.map((row) => [row, row.closest(".block")?.querySelector("h4")?.textContent || ""]));
  let texts = null;

  function filter() {
    const wanted = search.value.trim().toLowerCase().replace(/[,，]/g, "").split(/\s+/).filter(Boolean);
    texts ||= rows.map((row) =>
      (heads.get(row) + " " + row.textContent + " " + (row.dataset.path || "")).toLowerCase().replace(/[,，]/g, ""));
    let found = 0;
    rows.forEach((row, n) => {
      const fits = wanted.every((word) => texts[n].includes(word));
      found += fits;
      row.classList.toggle("filtered", !fits);
    });
    for (const whole of wholes) {
      const empty = wanted.length > 0 &&
        !whole.querySelector(".rows > [data-path]:not(.filtered), tbody tr:not(.filtered), .finding:not(.filtered), .line:not(.filtered)");
      whole.classList.toggle("filtered", empty);
    }
    document.getElementById("nothing").hidden = !wanted.length || found > 0;
  }
  let soon = 0;
  search.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(filter, rows.length > 3000 ? 150 : 0); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); step(1); }
  });

  // ---- keys --------------------------------------------------------------------------------------------------------

  const visible = (element) => element.getClientRects().length > 0;

  function step(by, only = null) {
    const paths = [...fields.keys()].filter((path) => (only ? path.startsWith(only) : visible(fields.get(path))));
    if (!paths.length) return;
    const at = paths.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : paths.length - 1) : (at + by + paths.length) % paths.length;
    choose(paths[next]);
  }

  function stepFinding(by) {
    const shown = [...document.querySelectorAll(".finding")].filter(visible).map((found) => Number(found.id.slice(6)));
    if (!shown.length) return;
    const at = shown.indexOf(chosenCheck);
    showCheck(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  }

  const keys = {
    "/": () => { search.focus(); search.select(); },
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    n: () => stepFinding(1), p: () => stepFinding(-1),
    u: () => step(1, "unclaimed["),
    "[": () => goPage(Math.max(1, currentPage() - 1)), "]": () => goPage(currentPage() + 1),
    b: () => showBoxes(!allBoxes.checked),
    "+": () => setZoom(zoom * 1.25), "=": () => setZoom(zoom * 1.25), "-": () => setZoom(zoom / 1.25),
    "?": () => help.showModal(),
    Escape: () => { clear(); address(""); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input");
    if (typing && event.key === "Escape") { typing.value = typing.type === "search" ? "" : typing.value; filter(); typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key.startsWith("Arrow") && event.target.closest("#pages")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());

  // ---- light and dark, print, address ------------------------------------------------------------------------------

  document.getElementById("theme").addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...record.querySelectorAll("details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

  function follow() {
    let words = location.hash.slice(1);
    try { words = decodeURIComponent(words); } catch { /* as it stands */ }
    if (!words) return;
    const check = /^check-(\d+)$/.exec(words);
    const page = /^page-(\d+)$/.exec(words);
    if (check) showCheck(Number(check[1]));
    else if (page) goPage(Number(page[1]));
    else choose(words, { keep: false });
  }
  addEventListener("hashchange", follow);
  follow();
})();
