
"use strict";
// What the page knows, and how it makes elements: text is only ever set as text.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const $ = (id) => document.getElementById(id);
const head = read("head");
const papers = read("rows").map((row, number) => {
  const [id, file, organization, author, kind, title, date, status, levels, sections, counts, copy] = row;
  const search = [file, organization, author, title].join("\n").toLowerCase();
  return { number, id, file, organization, author, kind, title, date, status, levels, sections, counts, copy, search };
});
const byId = new Map(papers.map((paper) => [paper.id, paper]));
const blocks = new Map();

function details(paper) {
  const number = Math.floor(paper.number / head.block);
  if (!blocks.has(number)) blocks.set(number, read(`b${number}`));
  return blocks.get(number)[paper.number % head.block];
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") element.className = value;
    else element.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== "") element.append(child);
  }
  return element;
}

const MARKS = { c: "✓", n: "△", m: "✗", y: "✓", x: "✗" };
const kindName = (kind) => head.kinds[kind] || kind;

// A link out of the page may only lead to a file beside it.
function fileLink(target, text) {
  if (!target || /^[a-z][a-z0-9+.-]*:|^\/|^\\/i.test(target)) return null;
  return make("a", { href: target, target: "_blank", rel: "noopener" }, text);
}
