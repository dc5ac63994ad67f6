"""Sums: do parts agree with their total? "19 civilians, 4 women and 15 children"; "14 people, including 5 children"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..records import Check, Span
from .counts import Counted, counts, shown
from .scene import Scene

KIND = "sums"
_JOINT = re.compile(r"\s*(?:,|,?\s*(?:and|as\s+well\s+as|along\s+with))\s+|\s+", re.I)  # some sources lose their commas
_INCLUDING = re.compile(
    r"\b(?:including|among\s+(?:them|whom)|of\s+(?:whom|them)(?=\s+(?:at\s+least\s+)?[\d\w]+\s+(?:were|are)\b))", re.I
)
_OF_THEM = re.compile(r"of\s+(?:them|whom)\b", re.I)
_THAT_IS = re.compile(r"[:(–—]\s*$|\s-\s*$")
_OPENS = re.compile(r"(?:\s+[a-z]+){0,4}\s*:\s*|\s*[(–—]\s*|\s+-\s+")
_CLOSES = re.compile(r"\s*(?:[.;)!?\]–—]|$)")
_PAUSE = re.compile(r"[,\"”»:(–—-]\s*$")
_ADULTS = frozenset(("women", "men", "children"))
_SIDES = frozenset(("civilians", "combatants"))
_VERB = r"(?:kill|injur|wound|dead|casualt|martyr|abduct|kidnap|arrest|detain|releas|rescu|freed)\w*"
_LED = re.compile(rf"\b{_VERB}\s+(?:(?:another|a\s+further|a\s+total\s+of)\s+)?$", re.I)
_FOLLOWED = re.compile(rf"\s+(?:(?:were|was|are|have\s+been|had\s+been)\s+)?{_VERB}\s*[,(–—-]?\s*", re.I)
_NUMBER = re.compile(
    r"\d|\b(?:hundred|thousand|million|billion|dozen|lakh|crore)s?\b", re.I
)  # one that counts() passed over
_REACH = 120  # characters between a total and its parts; beyond, another total may be meant


def check(scene: Scene) -> Iterator[Check]:
    """Parts against totals, within a sentence.

    ``fails``: one part alone is larger than its total; or parts that cannot overlap (women, men, children; civilians, combatants) are
    together larger than a total they are "included" in, or do not make up the total they spell out after a colon, dash or bracket.
    """
    for sentence in scene.sentences:
        some = counts(scene.text, sentence)
        for first, last in _lists(scene.text, some):
            yield from _included(scene, sentence, some, first, last)
            yield from _spelt_out(scene, sentence, some, first, last)
        yield from _of_them(scene, some)


def _lists(text: str, some: Sequence[Counted]) -> Iterator[tuple[int, int]]:
    """Runs of counts with nouns that are joined by commas and "and": (first, last)."""
    first = 0
    while first < len(some):
        last = first
        while (
            last + 1 < len(some)
            and some[last].who
            and some[last + 1].who
            and _JOINT.fullmatch(text, some[last].span[1], some[last + 1].span[0])
        ):
            last += 1
        if some[first].who:
            yield first, last
        first = last + 1


def _included(scene: Scene, sentence: Span, some: Sequence[Counted], first: int, last: int) -> Iterator[Check]:
    """ "N, including A and B": the parts may not be more than the total."""
    if first == 0:
        return
    total, parts = some[first - 1], some[first : last + 1]
    between = scene.text[total.span[1] : parts[0].span[0]]
    word = _INCLUDING.search(between)
    if word is None or between[word.end() :].strip() or ";" in between or len(between) > _REACH:
        return
    between = between[: word.start()]
    if _NUMBER.search(between) or (total.who is None and not _counts_people(scene.text, total, between)):
        return
    low = sum(p.low or 0 for p in parts) if _apart(parts) else max(p.low or 0 for p in parts)
    inputs = [scene.evidence("total", total.span), *(scene.evidence("part", p.span) for p in parts)]
    numbers = {"total": total.high or total.low or 0, "parts": low}
    said = _said(scene.text, parts)
    if total.high is not None and low > total.high:
        why = f"{said} are more than the {shown(total.low, total.high)} they are said to be among."
        yield scene.result(KIND, "fails", why, inputs, numbers)
    elif total.high is not None:
        whole = total.exact and low == total.low and _apart(parts)
        fits = f"{said} {'make' if whole else 'fit into'} {shown(total.low, total.high)}."
        yield scene.result(KIND, "holds", fits, inputs, numbers)


def _spelt_out(scene: Scene, sentence: Span, some: Sequence[Counted], first: int, last: int) -> Iterator[Check]:
    """ "N: A and B", or "A and B, N in all": the parts must make the total."""
    if _first_is_total(some, first, last):  # "19 people, four women and 15 children" reads as a list of three
        first += 1
    parts = some[first : last + 1]
    if len(parts) < 2 or not all(p.exact for p in parts) or not _apart(parts):
        return
    made = sum(p.low or 0 for p in parts)
    for total in some[:first][::-1]:
        between = scene.text[total.span[1] : parts[0].span[0]]
        if len(between) > _REACH:
            return
        if total.who is None or not total.exact or not _PAUSE.search(between):
            continue
        surely = _THAT_IS.search(between) is not None
        if made != total.low and not surely:
            continue
        inputs = [scene.evidence("total", total.span), *(scene.evidence("part", p.span) for p in parts)]
        numbers = {"total": total.low or 0, "parts": made}
        terms = " + ".join(f"{p.low} {p.who}" for p in parts)
        if made == total.low:
            yield scene.result(KIND, "holds", f"{terms} make {total.low}.", inputs, numbers)
        elif _spells(between, scene.text[parts[-1].span[1] : sentence[1]]) and total.who not in {p.who for p in parts}:
            yield scene.result(KIND, "fails", f"{terms} make {made}, not {total.low}.", inputs, numbers)
        return


def _spells(between: str, after: str) -> bool:
    """Do the parts stand right behind their total, and nothing more behind them ("and a man", "in one house")?"""
    return _OPENS.fullmatch(between) is not None and _CLOSES.match(after) is not None


def _first_is_total(some: Sequence[Counted], first: int, last: int) -> bool:
    """Is the first of a list what the others make?"""
    own = some[first : last + 1]
    return len(own) > 2 and all(c.exact for c in own) and own[0].low == sum(c.low or 0 for c in own[1:])


def _of_them(scene: Scene, some: Sequence[Counted]) -> Iterator[Check]:
    """ "N people were killed, A of them children": A may not be more than N."""
    for total, part in pairwise(some):
        between = scene.text[total.span[1] : part.span[0]]
        if not part.of or not _OF_THEM.search(scene.text[part.number[1] : part.span[1] + 1]):
            continue
        if total.who is None or total.of or len(between) > _REACH or ";" in between or total.high is None:
            continue
        if _NUMBER.search(between):
            continue
        inputs = [scene.evidence("total", total.span), scene.evidence("part", part.span)]
        numbers = {"total": total.high, "parts": part.low or 0}
        if (part.low or 0) > total.high:
            why = f"{shown(part.low, part.high)} of them are more than {shown(total.low, total.high)}."
            yield scene.result(KIND, "fails", why, inputs, numbers)
        else:
            why = f"{shown(part.low, part.high)} of them fit into {shown(total.low, total.high)}."
            yield scene.result(KIND, "holds", why, inputs, numbers)


def _apart(parts: Sequence[Counted]) -> bool:
    """Can nobody be counted in two of the parts?"""
    kinds = [p.who for p in parts]
    return (
        len(set(kinds)) == len(kinds)
        and (set(kinds) <= _ADULTS or set(kinds) <= _SIDES)
        and not any(p.mixed for p in parts)
    )


def _counts_people(text: str, count: Counted, after: str) -> bool:
    """Do the words up to "including" say that a number without a noun counts people ("wounded 30, including", "12 dead, including")?

    A word that stands between makes it a number of something else: "killed in 48 hours, including", "wounded on 7 October, including".
    """
    led = _LED.search(text[max(0, count.span[0] - 40) : count.span[0]]) is not None
    return (led and not re.search(r"\w", after)) or _FOLLOWED.fullmatch(after) is not None


def _said(text: str, parts: Sequence[Counted]) -> str:
    words = [" ".join(text[p.span[0] : p.span[1]].split()) for p in parts]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
