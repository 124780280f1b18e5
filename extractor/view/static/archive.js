"use strict";
// The list of reports: search, filters, sorting, and no more rows at once than a browser likes.
(() => {
  const most = 1000;
  const body = document.getElementById("rows");
  const search = document.getElementById("search");
  const more = document.getElementById("more");
  const count = document.getElementById("count");
  const only = document.getElementById("only-unclaimed");
  const choices = [...document.querySelectorAll("[data-filter]")];
  let rows = [...body.rows];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase().replace(/[,，]/g, "")]));
  let limit = most;

  function filter() {
    const wanted = search.value.trim().toLowerCase().replace(/[,，]/g, "").split(/\s+/).filter(Boolean);
    const fits = (row) =>
      choices.every((choice) => !choice.value || row.dataset[choice.dataset.filter] === choice.value) &&
      (!only.checked || Number(row.dataset.unclaimed) > 0) &&
      wanted.every((word) => texts.get(row).includes(word));
    let found = 0;
    for (const row of rows) {
      const shown = fits(row) && ++found <= limit;
      if (row.hidden === shown) row.hidden = !shown;
    }
    count.textContent = found + " / " + rows.length;
    document.getElementById("nothing").hidden = found > 0;
    more.hidden = found <= limit;
    more.textContent = more.dataset.words.replace("{n}", Math.min(most, found - limit));
  }

  const value = (row, column) => row.cells[column].dataset.v;

  function sort(button) {
    const head = button.closest("th");
    const column = Number(button.dataset.sort);
    const falling = head.ariaSort ? head.ariaSort === "ascending" : column > 3;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.ariaSort = falling ? "descending" : "ascending";
    const numeric = column > 1;
    const collator = new Intl.Collator("zh");
    rows.sort((a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
      const order = numeric ? Number(x) - Number(y) : collator.compare(x, y);
      return falling ? -order : order;
    });
    body.append(...rows);
    filter();
  }

  search.addEventListener("input", () => { limit = most; filter(); });
  only.addEventListener("change", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  more.addEventListener("click", () => { limit += most; filter(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sort]");
    if (button) return void sort(button);
    const row = event.target.closest("tr[data-report]");
    if (row && !event.target.closest("a") && !getSelection().toString()) row.querySelector("a").click();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select");
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "Escape" && event.target === search) { search.value = ""; filter(); search.blur(); }
    if (typing && event.key !== "Enter") return;
    const shown = rows.filter((row) => !row.hidden);
    if (event.key === "Enter" && event.target === search && shown.length) shown[0].querySelector("a").click();
    const by = { j: 1, k: -1 }[event.key];
    if (by && shown.length) {
      const at = shown.indexOf(document.activeElement.closest("tr"));
      shown[Math.min(shown.length - 1, Math.max(0, at + by))].querySelector("a").focus();
    }
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  });
  if (matchMedia("(max-width: 48rem)").matches) document.getElementById("charts").open = false;
  filter();
})();
