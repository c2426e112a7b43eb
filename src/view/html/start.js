// What people do, and the beginning.
function options(id, values, label) {
  const before = state[id];
  $(id).replaceChildren(new Option(say(id), ""), ...values.map((value) => new Option(label(value), value)));
  $(id).value = before;
}
function relabel() {
  const used = (field) => [...new Set(data.facts.map((fact) => fact[field]).filter(Boolean))].sort();
  options("kind", used("kind"), say);
  options("measure", used("measure"), say);
  options("concept", used("concept"), (id) => data.concepts[id]?.[lang() === "en" ? 0 : 1] ?? id);
  draw();
}
function step(type, by) {
  const rows = type === "fact" && state.tab === "fact" ? shown : rowsOf[type];
  if (!rows.length) return;
  const now = state.on?.type === type ? rows.findIndex((row) => row.id === state.on.id) : -1;
  select(type, rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : (now + by + rows.length) % rows.length]);
}
document.addEventListener("click", (event) => {
  const target = event.target;
  const bar = target.closest(".bar");
  const tab = target.closest("[data-tab][role=tab]");
  const row = target.closest(".r");
  const link = target.closest("nav a");
  if (!target.closest("nav, #menu")) delete root.dataset.outline;
  if (bar) { event.preventDefault(); select("fact", factById.get(+bar.dataset.f), "chart"); }
  else if (tab) { state.tab = tab.dataset.tab; draw(); }
  else if (row && !target.closest("dl, .grid")) { const found = shown[[...row.parentNode.children].indexOf(row) + +row.parentNode.dataset.at]; select(state.tab, found); }
  else if (link) { event.preventDefault(); showLine(document.querySelector(link.getAttribute("href"))); hereInOutline(+link.dataset.s); delete root.dataset.outline; }
  else if (target.closest("#source") && getSelection().isCollapsed) {
    const on = (attribute) => { const node = target.closest(`[data-${attribute}]`); return node ? +node.dataset[attribute] : null; };
    for (const [type, attribute] of [["fact", "f"], ["finding", "w"], ["indicator", "i"], ["table", "t"]]) {
      const id = on(attribute);
      const found = id === null ? null : rowsOf[type].find((one) => one.id === id && !one.project_head);
      if (found) return select(type, found, "source");
    }
  }
});
for (const id of ["kind", "measure", "concept"]) $(id).addEventListener("change", () => { state[id] = $(id).value; draw(); });
$("only").addEventListener("change", () => { state.only = $("only").checked; draw(); });
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("lang").addEventListener("click", () => { root.lang = lang() === "en" ? "zh" : "en"; relabel(); });
// On a narrow screen the outline lies over the page until something is chosen.
$("menu").addEventListener("click", () => { root.dataset.outline = root.dataset.outline ? "" : "open"; });
const isDark = () => root.dataset.theme === "dark";
$("theme").addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; });
if (matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.theme = "dark";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input[type=search]")) {
    if (event.key === "Enter") { event.preventDefault(); jump(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.target.matches("select")) return;
  if (event.key === "Escape") delete root.dataset.outline;
  const bar = event.target.closest?.(".bar");
  if (bar && event.key === "Enter") { event.preventDefault(); bar.dispatchEvent(new MouseEvent("click", { bubbles: true })); }
  else if (event.key === "j") step("fact", 1);
  else if (event.key === "k") step("fact", -1);
  else if (event.key === "f") step("finding", 1);
  else if (event.key === "/") { event.preventDefault(); $("search").focus(); }
});
// Search: ranges painted by the browser, so that the text itself stays as it is.
let ranges = [], current = -1, timer = 0;
function search() {
  const wanted = $("search").value.trim().toLowerCase();
  ranges = [];
  current = -1;
  if (wanted) for (const line of document.querySelectorAll("#source .l")) {
    const text = line.textContent.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0 && ranges.length < 2000; at = text.indexOf(wanted, at + wanted.length)) ranges.push(rangeIn(line, at, at + wanted.length));
  }
  paint();
}
function rangeIn(line, from, to) {
  const range = new Range(), walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let passed = 0, open = false;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const end = passed + node.length;
    if (!open && from < end) { range.setStart(node, from - passed); open = true; }
    if (open && to <= end) { range.setEnd(node, to - passed); break; }
    passed = end;
  }
  return range;
}
function paint() {
  $("hits").textContent = $("search").value.trim() ? `${current + 1}/${ranges.length}` : "";
  if (!CSS.highlights) return;
  CSS.highlights.set("found", new Highlight(...ranges));
  CSS.highlights.set("current", new Highlight(...(ranges[current] ? [ranges[current]] : [])));
}
function jump(by) {
  if (!ranges.length) return;
  current = (current + by + ranges.length) % ranges.length;
  showLine(ranges[current].startContainer.parentElement);
  paint();
}
$("search").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
addEventListener("beforeprint", () => { for (const chunk of $("list").children) fill(chunk); });
relabel();
