// Only some claims are shown: by words, type, status and source, and by a place or incidents chosen on the map, the timeline or in a table.
const Filter = (() => {
  const form = byId("filter");
  const chip = byId("chip");
  const { words, type, status, source } = form.elements;
  let index = null; // what there is to filter, read from the tables when first needed
  let names = null; // a source's name, small letters -> the numbers of all that have it ("he" of several reports)
  let only = null; // what was chosen: { name, fits }

  const isToll = (row) => row.classList.contains("toll");
  const typeOf = (row) => row.cells[1].firstChild.data.trim();

  function read() {
    if (index) return;
    index = [...document.querySelectorAll(".claims tbody tr")].map((row) => {
      const incident = Lights.incidentOf(row);
      return {
        row,
        number: row.id.slice(1),
        text: row.textContent.toLowerCase(),
        type: (isToll(row) ? "toll:" : "event:") + typeOf(row),
        status: row.cells[2].textContent,
        sources: [...row.cells[9].querySelectorAll("b")].map((b) => [b.dataset.s, b.textContent.toLowerCase()]),
        place: row.dataset.p,
        incident: incident ? incident.hash.slice(2) : "",
      };
    });
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
      const name = row.cells[0].firstChild.textContent;
      const same = names.get(name.toLowerCase());
      if (same) {
        same.add(row.id.slice(1));
        continue;
      }
      names.set(name.toLowerCase(), new Set([row.id.slice(1)]));
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
    const numbers = names.get(said);
    const filtered = Boolean(type.value || status.value || wanted.length || said || only);
    const left = [];
    const tables = new Map();
    for (const line of index) {
      const fits =
        (!only || only.fits(line)) &&
        (!type.value || line.type === type.value) &&
        (!status.value || line.status === status.value) &&
        wanted.every((word) => line.text.includes(word)) &&
        (!said || line.sources.some(([own, name]) => (numbers ? numbers.has(own) : name.includes(said))));
      line.row.hidden = !fits;
      if (fits) left.push(line);
      const mark = byId("m" + line.number);
      if (mark) mark.classList.toggle("off", !fits);
      const table = line.row.parentElement;
      tables.set(table, tables.get(table) || fits);
    }
    for (const [body, any] of tables) body.closest(".box").hidden = !any;
    fade(filtered, left);
    chip.hidden = !only;
    chip.querySelector("b").textContent = only ? only.name : "";
    byId("count").textContent = filtered ? `Shown: ${left.length.toLocaleString("en")} of ${index.length.toLocaleString("en")} claims.` : "";
    return left;
  }

  // Circles and bars of which no claim is left stand back.
  function fade(filtered, left) {
    for (const [kind, field] of [["places", "place"], ["incidents", "incident"]]) {
      const seen = new Set(left.map((line) => line[field]));
      for (const sign of document.querySelectorAll(`svg [data-${kind}]`)) {
        sign.classList.toggle("off", filtered && !sign.dataset[kind].split(" ").some((n) => seen.has(n)));
      }
    }
  }

  // Only the claims of some places, or of some incidents, whatever else was asked; the lines that are left.
  function choose(name, field, numbers) {
    const wanted = new Set(numbers);
    form.reset(); // which forgets what was chosen before
    only = { name, fits: (line) => wanted.has(line[field]) };
    return apply();
  }

  // Only the claims of one source, by its number: several may have its name.
  function sayer(number, name) {
    form.reset();
    only = { name, fits: (line) => line.sources.some(([own]) => own === number) };
    apply();
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
  form.addEventListener("reset", () => {
    only = null;
    setTimeout(apply); // once the fields are empty
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", ready);
  form.addEventListener("pointerover", ready);
  chip.querySelector("button").addEventListener("click", showAll);
  form.hidden = !document.querySelector(".claims");

  return { choose, sayer, showAll };
})();
