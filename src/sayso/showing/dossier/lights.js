// What belongs to a claim lights up: its line, its words and phrases, its place on the map, its incident in the timeline.
// Without these scripts all links still lead where they say.
"use strict";
document.documentElement.classList.add("js");

const byId = (id) => document.getElementById(id);

const make = (name, text, className) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};

const Lights = (() => {
  const NAMES = { a: "actor", t: "target", p: "place", w: "time", m: "means", s: "source", c: "cue", q: "content", h: "there" };
  let shown = null; // number of the claim that is lit up
  let lit = []; // elements with the class "lit"
  let wrapped = []; // spans put round phrases of the shown claim

  function light(element) {
    if (!element) return;
    element.classList.add("lit");
    lit.push(element);
  }

  function dim() {
    const texts = new Set();
    for (const span of wrapped.reverse()) {
      texts.add(span.closest(".text"));
      span.replaceWith(...span.childNodes);
    }
    for (const text of texts) text.normalize();
    for (const element of lit) element.classList.remove("lit");
    [shown, lit, wrapped] = [null, [], []];
  }

  // Put spans round [start, end) of a text, one for each text node that it runs through.
  function wrap(text, start, end, code) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let at = 0;
    for (let node = walker.nextNode(); node && at < end; node = walker.nextNode()) {
      if (at + node.length > start) nodes.push([node, Math.max(0, start - at), Math.min(node.length, end - at)]);
      at += node.length;
    }
    nodes.forEach(([node, from, to], n) => {
      if (to < node.length) node.splitText(to);
      const inner = from ? node.splitText(from) : node;
      const span = make("span", undefined, "phrase " + NAMES[code]);
      if (n === 0 && !"qh".includes(code)) span.dataset.name = NAMES[code];
      inner.replaceWith(span);
      span.append(inner);
      wrapped.push(span);
    });
  }

  const incidentOf = (row) => row.cells[row.cells.length - 1].querySelector("a");

  function pictures(row) {
    if (row.dataset.p) light(document.querySelector(`.map [data-places~="${row.dataset.p}"]`));
    const incident = incidentOf(row);
    if (!incident) return;
    for (const bar of document.querySelectorAll(`.timeline [data-incidents~="${incident.hash.slice(2)}"]`)) light(bar);
  }

  function claim(number) {
    dim();
    const row = byId("c" + number);
    const mark = byId("m" + number);
    if (!row || !mark) return null;
    shown = number;
    light(row);
    light(mark);
    pictures(row);
    const text = mark.closest(".text");
    for (const piece of text.querySelectorAll(`[data-m="${number}"]`)) light(piece);
    for (const word of (row.dataset.spans || "").split(" ").filter(Boolean)) {
      const [start, end] = word.slice(1).split("-").map(Number);
      wrap(text, start, end, word[0]);
    }
    return { row, mark };
  }

  // Words that are no claim: the anchor w3-120-145 stands in the third report, from 120 to 145.
  function words(anchor) {
    dim();
    const [, start, end] = anchor.id.slice(1).split("-").map(Number);
    wrap(anchor.closest(".text"), start, end, "h");
    return wrapped[0] || anchor;
  }

  return { light, dim, claim, words, incidentOf, get shown() { return shown; } };
})();
