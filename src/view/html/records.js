// The right side: rows are made when they come into sight.
const CHUNK = 50;
let shown = [];
const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) fill(entry.target);
}, { root: $("list"), rootMargin: "600px" });

function passes(row) {
  if (state.tab !== "fact") return true;
  return (!state.kind || row.kind === state.kind) && (!state.measure || row.measure === state.measure)
    && (!state.concept || row.concept === state.concept) && (!state.only || findingsOf.has(row.id));
}
function draw() {
  root.dataset.tab = state.tab;
  for (const tab of document.querySelectorAll("[data-tab][role=tab]")) {
    tab.setAttribute("aria-selected", tab.dataset.tab === state.tab);
    const rows = rowsOf[tab.dataset.tab];
    if (rows) tab.querySelector("b").textContent = rows.length;
  }
  const isFigures = state.tab === "figures";
  $("figures").hidden = !isFigures;
  $("filters").hidden = state.tab !== "fact";
  $("list").hidden = $("count").hidden = isFigures;
  $("search").placeholder = say("search");
  for (const [id, key] of [["search", "search"], ["menu", "outline"], ["theme", "theme"]]) $(id).setAttribute("aria-label", say(key));
  sight.disconnect();
  $("list").replaceChildren();
  shown = isFigures ? [] : rowsOf[state.tab].filter(passes);
  if (!isFigures) $("count").textContent = shown.length ? `${shown.length} ${say("of")} ${rowsOf[state.tab].length}` : say("none");
  for (let at = 0; at < shown.length; at += CHUNK) {
    const chunk = make("div", "k");
    chunk.dataset.at = at;
    chunk.style.setProperty("--n", Math.min(CHUNK, shown.length - at));
    $("list").append(chunk);
    sight.observe(chunk);
  }
  const kept = state.tab === "fact" && (state.kind || state.measure || state.concept || state.only) ? new Set(shown.map((row) => row.id)) : null;
  for (const node of document.querySelectorAll("#source .f")) node.classList.toggle("off", kept !== null && !kept.has(+node.dataset.f));
}
function fill(chunk) {
  if (chunk.classList.contains("full")) return;
  chunk.classList.add("full");
  const at = +chunk.dataset.at;
  chunk.append(...shown.slice(at, at + CHUNK).map((row) => rowNode(row)));
}
function showRow(type, row) {
  if (state.tab !== type) { state.tab = type; draw(); }
  let at = shown.indexOf(row);
  if (at < 0) {
    // The filters hide it: what a person asked to see goes first.
    Object.assign(state, { kind: "", measure: "", concept: "", only: false });
    for (const id of ["kind", "measure", "concept"]) $(id).value = "";
    $("only").checked = false;
    draw();
    at = shown.indexOf(row);
  }
  const chunk = $("list").children[Math.floor(at / CHUNK)];
  if (!chunk) return;
  fill(chunk);
  const node = chunk.children[at % CHUNK];
  node.classList.add("on");
  node.append(row.rows ? grid(row) : fields(row));
  node.scrollIntoView({ block: "nearest" });
  requestAnimationFrame(() => node.scrollIntoView({ block: "nearest" }));
}
function place(row) {
  const titles = data.sections[row.section_id] ?? [];
  const spot = make("span", "", `L${row.line}` + (row.page ? ` · ${say("page")} ${row.page}` : ""));
  spot.title = `${say("point")} ${row.span[0]}–${row.span[1]}`;
  return [spot, titles.length ? make("span", "", titles[titles.length - 1]) : null];
}
function rowNode(row) {
  const node = make("div", "r");
  node.dataset.id = row.id;
  const at = make("div", "at");
  const said = make("div", "say");
  if (row.kind) {
    said.textContent = row[lang()];
    const concept = data.concepts[row.concept];
    at.append(make("span", "q " + row.kind, row.raw), ...place(row).filter(Boolean));
    if (concept) at.append(make("em", "", concept[lang() === "en" ? 0 : 1]));
    for (const field of row.assumed) at.append(make("em", "", say(field)));
  } else if (row.rows) {
    said.textContent = row.caption ?? row.form;
    at.append(`${row.rows.length} × ${row.rows[0]?.length ?? 0}`, row.unit ?? "", ...place(row).filter(Boolean));
  } else if (row.rule) {
    said.textContent = row.message;
    const rule = data.rules[row.rule];
    at.append(make("span", "bad " + row.severity, say(row.severity)), make("em", "", rule ? rule[lang() === "en" ? 0 : 1] : row.rule), ...place({ ...row, section_id: factById.get(row.facts[0])?.section_id }).filter(Boolean));
  } else if (row.project_head) {
    said.append(make("b", "", `${say("project")}: ${row.name ?? ""}`));
    at.append(`${say("budget")} ${row.budget ?? "–"} · ${say("executed")} ${row.executed ?? "–"} ${row.unit ?? ""}`, ...place(row).filter(Boolean));
  } else {
    said.textContent = [row.level2, row.level3].filter(Boolean).join(" › ");
    at.append(`${say("target")} ${row.target_raw ?? "–"} · ${say("actual")} ${row.actual_raw ?? "–"}`, ...place(row).filter(Boolean));
    if (row.anomaly) at.append(make("span", "bad", say(row.anomaly)));
  }
  node.append(said, at);
  if (row.kind) for (const finding of findingsOf.get(row.id) ?? []) node.append(make("div", "bad " + finding.severity, "⚠ " + finding.message));
  return node;
}
function fields(row) {
  const list = make("dl");
  for (const [key, value] of Object.entries(row)) {
    if (value == null || ["doc", "en", "zh", "project_head", "rows"].includes(key) || (Array.isArray(value) && !value.length)) continue;
    list.append(make("dt", "", key), make("dd", "", Array.isArray(value) ? value.join(key === "span" ? "–" : ", ") : String(value)));
  }
  return list;
}
function grid(row) {
  const table = make("table");
  row.rows.forEach((cells, index) => table.append(make("tr", index < row.header ? "hd" : "", ...cells.map((cell) => make("td", "", cell)))));
  return make("div", "grid", table);
}
