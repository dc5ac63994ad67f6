"""Lay the kept annotations on the texts of the corpora: ``python -m sayso.training.join ANNOTATIONS OUT CORPUS...``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .annotations import join


def main() -> None:
    """Command line."""
    annotations, out, *corpora = map(Path, sys.argv[1:])
    reports = join(annotations, corpora)
    out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), "utf-8")
    print(f"{out}: {len(reports)} reports")


if __name__ == "__main__":
    main()
