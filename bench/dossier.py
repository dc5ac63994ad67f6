"""How fast a dossier is written and opens: ``python -m bench.dossier [LEDGER]``.

Writes the dossier of a ledger of 200 reports (made here of the project's own invented reports, unless one is given), opens it from disk in
headless Chromium, and prints medians over several openings, each in a fresh context. Fails when it takes two seconds or more until the page
is painted and its map is there.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.adding import add
from sayso.capture import capture
from sayso.commands.pipes import quietly
from sayso.ledger import Ledger
from sayso.showing.dossier import write

ROOT = Path(__file__).parent.parent
REPORTS, ROUNDS, LIMIT = 200, 5, 2.0  # LIMIT: seconds
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# milliseconds since the navigation began; the map is there once it has a size
MEASURE = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const map = document.querySelector('.map');
  const there = map && map.getBoundingClientRect().height > 0 ? performance.now() : null;
  const navigation = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  done({dom: navigation.domContentLoadedEventEnd, paint: paint ? paint.startTime : null, map: there});
})))"""
CLICK = """() => { const begin = performance.now(); document.querySelector('.map .spot').dispatchEvent(
  new MouseEvent('click', {bubbles: true, cancelable: true})); document.body.offsetHeight; return performance.now() - begin; }"""


def main() -> None:
    """Command line."""
    browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if browser is None:
        sys.exit(f"no Chromium here: install one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "dossier.html"
        ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else made(Path(folder))
        done: dict[str, int] = {}
        with Ledger.open(ledger, create=False) as opened:
            begin = time.perf_counter()
            number = write(opened, page, seen=lambda what, n, _: done.update({what: n}))
            seconds = time.perf_counter() - begin
        steps = ", ".join(f"{n} {what}" for what, n in done.items())
        print(f"{number} reports ({steps}): written in {seconds:.1f} s, {page.stat().st_size / 1e6:.1f} MB")
        rounds = list(openings(browser, page.as_uri()))
    medians = {name: statistics.median(r[name] for r in rounds) / 1000 for name in rounds[0]}
    print(", ".join(f"{name} {value:.2f} s" for name, value in medians.items()))
    slowest = max(medians["paint"], medians["map"])
    print(f"opens in {slowest:.2f} s (limit {LIMIT})")
    sys.exit(slowest >= LIMIT)


def made(folder: Path) -> Path:
    """A ledger of 200 invented reports; each is taken as often as needed, under another outlet."""
    texts = [json.loads(line) for line in (ROOT / "training" / "invented.jsonl").read_text("utf-8").splitlines()]
    batch = folder / "batch.jsonl"
    with batch.open("w", encoding="utf-8") as out:
        for n in range(REPORTS):
            source = texts[n % len(texts)]
            row = {"id": f"bench-{n}", "outlet": f"Exercise Courier {n % 12}", "published": source.get("published"), "text": source["text"]}  # fmt: skip
            out.write(json.dumps(row) + "\n")
    with Ledger.open(folder / "ledger") as ledger:
        for outcome in add(ledger, capture([str(batch)]), jobs=1):
            if outcome.state == "failed":
                sys.exit(f"{outcome.origin}: {outcome.reason}")
    return folder / "ledger"


def openings(browser: str, address: str) -> Iterator[dict[str, Any]]:
    """What each opening of the page took, in milliseconds; the last figure is a click on the map's largest circle."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        opened = p.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(ROUNDS):
            context = opened.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(address, wait_until="domcontentloaded")
            measured: dict[str, Any] = page.evaluate(MEASURE)
            if measured["map"] is None:
                sys.exit("the page has no map: no place has coordinates")
            yield measured | {"click": page.evaluate(CLICK)}
            context.close()
        opened.close()


if __name__ == "__main__":
    with quietly():
        main()
