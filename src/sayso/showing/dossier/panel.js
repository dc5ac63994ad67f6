// The panel tells one claim, or lists the claims of what was chosen.
const Panel = (() => {
  const MOST = 200; // lines of a list
  const panel = byId("panel");
  const facts = panel.querySelector("dl");
  const list = panel.querySelector("ol");

  const link = (href, text) => {
    const element = make("a", text);
    element.href = href;
    return element;
  };

  function fact(name, ...content) {
    const pair = make("div");
    const value = make("dd");
    value.append(...content);
    pair.append(make("dt", name), value);
    facts.append(pair);
  }

  function open(name, steps) {
    byId("panel-name").textContent = name;
    for (const button of panel.querySelectorAll("[data-step]")) button.hidden = !steps;
    facts.replaceChildren();
    list.replaceChildren();
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  function others(mark) {
    const found = [...mark.querySelectorAll("mark[id]")];
    for (let up = mark.parentElement.closest("mark"); up; up = up.parentElement.closest("mark")) found.unshift(up);
    return new Set(found.map((m) => m.dataset.m || m.id.slice(1)));
  }

  function claim({ row, mark }) {
    const table = row.closest("table");
    const heads = table.tHead.rows[0].cells;
    open(`Claim ${table.dataset.report}.${row.cells[0].textContent}`, true);
    for (let n = 1; n < row.cells.length - 1; n++) {
      if (row.cells[n].textContent) fact(heads[n].textContent, ...row.cells[n].cloneNode(true).childNodes);
    }
    const why = [...row.querySelectorAll(".taken[title]")].map((e) => `${e.textContent.replace(/^\W+/, "")}: ${e.title}`);
    if (why.length) fact("Taken so", [...new Set(why)].join("; "));
    const incident = Lights.incidentOf(row);
    if (incident) {
      const told = byId(incident.hash.slice(1));
      fact("Incident", link(incident.hash, told.cells[1].textContent.trim()), " (", make("bdi", told.cells[0].firstChild.data.replace("not known", "date not known")), ")");
    }
    fact("Report", table.caption.querySelector("a").cloneNode(true));
    const numbers = others(mark);
    if (numbers.size) {
      const links = [...numbers].flatMap((n) => [link("#m" + n, byId("c" + n).cells[0].textContent), " "]);
      fact("Same words", ...links);
    }
    fact("See", link("#c" + row.id.slice(1), "its line in the table"), " · ", link("#m" + row.id.slice(1), "its words"));
  }

  function lines(name, found, goal) {
    open(name, false);
    if (goal) fact("See", link(goal, "its line in the table"), " · ", link("#claims", "these claims in their table"));
    for (const { row, number } of found.slice(0, MOST)) {
      const item = make("li");
      const count = row.cells[7].textContent;
      const about = ` ${row.cells[1].firstChild.data.trim()}${count ? " " + count : ""}${row.cells[2].textContent === "actual" ? "" : ", " + row.cells[2].textContent}: “${row.cells[8].textContent}” `;
      const chain = make("small");
      chain.append(...row.cells[9].cloneNode(true).childNodes);
      item.append(link("#m" + number, row.cells[0].textContent), about, chain);
      list.append(item);
    }
    if (found.length > MOST) list.append(make("li", `and ${found.length - MOST} more: see the table of claims`));
  }

  return { element: panel, claim, lines };
})();
