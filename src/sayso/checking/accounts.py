"""People accounts: of those taken, how many were freed, how many killed, and how many does nothing account for?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..records import Check
from .counts import shown
from .fates import NOT_SO, Told, fates
from .scene import Scene

KIND = "people accounts"
_CAPTIVE = re.compile(r"\b(?:hostages?|captives?|captivity|abduct\w*|kidnap\w*)\b", re.I)
_ALL = re.compile(
    r"\b(?:all|remaining|rest\s+of\s+the|last)\s+(?:of\s+)?(?:the\s+)?(?:civilian\s+)?(?:hostages|captives|abductees|kidnapped)\b",
    re.I,
)
_FREED = re.compile(
    r"(?<!\bbe )\b(?:freed|liberated|rescued|released)\b|\b(?:are|were)\s+(?:now\s+|all\s+)?free\b", re.I
)
_DEATH = re.compile(r"\b(?:execut\w+|behead\w+|killed|died|dead|murdered)\b", re.I)
_AND_ONE = re.compile(
    r"\s+and\s+(?:an?|his|her|their|the)\s", re.I
)  # "three aid workers and a driver": more than three
_ADULTS = frozenset(("women", "men", "children"))


@dataclass(slots=True)
class _Account:
    """What one report tells of people taken and what became of them."""

    taken: list[Told] = field(default_factory=list)
    ranges: list[tuple[int, int | None]] = field(default_factory=list)  # lowest and highest of each of ``taken``
    out: dict[tuple[str, int], Told] = field(default_factory=dict)  # (fate, number) -> first mention
    vague: list[Told] = field(default_factory=list)  # "several of the hostages"


def check(scene: Scene) -> Iterator[Check]:
    """One account for each report that gives a number of people taken and a number of those freed or killed.

    ``holds``: the numbers make up the number taken, or leave some over and all, or all that remained, are said to be freed, with no word
    of a death. ``fails``: more are said to be freed "of" them than were taken. Else ``cannot tell``, with how many are not accounted
    for. Nothing is said where the figures of those taken exclude each other: they are of several abductions.
    """
    account = _read(scene)
    if not account.taken or not (account.out or account.vague):
        return
    low = max(r[0] for r in account.ranges)
    highs = [r[1] for r in account.ranges]
    high = None if None in highs else max(h for h in highs if h is not None)
    if any(h is not None and h < low for h in highs):
        return
    yield _balance(scene, account, low, high)


def _read(scene: Scene) -> _Account:
    account = _Account()
    parts: set[int] = set()
    for number, sentence in enumerate(scene.sentences):
        some = [
            t
            for t in fates(scene, number)
            if not NOT_SO.search(scene.text, max(sentence[0], t.count.span[0] - 60), t.count.span[0])
        ]
        captive = _CAPTIVE.search(scene.text, *sentence) is not None
        _put_taken(scene.text, account, [t for t in some if t.fate == "taken"])
        for fate in ("freed", "executed"):
            _put_out(account, fate, [t for t in some if t.fate == fate], captive, parts)
        _put_out(
            account, "executed", [t for t in some if t.fate == "killed" and t.count.who == "hostages"], captive, parts
        )
    account.out = {k: t for k, t in account.out.items() if k[1] not in parts}
    return account


def _put_taken(text: str, account: _Account, told: Sequence[Told]) -> None:
    if told:
        kinds = [t.count.who for t in told]
        apart = len(told) > 1 and set(kinds) <= _ADULTS and len(set(kinds)) == len(kinds)
        most = max(told, key=lambda t: t.count.low or 0)
        account.taken.append(most)
        low, high = most.count.low or 0, most.count.high
        if apart:
            low = sum(t.count.low or 0 for t in told)
            high = None if any(t.count.high is None for t in told) else sum(t.count.high or 0 for t in told)
        account.ranges.append((low, None if any(_AND_ONE.match(text, t.count.span[1]) for t in told) else high))


def _put_out(account: _Account, fate: str, told: Sequence[Told], captive: bool, parts: set[int]) -> None:
    """Note those of one sentence who came out: the largest number of it is the total of what else it gives."""
    exact = [t for t in told if t.count.exact]
    if exact:
        most = max(exact, key=lambda t: t.count.low or 0)
        kinds = [t.count.who for t in exact]
        if len(exact) > 1 and set(kinds) <= _ADULTS and len(set(kinds)) == len(kinds):
            return  # "six women and five men": without a total it is not sure what is a part of what
        parts.update(t.count.low for t in exact if t is not most and t.count.low is not None)
        key = (fate, most.count.low or 0)
        if captive or most.count.of or key in account.out:
            account.out.setdefault(key, most)
    elif told and (captive or told[0].count.of):
        account.vague.append(told[0])


def _balance(scene: Scene, account: _Account, low: int, high: int | None) -> Check:
    made = sum(n for _, n in account.out)
    inputs = [scene.evidence("taken", t.count.span) for t in account.taken]
    inputs += [scene.evidence(f, t.count.span) for (f, _), t in account.out.items()]
    inputs += [scene.evidence(t.fate, t.count.span) for t in account.vague]
    outs = ", ".join(f"{n} {f}" for f, n in account.out) or "no number freed or killed"
    said = f"{shown(low, high)} taken, {outs}"
    numbers = {"taken": low, "accounted for": made}
    single = [t for (_, n), t in account.out.items() if high is not None and n > high and t.count.of]
    if single:
        return scene.result(KIND, "fails", f"{said}: more than were taken.", inputs, numbers)
    if high is not None and made > high:
        why = f"{said}: {made} are more than were taken; some may be counted twice, or were taken at another time."
        return scene.result(KIND, "cannot tell", why, inputs, numbers)
    over = max(0, low - made)
    numbers["unaccounted for"] = over
    if over == 0 and high is not None and not account.vague:
        return scene.result(KIND, "holds", f"{said}: the numbers account for all.", inputs, numbers)
    left = shown(over, None if high is None else high - made)
    if account.vague:
        once = {(_words(scene, t).lower(), t.fate): t for t in account.vague[::-1]}.values()
        vague = " and ".join(f"“{_words(scene, t)}” {t.fate}" for t in once)
        why = f"{said}: {left} are not accounted for by a number; {vague}, how many is not said."
        return scene.result(KIND, "cannot tell", why, inputs, numbers)
    if over and high is not None and low == high and _all_freed(scene) and not _deaths(scene):
        why = f"{said}, and all that remained are said to be free: that accounts for the other {left}."
        return scene.result(KIND, "holds", why, inputs, numbers | {"unaccounted for": 0})
    return scene.result(KIND, "cannot tell", f"{said}: {left} are not accounted for.", inputs, numbers)


def _words(scene: Scene, told: Told) -> str:
    return " ".join(scene.text[slice(*told.count.span)].split())


def _all_freed(scene: Scene) -> bool:
    return any(
        _ALL.search(scene.text, *s) and _FREED.search(scene.text, *s) and not NOT_SO.search(scene.text, *s)
        for s in scene.sentences
    )


def _deaths(scene: Scene) -> bool:
    """Does any sentence on captives speak of a death?"""
    return any(_CAPTIVE.search(scene.text, *s) and _DEATH.search(scene.text, *s) for s in scene.sentences)
