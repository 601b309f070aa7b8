// One document opened: each element with its evidence in the paragraph, each section, each finding.
const dialog = $("details");
let opened = null;
let caller = null;

function quote(snippet) {
  const [place, before, words, after] = snippet;
  const text = make("blockquote", {}, before, make("mark", {}, words), after);
  return [text, make("p", { class: "place" }, place)];
}

function elementPart(number, [reason, evidence, left], level) {
  const element = head.elements[number];
  const part = make("article", { id: `d-e${number}`, tabindex: "-1" });
  const chip = make("span", { class: `chip ${level}` }, `${MARKS[level]} ${head.levels[level]}`);
  part.append(make("h3", {}, chip, element.title));
  if (reason) part.append(make("p", {}, reason));
  for (const snippet of evidence) part.append(...quote(snippet));
  if (left) part.append(make("p", { class: "quiet" }, `另有 ${left} 处依据，见汇总表“依据”。`));
  return part;
}

function sectionPart(number, [heading, place]) {
  const found = Boolean(place) || Boolean(heading);
  const chip = make("span", { class: `chip ${found ? "y" : "x"}` }, found ? "✓ 有" : "✗ 缺");
  const part = make("article", { id: `d-p${number}`, tabindex: "-1" });
  part.append(make("p", {}, chip, head.sections[number].title, found && heading ? `：“${heading}”` : "", make("span", { class: "place" }, place)));
  return part;
}

function findingPart([severity, family, message, snippet, suggestion]) {
  const part = make("article", {});
  const chip = make("span", { class: `chip s${severity}` }, head.severities[severity]);
  part.append(make("p", {}, chip, `〔${family}〕`, message));
  if (snippet && snippet[2]) part.append(...quote(snippet));
  if (suggestion !== null) part.append(make("p", {}, suggestion === "" ? "建议删去。" : `建议改为：${suggestion}`));
  return part;
}

function factList(paper, more) {
  const list = make("dl", {});
  const add = (name, value) => value && list.append(make("dt", {}, name), make("dd", {}, value));
  add("标题", paper.title);
  add("单位", paper.organization);
  add("姓名", paper.author);
  add("文种", paper.kind && kindName(paper.kind));
  add("日期", paper.date);
  add("字数", more.characters ? String(more.characters) : "");
  add("结论", make("span", { class: `chip ${paper.status}` }, head.statuses[paper.status]));
  add("批注稿", fileLink(paper.copy, "打开带批注的文件"));
  return list;
}

function fill(paper) {
  const more = details(paper);
  const body = $("d-body");
  $("d-title").textContent = paper.file;
  body.replaceChildren(factList(paper, more));
  if (more.reason) {
    body.append(make("h3", {}, "无法读取"), make("p", {}, more.reason[0]), make("p", {}, more.reason[1]));
    return;
  }
  for (const [group, name] of Object.entries(head.groups)) {
    const own = Object.entries(more.elements).filter(([n]) => head.elements[n].group === group);
    if (own.length) body.append(make("h3", {}, name));
    for (const [n, value] of own) body.append(elementPart(n, value, paper.levels[n]));
  }
  const parts = Object.entries(more.sections);
  if (parts.length) body.append(make("h3", {}, "各部分"));
  for (const [n, value] of parts) body.append(sectionPart(n, value));
  body.append(make("h3", { id: "d-findings", tabindex: "-1" }, more.findings.length ? `问题（${more.findings.length}）` : "没有发现问题"));
  body.append(...more.findings.map(findingPart));
}

function openPaper(paper, target, from) {
  opened = paper;
  if (!dialog.open) caller = from || null;
  fill(paper);
  const at = shown.indexOf(paper);
  $("d-previous").disabled = at <= 0;
  $("d-next").disabled = at < 0 || at + 1 >= shown.length;
  if (!dialog.open) dialog.showModal();
  document.body.classList.add("reading");
  const place = target === "top" ? $("d-title") : $(`d-${target}`) || $("d-title");
  $("d-body").scrollTop = 0;
  place.focus();
  if (target !== "top") {
    place.classList.add("here");
    place.scrollIntoView({ block: "start" });
  }
}

function step(by) {
  const paper = shown[shown.indexOf(opened) + by];
  if (paper) openPaper(paper, "top");
}
