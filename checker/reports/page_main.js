// Put everything on the page, and listen.
function option(value, text) {
  return make("option", { value }, text);
}

function stack(name, values, classes) {
  const total = values.reduce((sum, value) => sum + value, 0);
  const bar = make("div", { class: "stack", "aria-hidden": "true" });
  values.forEach((value, number) => {
    const part = make("i", { class: classes[number] });
    part.style.flexGrow = String(value);
    if (value) bar.append(part);
  });
  return { name, values, bar, total };
}

function chart(title, keys, classes, lines, sum) {
  if (!lines.length) return;
  const key = make("p", { class: "key" }, keys.map((k, n) => [make("i", { class: classes[n] }), k]).flat());
  const most = Math.max(...lines.map((line) => line.total), 1);
  const rows = lines.map((line) => {
    if (!sum.share) line.bar.style.width = `${(100 * line.total) / most}%`;
    const words = keys.map((k, n) => `${k} ${line.values[n]}`).join("，");
    const cell = make("td", { title: words }, line.bar);
    return make("tr", {}, make("th", { scope: "row" }, line.name), cell, make("td", { class: "sum", "aria-label": words }, sum.text(line)));
  });
  $("charts").append(make("figure", {}, make("figcaption", {}, title), key, make("table", {}, make("tbody", {}, rows))));
}

function charts() {
  const levels = Object.values(head.levels);
  const share = { share: true, text: (line) => (line.total ? `${Math.round((100 * line.values[0]) / line.total)}%` : "—") };
  const count = { share: false, text: (line) => String(line.total) };
  const three = ["bg", "bw", "bb"];
  chart("各要素写实情况", levels, three, head.elements.map((e) => stack(e.title, e.counts, three)), share);
  const outcomes = Object.keys(head.statuses).filter((status) => status !== "unreadable");
  const tones = ["bg", "bw", "bi"];
  const kinds = [...new Set(papers.map((p) => p.kind).filter(Boolean))].map((kind) => {
    const own = papers.filter((p) => p.kind === kind);
    const counts = outcomes.map((status) => own.filter((p) => p.status === status).length);
    return stack(kindName(kind), counts, tones);
  });
  chart("各文种审查结果", outcomes.map((status) => head.statuses[status]), tones, kinds, count);
  const parts = head.sections.map((s) => stack(`${kindName(s.kind)}·${s.title}`, s.counts, ["bg", "bb"]));
  chart("各部分齐全情况", ["有", "缺"], ["bg", "bb"], parts, share);
  const families = head.families.map(([name, ...values]) => stack(name, values, ["bb", "bw", "bi"]));
  families.sort((a, b) => b.total - a.total);
  chart("问题类别", head.severities, ["bb", "bw", "bi"], families, count);
}

function lists() {
  const unread = read("unreadable");
  $("s-unreadable").hidden = !unread.length;
  const body = document.querySelector("#s-unreadable tbody");
  for (const [number, reason, advice] of unread) {
    body.append(make("tr", {}, make("td", {}, papers[number].file), make("td", {}, reason), make("td", {}, advice)));
  }
  $("s-ignored").hidden = !head.ignored.length;
  for (const [name, why] of head.ignored) {
    document.querySelector("#s-ignored tbody").append(make("tr", {}, make("td", {}, name), make("td", {}, why)));
  }
  for (const { title, note, header, rows } of head.tables) $("tables").append(extraTable(title, note, header, rows));
  pairs(read("similar"));
}

const SHORT = 16; // characters of a cell that is not broken

function jumps() {
  const heads = [...document.querySelectorAll("main section:not([hidden]) > h2")];
  $("jumps").append(...heads.map((h) => make("a", { href: `#${h.id}` }, h.textContent)));
}

