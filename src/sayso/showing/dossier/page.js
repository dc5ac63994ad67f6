// Clicks, keys and addresses.
(() => {
  const panel = Panel.element;
  let came = null; // the link from which the panel was opened

  // Show a claim: light it up, and tell it in the panel.
  function show(number) {
    const found = Lights.claim(number);
    if (found) Panel.claim(found);
  }

  function close() {
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    const back = came || (Lights.shown && byId("m" + Lights.shown).querySelector("a"));
    if (inside && back) back.focus({ preventScroll: true });
    Lights.dim();
  }

  // Go to the words of a claim and show it.
  function goTo(number) {
    if (location.hash === "#m" + number) {
      show(number);
      byId("m" + number).scrollIntoView({ block: "center" });
    } else location.hash = "m" + number;
  }

  // Open an incident, and whatever it lies in.
  function unfold(goal) {
    for (let around = goal.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    goal.parentElement.scrollIntoView();
    goal.parentElement.querySelector("summary").focus({ preventScroll: true });
  }

  function follow() {
    came = null;
    const [, kind, number] = location.hash.match(/^#([mciptwx])([\d-]+)$/) || [];
    if (kind === "m") {
      show(number);
      const mark = byId("m" + number);
      const first = mark && mark.querySelector("a");
      if (mark) mark.scrollIntoView({ block: "center" });
      if (first) first.focus({ preventScroll: true });
    } else if (kind === "c") {
      const row = byId("c" + number);
      if (row && row.hidden) Filter.showAll();
      panel.hidden = true;
      Lights.claim(number);
      if (row) row.scrollIntoView({ block: "center" });
    } else if (kind === "w") {
      const anchor = byId("w" + number);
      panel.hidden = true;
      if (anchor) Lights.words(anchor).scrollIntoView({ block: "center" });
    } else if (kind === "x") {
      const goal = byId("x" + number);
      panel.hidden = true;
      Lights.dim();
      if (goal) unfold(goal);
    } else if (kind) {
      panel.hidden = true;
      Lights.dim();
      const goal = byId(kind + number);
      Lights.light(goal);
      if (goal) goal.scrollIntoView({ block: "center" });
    } else if (!panel.hidden) close();
  }

  // The claims of a circle, a bar or a column: in the panel, in the tables, and in the other picture.
  function choose(anchor) {
    const { places, incidents } = anchor.dataset;
    const numbers = (places || incidents).split(" ");
    const own = places ? byId("p" + numbers[0]).cells[0].querySelector("a").textContent : byId("i" + numbers[0]).cells[1].textContent;
    const several = anchor.classList.contains("column") ? anchor.getAttribute("aria-label") : `${own} and ${numbers.length - 1} more`;
    const name = numbers.length > 1 ? several : own;
    const found = Filter.choose(name, places ? "place" : "incident", numbers);
    Lights.dim();
    for (const sign of document.querySelectorAll(places ? "svg [data-places]" : "svg [data-incidents]")) {
      if (numbers.some((n) => (sign.dataset.places || sign.dataset.incidents).split(" ").includes(n)) && (sign === anchor || places)) Lights.light(sign);
    }
    Panel.lines(`${name}: ${found.length} claim${found.length === 1 ? "" : "s"}`, found, numbers.length > 1 ? null : (places ? "#p" : "#i") + numbers[0]);
  }

  function inText(anchor, event) { // stay with the words
    const number = anchor.hash.slice(2);
    history.replaceState(null, "", "#m" + number);
    came = anchor;
    show(number);
    if (event.detail === 0) panel.focus({ preventScroll: true }); // by the keyboard
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const chosen = target.closest("[data-places], [data-incidents]");
    const anchor = target.closest("a[href^='#']");
    if (chosen) {
      event.preventDefault();
      came = chosen;
      choose(chosen);
      if (event.detail === 0) panel.focus({ preventScroll: true });
    } else if (anchor && anchor.closest(".text")) {
      event.preventDefault();
      inText(anchor, event);
    } else if (anchor && anchor.dataset.source) Filter.sayer(anchor.dataset.source, anchor.textContent);
    else if (anchor) {
      if (anchor.hash === location.hash) follow();
    } else if (target.closest("[data-close]")) close();
    else if (target.closest("[data-step]")) {
      const next = Number(Lights.shown) + Number(target.closest("[data-step]").dataset.step);
      if (byId("m" + next)) goTo(next);
    } else if (target.closest(".claims tbody tr") && !String(getSelection())) {
      goTo(target.closest("tr").id.slice(1));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => { // what is folded stands on paper too
    for (const folded of document.querySelectorAll("details:not([open])")) {
      folded.open = true;
      folded.dataset.folded = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const folded of document.querySelectorAll("details[data-folded]")) folded.open = false;
  });
  for (const figure of document.querySelectorAll("main > section > figure:not(.flows)")) figure.scrollLeft = (figure.scrollWidth - figure.clientWidth) / 2; // narrow screens
  if (location.hash) follow();
})();
