"""Transfers: weapons, goods, money and training that pass from party to party, or are seized, as edges of a graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...records import Claim, Link, Reading, Span, Status
from .page import Page
from .parties import NOBODY, Party, Resolve, party, pronoun

_HOW = (
    ("sale", re.compile(r"\b(?:sold|sells?|selling|sales?|bought|buys?|buying|purchas\w+|smuggl\w+)\b", re.I)),
    ("payment", re.compile(r"\b(?:paid|pays?|paying|ransoms?|salar\w+|fund(?:s|ed|ing)?|financ\w+|cash|money|bribes?)\b", re.I)),
    ("training", re.compile(r"\btrain(?:s|ed|ing)?\b", re.I)),
)  # fmt: skip
_CLEARED = re.compile(
    r"\b(?:defus\w+|dismantl\w+|remov\w+|clear(?:s|ed|ing)|neutrali[sz]\w+|de-?min\w+|detonat\w+)\b", re.I
)
_GOODS = re.compile(
    r"\b(?:arms|weapons?|weaponry|ammo|ammunition|bullets|rifles?|missiles?|rockets?|munitions?|explosives?|drones?|tanks|vehicles?|money|cash|fuel|food|"
    r"supplies|equipment|guns?|mines|grenades?|shells|cars|drugs|medicines?)\b",
    re.I,
)
_FROM = re.compile(r"\bfrom (?:the )?(?:so-called )?[\"'“‘]?$", re.I)
_RECEIVES = re.compile(r"\b(?:armed|trained|equipped|funded|financed|paid|bankrolled)\b", re.I)
_GETS = re.compile(
    r"\b(?:buy(?:s|ing)?|bought|purchas\w+|acqui(?:r|sit)\w+|obtain\w*|procur\w+|receiv\w+|g[eo]t(?:s|ting)?|import\w*)\b",
    re.I,
)
_BY = re.compile(r"\bby (?:the )?(?:so-called )?[\"'“‘]?$", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b[^,.;]{0,25}$", re.I)
# The verb of a passive before its trigger, and what parts its subject from the words before it
_WAS = re.compile(
    r"\b(?:(?:has|have|had|will)(?: also)? )?(?:is|are|was|were|be|been|being)(?: (?:also|\w+ly))?\s+$", re.I
)
_BREAK = re.compile(r"[,;:()“”\"\n]|\b(?:that|when|where|which|said|after|from)\b", re.I)
_REACH = 90  # characters after trigger and goods in which "from" and "to" name a party
_WORDS_AWAY = 30  # characters between these words and the name


@dataclass(frozen=True, slots=True)
class Transfer:
    """One mention of something that passes from a giver to a receiver.

    Attributes:
        id: of the claim. ``how``: ``supply``, ``sale``, ``payment``, ``training``, ``seizure`` (also finds) or ``clearance`` (mines and bombs).
        giver, receiver: who gives or loses, who gets or takes. ``goods``: what, as written; ``goods_span`` where.
        route, step: transfers that pass the same thing on, in one report, have one route (the id of its first) and are numbered; ("", 0) else.
        notes: what was settled by a rule, in sentences.
    """

    id: str
    report: str
    outlet: str | None
    published: str | None
    how: str
    giver: Party
    receiver: Party
    goods: str | None
    goods_span: Span | None
    words: str
    span: Span
    sentence: Span
    chain: tuple[Link, ...]
    status: Status
    place: str | None = None
    when: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    route: str = ""
    step: int = 0
    notes: tuple[str, ...] = ()


def transfers(reading: Reading, resolve: Resolve | None = None) -> tuple[Transfer, ...]:
    """The transfers that one report tells of, in text order: events of supply and seizure.

    Args:
        reading: of one report.
        resolve: says which actor of a table some words mean.
    """
    page = Page(reading)
    its = [c for c in page.events.values() if c.type in ("supply", "seizure")]
    found = [(_supply if c.type == "supply" else _seizure)(page, c, resolve) for c in its]
    return tuple(_routes(page, found))


def _transfer(
    page: Page, c: Claim, how: str, giver: Party, receiver: Party, goods: Span | None, notes: tuple[str, ...] = ()
) -> Transfer:
    return Transfer(
        id=c.id, report=c.report, outlet=page.report.outlet, published=page.report.published, how=how, giver=giver, receiver=receiver,
        goods=page.words(goods), goods_span=goods, words=c.words, span=c.span, sentence=c.sentence, chain=c.chain, status=c.status, place=c.place,
        when=c.time, start=c.start, end=c.end, precision=c.precision, notes=notes,
    )  # fmt: skip


def _supply(page: Page, c: Claim, resolve: Resolve | None) -> Transfer:
    """Giver, receiver and goods are actor, target and means. A target that is goods and no party is taken for the goods; who buys or gets is the receiver."""
    spans = dict(c.spans)
    actor, target, means = spans.get("actor"), spans.get("target"), spans.get("means")
    how = next((name for name, pattern in _HOW if pattern.search(c.words)), None)
    if how is None:
        how = (
            "payment"
            if means and _HOW[1][1].search(page.text, *means) and not _GOODS.search(_without_money(page, means))
            else "supply"
        )
    notes: tuple[str, ...] = ()
    if target and _is_goods(page, target, means):
        target, means, notes = None, means or target, (f"“{c.target}” is taken for the goods, not for who gets them",)
    if target is None and actor and _is_given(page, c, actor):
        actor, target, notes = (
            None,
            actor,
            (*notes, f"“{c.actor}” is what “{c.words}” is done to: it gets, and who gives is not said"),
        )
    if actor and _gets(page, c, actor) and (target is None or _after(page, _FROM, target)):
        seller = target or _named_after(page, c, "from", max(c.span[1], means[1] if means else 0))
        actor, target, notes = seller, actor, (*notes, f"“{c.actor}” is who “{c.words}”: it gets")
    if target is None and (target := _named_after(page, c, "to", max(c.span[1], means[1] if means else 0))):
        notes = (*notes, f"“{page.words(target)}” stands after “to”")
    giver, receiver = party(page, actor, resolve), party(page, target, resolve)
    shared = (
        actor and target and actor[0] < target[1] and target[0] < actor[1] and not target[0] <= c.span[0] < target[1]
    )
    if giver.said and (giver.key == receiver.key or shared):
        giver, notes = NOBODY, (*notes, f"“{c.actor}” cannot be giver and receiver: who gives is not said")
    return _transfer(page, c, how, giver, receiver, means, notes)


def _is_given(page: Page, c: Claim, actor: Span) -> bool:
    """Whether the actor is the subject of a passive whose subject receives: "the gangs were armed", "of being trained"."""
    return bool(actor[1] <= c.span[0] and _RECEIVES.search(c.words) and _PASSIVE.search(page.text, actor[1], c.span[0]))


def _gets(page: Page, c: Claim, actor: Span) -> bool:
    """Whether the actor is who buys or gets: "Norland bought rifles", "bought by Norland"; not "bought from Norland"."""
    gets = _GETS.search(c.words)
    if gets is None or actor[1] > c.span[0]:
        return gets is not None and _after(page, _BY, actor)
    return gets[0].lower().endswith("ing") or not _PASSIVE.search(page.text, actor[1], c.span[0])


def _after(page: Page, word: re.Pattern[str], span: Span) -> bool:
    """Whether a word like "from" stands right before a span."""
    return bool(word.search(page.text, max(0, span[0] - 20), span[0]))


def _is_goods(page: Page, target: Span, means: Span | None) -> bool:
    """Whether a target is goods and no party: the very words of the goods, or words like "rifles" where no others are the goods."""
    goods = target == means or (means is None and _GOODS.search(page.text, *target))
    return bool(goods) and not _party_ends(page, target)


def _without_money(page: Page, span: Span) -> str:
    return re.sub(r"\b(?:money|cash)\b", "", page.text[slice(*span)], flags=re.I)


def _party_ends(page: Page, span: Span) -> bool:
    """Whether a phrase ends with the name of a group or person, its head: "US arms" does not, "armed rebels" does."""
    return any(end == span[1] for _, end in page.parties(*span))


def _seizure(page: Page, c: Claim, resolve: Resolve | None) -> Transfer:
    """The actor takes the target. Who loses it is no role: "from" before a name, after trigger and goods, says it; or before the target itself, which is
    then no goods but who had them, or where they were."""
    spans = dict(c.spans)
    actor, target = spans.get("actor"), spans.get("target")
    how = "clearance" if _CLEARED.search(c.words) else "seizure"
    notes: tuple[str, ...] = ()
    if target and target[0] >= c.span[1] and _after(page, _FROM, target):
        where = how == "clearance" or page.is_place(target)
        notes = (f"“{c.target}” stands after “from”, so it {'is where they were' if where else 'loses the goods'}",)
        giver = NOBODY if where else party(page, target, resolve)
        taken = spans.get("means") or _taken(page, c, target)
        return _transfer(page, c, how, giver, party(page, actor, resolve), taken, notes)
    goods = target or spans.get("means")
    if actor and actor[0] > c.span[0] and _after(page, _FROM, actor):
        notes = (f"“{c.actor}” stands after “from”, so it loses the goods",)
        return _transfer(page, c, how, party(page, actor, resolve), NOBODY, goods, notes)
    loser = _named_after(page, c, "from", max(c.span[1], goods[1] if goods else 0))
    if loser:
        notes = (f"“{page.words(loser)}” stands after “from”",)
    return _transfer(page, c, how, party(page, loser, resolve), party(page, actor, resolve), goods, notes)


def _taken(page: Page, c: Claim, loser: Span) -> Span | None:
    """The goods of a seizure that have no role: the subject of a passive ("rifles were seized from"), else what stands before "from"; None where there are none."""
    was = _WAS.search(page.text, c.sentence[0], c.span[0])
    start, end = (c.sentence[0], was.start()) if was else (c.span[1], loser[0])
    breaks = list(_BREAK.finditer(page.text, start, end))
    if breaks:
        start, end = (breaks[-1].end(), end) if was else (start, breaks[0].start())
    words = page.text[start:end]
    if not _GOODS.search(words):
        return None
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _named_after(page: Page, c: Claim, word: str, start: int) -> Span | None:
    """The group or person named right after "from" or "to" behind the trigger and the goods, in the same sentence; not the actor."""
    m = re.compile(rf"(?<!according )\b{word}\b").search(page.text, start, min(c.sentence[1], start + _REACH))
    named = page.parties(m.end(), c.sentence[1]) if m else []
    if m is None or not named or named[0][0] > m.end() + _WORDS_AWAY or named[0] == dict(c.spans).get("actor"):
        return None
    between = page.text[m.end() : named[0][0]]
    # "from Raqqa after ISIS ..." says where, "to supply the rebels" what for
    return (
        named[0]
        if re.fullmatch(r"\s*(?:(?:the|a|an|so-called|various|several|other)\s+)*[\"'“‘]?", between, re.I)
        else None
    )


# ------------------------------------------------------------------ routes


def _routes(page: Page, found: list[Transfer]) -> list[Transfer]:
    """Join each transfer to the last one before it, in the same or the preceding sentence, whose receiver is its giver."""
    out: list[Transfer] = []
    for t in found:
        match = next((n for n in _near(page, out, t) if _passes_on(out[n], t)), None)
        if match is None:
            out.append(t)
            continue
        before = out[match]
        if not before.route:
            before = out[match] = replace(before, route=before.id, step=1)
        if pronoun(t.giver.words) or not t.giver.said:
            note = f"“{t.giver.words}” is taken for “{before.receiver.name}”, which gets the goods before it"
            t = replace(t, giver=replace(before.receiver, how=note), notes=(*t.notes, note))
        out.append(replace(t, route=before.route, step=before.step + 1))
    return out


def _near(page: Page, out: list[Transfer], t: Transfer) -> Iterator[int]:
    """The numbers of the transfers in the same and the preceding sentence, the nearest first."""
    for n in range(len(out) - 1, -1, -1):
        if page.number(t.span[0]) - page.number(out[n].span[0]) > 1:
            return
        yield n


def _passes_on(first: Transfer, then: Transfer) -> bool:
    if not first.receiver.said or then.how in ("seizure", "clearance"):
        return False
    if first.receiver.key == then.giver.key:
        return True
    return (
        first.sentence == then.sentence
        and pronoun(then.giver.words)
        and (then.giver.words or "").casefold() in ("which", "who", "that", "they")
    )