function extraTable(title, note, header, rows) {
  const tones = { good: "c", weak: "n", bad: "m", none: "o" };
  // Names, days and states stand in one line; what is longer has the rest of the width.
  const cell = (text, tone, label) =>
    make("td", { class: `${tones[tone] || ""}${text.length <= SHORT ? " short" : ""}`, "data-label": label }, text);
  const cells = (row) => row.map(([value, tone], n) => cell(String(value), tone, header[n]));
  const table = make(
    "table",
    { class: "list" },
    make("thead", {}, make("tr", {}, header.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, rows.map((row) => make("tr", {}, cells(row)))),
  );
  const id = `t-${$("tables").childElementCount}`;
  const name = make("h2", { id }, title);
  return make("section", { "aria-labelledby": id }, name, note ? make("p", { class: "quiet" }, note) : null, table);
}

function opener(paper) {
  const button = make("button", { type: "button", class: "file" }, paper.file);
  button.addEventListener("click", () => openPaper(paper, "top", button));
  return button;
}

function twin([numbers, shares, characters, passages]) {
  const side = (n) => {
    const paper = papers[numbers[n]];
    const about = `${paper.organization ? `${paper.organization}，` : ""}除规定提法外，占 ${shares[n]}`;
    const box = make("div", {}, opener(paper), make("p", { class: "quiet" }, about));
    for (const passage of passages) box.append(...quote(passage[n]));
    return box;
  };
  const names = numbers.map((n) => papers[n].file).join(" 与 ");
  const sides = make("div", { class: "sides" }, side(0), side(1));
  return make("div", { class: "pair", role: "group", "aria-label": names }, make("p", {}, `相同约 ${characters} 字`), sides);
}

function pairs(findings) {
  const box = document.querySelector("#s-similar .pairs");
  const all = [
    ...head.twins.map((pair) => () => twin(pair)),
    ...findings.map(([number, message, snippet]) => () => {
      const pair = make("div", { class: "pair" }, opener(papers[number]), make("p", {}, message));
      if (snippet) pair.append(...quote(snippet));
      return pair;
    }),
  ];
  $("s-similar").hidden = !all.length;
  const more = make("button", { type: "button" }, "再显示一些");
  const add = () => {
    box.append(...all.splice(0, 30).map((show) => show()));
    if (all.length) box.append(more);
    else more.remove();
  };
  more.addEventListener("click", add);
  add();
}

function opening() {
  const name = head.standard ? `${head.standard}审查报告` : "审查报告";
  document.title = name;
  $("heading").textContent = name;
  $("facts").append(`审查时间 ${head.when}。`, fileLink(head.workbook, "打开汇总表"));
  // Who sent what comes first: 应交 124 份：已交 93 份，迟交 6 份，未交 20 份。
  $("facts").after(...head.told.map((line) => make("p", {}, line)));
  const all = { "": "全部" };
  for (const [status, title] of Object.entries({ ...all, ...head.statuses })) {
    const number = status ? papers.filter((p) => p.status === status).length : papers.length;
    $("cards").append(make("button", { type: "button", class: status, value: status }, make("b", {}, String(number)), title));
  }
  const levels = Object.entries(head.levels);
  $("legend").append(...levels.map(([code, title]) => make("span", {}, make("i", { class: code }, MARKS[code]), title)), make("span", {}, "— 此文种不要求"));
  const kinds = [...new Set(papers.map((p) => p.kind).filter(Boolean))];
  const every = option("", "全部");
  filters.status.append(every.cloneNode(true), ...Object.entries(head.statuses).map(([k, v]) => option(k, v)));
  filters.kind.append(every.cloneNode(true), ...kinds.map((k) => option(k, kindName(k))));
  filters.element.append(option("", "任一要素"), ...head.elements.map((e, n) => option(String(n), e.title)));
  filters.level.append(every.cloneNode(true), ...levels.map(([k, v]) => option(k, v)));
}

function listen() {
  let waiting = 0;
  filters.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 80);
  });
  for (const name of ["status", "kind", "element", "level"]) filters[name].addEventListener("change", refresh);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(refresh));
  $("cards").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    filters.status.value = button.value;
    refresh();
  });
  matrix.addEventListener("keydown", onKey);
  matrix.addEventListener("click", onClick);
  $("more").addEventListener("click", () => grow(CHUNK));
  $("box").addEventListener("scroll", onScroll, { passive: true });
  $("box").addEventListener("scroll", beyond, { passive: true });
  const sizes = new ResizeObserver(beyond); // the window's size, and the table's when rows or fonts come later
  for (const one of [$("box"), matrix]) sizes.observe(one);
  window.addEventListener("scroll", onScroll, { passive: true });
  $("d-close").addEventListener("click", () => dialog.close());
  $("d-previous").addEventListener("click", () => step(-1));
  $("d-next").addEventListener("click", () => step(1));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    document.body.classList.remove("reading");
    const back = caller && caller.isConnected ? caller : matrix.querySelector('[tabindex="0"]');
    if (back) back.focus();
  });
  window.addEventListener("beforeprint", () => grow(2000));
  window.addEventListener("hashchange", follow);
}

function follow() {
  const paper = byId.get(decodeURIComponent(location.hash.slice(1)));
  if (paper) openPaper(paper, "top");
}

opening();
charts();
lists();
jumps();
listen();
refresh();
follow();
