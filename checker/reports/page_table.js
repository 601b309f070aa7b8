// The matrix: columns, filters, sorting, rows made as they come into view, and the keyboard.
const CHUNK = 60;
const matrix = $("matrix");
const filters = { text: $("f-text"), status: $("f-status"), kind: $("f-kind"), element: $("f-element"), level: $("f-level") };
let shown = papers;
let made = 0;
let sorting = { column: null, down: false };

const statusRank = Object.keys(head.statuses);
// The papers come by school, in the roster's order; sorting by school goes back to that.
const schoolRank = new Map();
for (const paper of papers) if (!schoolRank.has(paper.organization)) schoolRank.set(paper.organization, schoolRank.size);
const facts = [
  { title: "文件", cell: (p) => make("th", { scope: "row", role: "rowheader", "data-open": "top" }, p.file), key: (p) => p.file },
  { title: "单位", cell: (p) => make("td", { class: "words" }, p.organization), key: (p) => schoolRank.get(p.organization) },
  { title: "姓名", cell: (p) => make("td", { class: "name" }, p.author), key: (p) => p.author },
  { title: "文种", cell: (p) => make("td", {}, kindName(p.kind)), key: (p) => kindName(p.kind) },
  { title: "结论", cell: (p) => make("td", { class: p.status, "data-open": "top" }, head.statuses[p.status]), key: (p) => statusRank.indexOf(p.status) },
  { title: "问题", hint: "必改/建议", cell: countCell, key: (p) => p.counts[0] * 10000 + p.counts[1] },
];
const elements = head.elements.map((element, number) => ({
  title: element.short,
  hint: head.groups[element.group],
  cell: (p) => levelCell(p, p.levels[number], element.short, `e${number}`),
  key: (p) => "cnm-".indexOf(p.levels[number]),
  applies: (p) => p.levels[number] !== "-",
}));
const sections = head.sections.map((section, number) => ({
  title: section.title,
  hint: kindName(section.kind),
  kind: section.kind,
  cell: (p) => sectionCell(p, p.sections[number], section.title, `p${number}`),
  key: (p) => "yn-".indexOf(p.sections[number]),
}));
let columns = [];

function countCell(paper) {
  if (paper.status === "unreadable") return make("td", {});
  return make("td", { "data-open": "findings", "data-label": "问题" }, `${paper.counts[0]}/${paper.counts[1]}`);
}

function absent(paper) {
  return make("td", { class: "o" }, paper.status === "unreadable" ? "" : "—");
}

function levelCell(paper, level, label, target) {
  if (level === "-") return absent(paper);
  const mark = make("span", { class: "mark", "aria-hidden": "true" }, MARKS[level]);
  return make("td", { class: level, "data-open": target, "data-label": label }, mark, head.levels[level]);
}

function sectionCell(paper, found, label, target) {
  if (found === "-") return absent(paper);
  const mark = make("span", { class: "mark", "aria-hidden": "true" }, MARKS[found === "y" ? "y" : "x"]);
  const attributes = { class: found === "y" ? "y" : "x", "data-open": target, "data-label": label };
  return make("td", attributes, mark, found === "y" ? "有" : "缺");
}

function header() {
  const kind = filters.kind.value;
  columns = [...facts, ...elements, ...sections.filter((s) => !kind || s.kind === kind)];
  const cells = columns.map((column, number) => {
    const sorted = sorting.column === column;
    const label = make("span", {}, column.title, sorted ? (sorting.down ? " ▼" : " ▲") : "");
    // A long name in a narrow column would make every heading as high as it.
    const width = facts.includes(column) ? "fact" : column.title.length > 6 ? "level long" : "level";
    const cell = make("th", { scope: "col", role: "columnheader", class: width, tabindex: "-1", "data-sort": number }, label);
    if (column.hint) cell.append(make("small", {}, column.hint));
    cell.setAttribute("aria-sort", sorted ? (sorting.down ? "descending" : "ascending") : "none");
    return cell;
  });
  matrix.tHead.replaceChildren(make("tr", { role: "row", "aria-rowindex": 1 }, cells));
  matrix.setAttribute("aria-colcount", columns.length);
}

function matches() {
  const words = filters.text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const status = filters.status.value;
  const kind = filters.kind.value;
  const element = filters.element.value;
  const level = filters.level.value;
  return (paper) => {
    if (status && paper.status !== status) return false;
    if (kind && paper.kind !== kind) return false;
    if (level || element) {
      const levels = element ? paper.levels[Number(element)] || "-" : paper.levels;
      if (level ? !levels.includes(level) : levels === "-") return false;
    }
    return words.every((word) => paper.search.includes(word));
  };
}

