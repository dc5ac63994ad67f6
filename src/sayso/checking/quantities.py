"""Quantities that cannot be: more "of the" people than there are, more than a hundred percent of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import numbers
from ..records import Check
from .counts import NUMBER
from .scene import Scene

KIND = "quantities"
_N_OF_M = re.compile(
    rf"(?<!Article )(?<!Resolution )(?<!No )\b(?P<part>{NUMBER})\s+(?:out\s+)?of\s+(?:the|its|their|these|those|a\s+total\s+of)\s+(?P<whole>{NUMBER})(?!\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|percent|years?|days?|months?)|\s*[%,.]\d)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")  # "of the 2018 victims": it may be a year as well
_PERCENT = re.compile(
    r"(?<![\d.,-])(?P<n>\d{1,4}(?:\.\d+)?)\s?(?:%|per\s?cent)\s+of\s+(?:the|all|its|their)\s+(?:\w+\s+){0,2}?"
    r"(?P<of>people|population|civilians|residents|victims|dead|casualties|fighters|land|territory|area|city|country|province|children)\b",
    re.I,
)


def check(scene: Scene) -> Iterator[Check]:
    """Two rules, which only ever fail; what is possible is not listed.

    "N of the M": N may not be larger than M. "P percent of the people (land, dead, ...)": P may not be larger than 100; of growth and
    of comparison ("200 percent more") nothing is said.
    """
    for sentence in scene.sentences:
        for m in _N_OF_M.finditer(scene.text, *sentence):
            part, whole = numbers.count(m["part"])[0], numbers.count(m["whole"])[0]
            if part is None or whole is None or _YEAR.fullmatch(m["whole"]):
                continue
            inputs = [scene.evidence("part", m.span("part")), scene.evidence("total", m.span("whole"))]
            if part > whole:
                why = f"{part} of them are more than the {whole} there are said to be."
                yield scene.result(KIND, "fails", why, inputs, {"part": part, "total": whole})
        for m in _PERCENT.finditer(scene.text, *sentence):
            if float(m["n"]) > 100:
                why = f"{m['n']} percent of the {m['of'].lower()} are more than all of them."
                yield scene.result(KIND, "fails", why, [scene.evidence("share", m.span())], {"percent": float(m["n"])})
