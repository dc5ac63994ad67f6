// A claim's words light up, a small panel tells it, and the claims can be filtered. Without this file all links still lead where they say.
(() => {
  "use strict";
  const NAMES = { a: "actor", t: "target", p: "place", w: "time", m: "means", s: "source", c: "cue", q: "content" };
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const facts = panel.querySelector("dl");
  let shown = null; // number of the claim that is lit up
  let lit = []; // elements with the class "lit"
  let wrapped = []; // spans put round phrases of the shown claim
  let came = null; // the link in a text from which the panel was opened

  document.documentElement.classList.add("js");

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // ---------------------------------------------------------------- lighting up

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
      if (n === 0 && code !== "q") span.dataset.name = NAMES[code];
      inner.replaceWith(span);
      span.append(inner);
      wrapped.push(span);
    });
  }

  function lightUp(number) {
    dim();
    const row = byId("c" + number);
    const mark = byId("m" + number);
    if (!row || !mark) return null;
    shown = number;
    light(row);
    light(mark);
    const text = mark.closest(".text");
    for (const piece of text.querySelectorAll(`[data-m="${number}"]`)) light(piece);
    for (const word of (row.dataset.spans || "").split(" ").filter(Boolean)) {
      const [start, end] = word.slice(1).split("-").map(Number);
      wrap(text, start, end, word[0]);
    }
    return { row, mark };
  }

  // ---------------------------------------------------------------- the panel

  function fact(name, ...content) {
    const pair = make("div");
    const value = make("dd");
    value.append(...content);
    pair.append(make("dt", name), value);
    facts.append(pair);
  }

  const link = (href, text) => {
    const element = make("a", text);
    element.href = href;
    return element;
  };

  function fill({ row, mark }) {
    const table = row.closest("table");
    const heads = table.tHead.rows[0].cells;
    const name = row.cells[0].textContent;
    byId("panel-name").textContent = `Claim ${table.dataset.report}.${name}`;
    facts.replaceChildren();
    for (let n = 1; n < row.cells.length - 1; n++) {
      if (row.cells[n].textContent) fact(heads[n].textContent, ...row.cells[n].cloneNode(true).childNodes);
    }
    const incident = row.cells[row.cells.length - 1].querySelector("a");
    if (incident) {
      const told = byId(incident.hash.slice(1));
      fact("Incident", link(incident.hash, told.cells[1].firstChild.data.trim()), ` (${told.cells[0].firstChild.data.replace("not known", "date not known")})`);
    }
    fact("Report", table.caption.querySelector("a").cloneNode(true));
    const others = [...mark.querySelectorAll("mark[id]")];
    for (let up = mark.parentElement.closest("mark"); up; up = up.parentElement.closest("mark")) others.unshift(up);
    const numbers = new Set(others.map((m) => m.dataset.m || m.id.slice(1)));
    if (numbers.size) {
      const links = [...numbers].flatMap((n) => [link("#m" + n, byId("c" + n).cells[0].textContent), " "]);
      fact("Same words", ...links);
    }
    fact("See", link("#c" + row.id.slice(1), "its line in the table"), " · ", link("#m" + row.id.slice(1), "its words"));
  }

  // Show a claim: light it up, and tell it in the panel.
  function show(number) {
    const found = lightUp(number);
    if (!found) return;
    fill(found);
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  function close() {
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    const back = came || (shown && byId("m" + shown).querySelector("a"));
    if (inside && back) back.focus({ preventScroll: true });
    dim();
  }

  // Go to the words of a claim and show it.
  function goTo(number) {
    if (location.hash === "#m" + number) {
      show(number);
      byId("m" + number).scrollIntoView({ block: "center" });
    } else location.hash = "m" + number;
  }

  function follow() {
    came = null;
    const [, kind, number] = location.hash.match(/^#([mci])(\d+)$/) || [];
    if (kind === "m") {
      show(number);
      const mark = byId("m" + number);
      const first = mark && mark.querySelector("a");
      if (mark) mark.scrollIntoView({ block: "center" });
      if (first) first.focus({ preventScroll: true });
    } else if (kind === "c") {
      const row = byId("c" + number);
      if (row && row.hidden) showAll();
      panel.hidden = true;
      lightUp(number);
      if (row) row.scrollIntoView({ block: "center" });
    } else if (kind === "i") {
      panel.hidden = true;
      dim();
      light(byId("i" + number));
    } else if (!panel.hidden) close();
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const anchor = target.closest("a[href^='#']");
    const inText = anchor && anchor.closest(".text");
    if (inText) { // stay with the words
      event.preventDefault();
      const number = anchor.hash.slice(2);
      history.replaceState(null, "", "#m" + number);
      came = anchor;
      show(number);
      if (event.detail === 0) panel.focus({ preventScroll: true }); // by the keyboard
    } else if (anchor && anchor.closest(".sources")) {
      source.value = anchor.textContent;
      apply();
    } else if (anchor) {
      if (anchor.hash === location.hash) follow();
    } else if (target.closest("[data-close]")) close();
    else if (target.closest("[data-step]")) {
      const next = Number(shown) + Number(target.closest("[data-step]").dataset.step);
      if (byId("m" + next)) goTo(next);
    } else if (target.closest(".claims tbody tr") && !String(getSelection())) {
      goTo(target.closest("tr").id.slice(1));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  window.addEventListener("hashchange", follow);

  // ---------------------------------------------------------------- the filter

  const form = byId("filter");
  const { words, type, status, source } = form.elements;
  let index = null; // what there is to filter, read from the tables when first needed
  let names = null; // a source's name, small letters -> its number

  const isToll = (row) => row.classList.contains("toll");
  const typeOf = (row) => row.cells[1].firstChild.data.trim();

  function read() {
    if (index) return;
    index = [...document.querySelectorAll(".claims tbody tr")].map((row) => ({
      row,
      text: row.textContent.toLowerCase(),
      type: (isToll(row) ? "toll:" : "event:") + typeOf(row),
      status: row.cells[2].textContent,
      sources: [...row.cells[9].querySelectorAll("b")].map((b) => [b.dataset.s, b.textContent.toLowerCase()]),
    }));
  }

  function offer() {
    const found = { Events: new Map(), Tolls: new Map() };
    for (const { row, type: value } of index) {
      const group = isToll(row) ? found.Tolls : found.Events;
      group.set(typeOf(row), value);
    }
    for (const [label, values] of Object.entries(found)) {
      if (!values.size) continue;
      const group = make("optgroup");
      group.label = label;
      for (const [text, value] of [...values].sort()) {
        const option = make("option", text);
        option.value = value;
        group.append(option);
      }
      type.append(group);
    }
    names = new Map();
    const list = make("datalist");
    for (const row of document.querySelectorAll(".sources tbody tr")) {
      const name = row.cells[0].textContent;
      names.set(name.toLowerCase(), row.id.slice(1));
      const option = make("option");
      option.value = name;
      list.append(option);
    }
    byId("names").replaceChildren(...list.childNodes);
  }

  function ready() {
    if (names) return;
    read();
    offer();
  }

  function apply() {
    ready();
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const said = source.value.trim().toLowerCase();
    const number = names.get(said);
    let visible = 0;
    const tables = new Map();
    for (const line of index) {
      const fits =
        (!type.value || line.type === type.value) &&
        (!status.value || line.status === status.value) &&
        wanted.every((word) => line.text.includes(word)) &&
        (!said || line.sources.some(([own, name]) => (number ? own === number : name.includes(said))));
      line.row.hidden = !fits;
      visible += fits;
      const table = line.row.parentElement;
      tables.set(table, tables.get(table) || fits);
    }
    for (const [body, any] of tables) body.closest(".box").hidden = !any;
    const filtered = type.value || status.value || wanted.length || said;
    byId("count").textContent = filtered ? `Shown: ${visible.toLocaleString("en")} of ${index.length.toLocaleString("en")} claims.` : "";
  }

  function showAll() {
    form.reset();
    apply();
  }

  let due = 0;
  form.addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(apply, 100);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", ready);
  form.addEventListener("pointerover", ready);
  form.hidden = !document.querySelector(".claims");

  if (location.hash) follow();
})();