function compare(a, b) {
  const x = sorting.column.key(a);
  const y = sorting.column.key(b);
  const order = typeof x === "number" ? x - y : x < y ? -1 : x > y ? 1 : 0;
  return (sorting.down ? -order : order) || a.number - b.number;
}

function refresh() {
  shown = papers.filter(matches());
  if (sorting.column) shown.sort(compare);
  header();
  matrix.tBodies[0].replaceChildren();
  made = 0;
  matrix.setAttribute("aria-rowcount", shown.length + 1);
  $("count").textContent =
    shown.length === papers.length ? `共 ${papers.length} 份` : `筛选出 ${shown.length} 份，共 ${papers.length} 份`;
  for (const button of $("cards").children) {
    button.setAttribute("aria-pressed", String(button.value === filters.status.value));
  }
  grow(CHUNK);
  const first = matrix.querySelector("tbody th");
  if (first) first.tabIndex = 0;
  else matrix.tBodies[0].append(make("tr", { role: "row" }, make("td", { role: "gridcell", colspan: columns.length }, "没有符合条件的文件。")));
  beyond();
}

function grow(count) {
  const rows = document.createDocumentFragment();
  for (const paper of shown.slice(made, made + count)) {
    const row = make("tr", { role: "row", "aria-rowindex": (made += 1) + 1, "data-id": paper.id });
    for (const column of columns) {
      const cell = column.cell(paper);
      cell.tabIndex = -1;
      if (!cell.hasAttribute("role")) cell.setAttribute("role", "gridcell");
      row.append(cell);
    }
    rows.append(row);
  }
  matrix.tBodies[0].append(rows);
  $("more").hidden = made >= shown.length;
}

// Columns beyond the right border show nothing of themselves: say how many there are and how to get there.
function beyond() {
  const box = $("box");
  const edge = box.getBoundingClientRect().left + box.clientWidth;
  const hidden = columns.filter((_, n) => matrix.tHead.rows[0].cells[n].getBoundingClientRect().right > edge + 2);
  const wider = box.scrollWidth > box.clientWidth + 2 && hidden.length > 0;
  $("beyond").hidden = !wider;
  $("frame").classList.toggle("beyond", wider);
  if (!wider) return;
  const parts = new Set(hidden.map((column) => column.kind).filter(Boolean));
  const names = [...parts].map(kindName).join("、");
  const fewer = parts.size && !filters.kind.value ? "；在“文种”里选一种，就只列这一种的" : "";
  $("beyond").textContent = `表格右边还有 ${hidden.length} 列${names ? `（${names}的部分）` : ""}：拖动表格下面的滚动条，或点一格再按 → 键${fewer}。`;
}

// More rows before the last one is reached: the box scrolls on a desk, the window on a telephone.
function onScroll() {
  const box = $("box");
  const edge = box.scrollHeight > box.clientHeight + 1 ? box.getBoundingClientRect().bottom : window.innerHeight;
  if (made < shown.length && $("more").getBoundingClientRect().top < edge + 800) grow(CHUNK);
}

function moveFocus(cell) {
  for (const old of matrix.querySelectorAll('[tabindex="0"]')) old.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}

function onKey(event) {
  const cell = event.target.closest("#matrix th, #matrix td");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = cell.parentElement;
  const column = [...row.cells].indexOf(cell);
  const body = matrix.tBodies[0].rows;
  const at = row.parentElement === matrix.tHead ? -1 : [...body].indexOf(row);
  const down = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
  let next = null;
  if (event.key === "ArrowRight") next = row.cells[column + 1];
  else if (event.key === "ArrowLeft") next = row.cells[column - 1];
  else if (event.key === "Home") next = row.cells[0];
  else if (event.key === "End") next = row.cells[row.cells.length - 1];
  else if (down) {
    if (at + down >= made - 1) grow(CHUNK);
    const to = Math.min(Math.max(at + down, -1), made - 1);
    next = (to < 0 ? matrix.tHead.rows[0] : body[to]).cells[column];
  } else if (event.key === "Enter" || event.key === " ") cell.click();
  else return;
  event.preventDefault();
  if (next) moveFocus(next);
}

function onClick(event) {
  const cell = event.target.closest("#matrix th, #matrix td");
  if (!cell) return;
  if (cell.dataset.sort !== undefined) {
    const column = columns[Number(cell.dataset.sort)];
    sorting = { column, down: sorting.column === column && !sorting.down };
    refresh();
    moveFocus(matrix.tHead.rows[0].cells[columns.indexOf(column)]);
  } else if (cell.parentElement.dataset.id) {
    moveFocus(cell);
    openPaper(byId.get(cell.parentElement.dataset.id), cell.dataset.open || "top");
  }
}
