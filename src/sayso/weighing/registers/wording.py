"""Wording: who calls whom what. Words are counted as they are used, none is judged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ...naming.words import name_key, unpossessed_span
from ...records import Reading, Span
from .page import Page
from .parties import Resolve

Voice = Literal["own", "reported", "quoted"]
BY_NOUN = "(by a common noun only)"

# Common nouns and adjectives for parties to a war, of every side. They say where a name's phrase ends; they are no list of bad words.
_NOUNS = frozenset(
    "army armies force forces troop troops soldier soldiers unit units fighter fighters militant militants militia militias militiaman militiamen rebel rebels "
    "insurgent insurgents insurgency guerrilla guerrillas terrorist terrorists terror extremist extremists jihadist jihadists jihadi jihadis islamist islamists "
    "takfiri takfiris radical radicals separatist separatists mercenary mercenaries gang gangs gunman gunmen bandit bandits thug thugs criminal criminals outlaw "
    "outlaws infiltrator infiltrators invader invaders occupier occupiers occupation aggressor aggressors enemy regime junta government state authority authorities administration "
    "entity opposition group groups grouping groupings faction factions organization organizations organisation organisations outfit outfits movement network "
    "alliance coalition revolutionary revolutionaries resistance liberator liberators hero heroes martyr martyrs partisan partisans puppet puppets stooge stooges "
    "proxy proxies ally allies volunteer volunteers freedom-fighters defender defenders cell cells brigade brigades battalion battalions military security police "
    "paramilitary paramilitaries operative operatives party side men women youths lions dogs rats cockroaches punishers hordes".split()
)  # fmt: skip
_ADJECTIVES = frozenset(
    "armed so-called self-styled self-proclaimed moderate islamic islamist terrorist extremist jihadist radical takfiri opposition rebel foreign foreign-backed militant pro-government "
    "anti-government government-backed us-backed heroic brave valiant brutal criminal fascist nazi neo-nazi zionist murderous bloodthirsty murdering "
    "illegal illegitimate legitimate legal occupying occupation invading outlawed banned designated hardline hard-line ultra-hardline notorious infamous mercenary "
    "separatist special elite national democratic popular free proxy puppet".split()
)  # fmt: skip
_COMPOUND = re.compile(
    r"[\w-]+-(?:backed|led|linked|affiliated|allied|aligned|supported|armed|funded|trained|held)$", re.I
)
# Nouns that as often stand before another noun ("terrorist attack"): they end a phrase only where no other noun follows.
_BEFORE_NOUN = frozenset(
    "terrorist terror rebel militant jihadist jihadi islamist extremist insurgent guerrilla separatist radical takfiri criminal mercenary military security "
    "government state regime opposition police army resistance occupation paramilitary enemy partisan coalition party militia proxy puppet volunteer".split()
)  # fmt: skip
_ENDS = re.compile(
    r"[\"'”’]?(?:\s*(?:[.,;:!?()\[\]\n–—]|$)|['’]s\b|\s+-|\s+(?:and|or|who|which|that|whose|in|of|on|at|from|to|by|with|for|as|near|inside|against|after|before|has|have|had|is|"
    r"are|was|were|be|been|will|would|may|could|can|should|must|said|says|claimed|denied|did|does|do|also|not|known|called|named|operating|fighting|holding)\b)",
    re.I,
)
_MARK = r"[\"'“”‘’]?"
_AFTER = re.compile(rf"{_MARK}[ ]{_MARK}([A-Za-z][\w-]*)")
_BEFORE = re.compile(rf"(?<![\w-])([A-Za-z][\w-]*){_MARK}[ ]{_MARK}$")
_QUOTES = re.compile(
    r"“[^”\n]{1,2000}”|(?<!\w)\"[^\"\n]{1,2000}\"|(?<!\w)‘[^’\n]{1,80}’(?!\w)|(?<!\w)'[^'\n]{1,80}'(?!\w)"
)
_MOST = 3  # words on either side of a name
SCARE = 5  # words: a shorter quotation holds words up rather than giving what somebody said


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a party by some words.

    Attributes:
        actor: key of the party: an id, or ``~`` and its folded name; ``name`` what to call it. Words that name nobody ("terrorists") have
            the key "" until a resolver knows whom they mean; ``how`` is then its reason.
        words: as written, with the nouns and adjectives that stand with the name. ``word``: the same folded, by which uses are counted. ``noun``:
            what stands beside the name ("terrorists" of "ISIS terrorists"), "" where the name stands alone.
        voice: ``own`` words of the outlet, ``reported`` in indirect speech, where they may be the outlet's or the source's, or ``quoted``
            between quotation marks. ``source``: whose, for these two.
        marked: a quotation of fewer than five words stands in the words or round them: held up rather than said.
    """

    report: str
    outlet: str | None
    actor: str
    name: str
    word: str
    words: str
    noun: str
    span: Span
    voice: Voice
    source: str | None = None
    marked: bool = False
    how: str = ""


def uses(reading: Reading, resolve: Resolve | None = None) -> tuple[Use, ...]:
    """The words by which a report refers to groups, in text order.

    Args:
        reading: of one report.
        resolve: says which actor of a table a mention means, common nouns too.
    """
    page = Page(reading)
    quotes = _Quotes(page.text)
    out, last = [], -1
    for written in sorted({n.span for n in reading.names if n.cls == "group"}):
        span = unpossessed_span(page.text, written)
        if page.text[slice(*span)].strip("'’") == "s":  # nothing but the end of the name before
            continue
        if span[0] < last:  # a part of the phrase before: "terrorists" of "Daesh terrorists"
            continue
        start, end = _phrase(page.text, span)
        wide = (start if start >= last else span[0], end)
        last = (
            wide[1] if page.text[end : end + 1] != "-" else last
        )  # "US" of "US-backed rebels" may stand in their phrase too
        out.append(_use(page, span, wide, quotes, resolve, written))
    return tuple(out)


def _use(page: Page, span: Span, wide: Span, quotes: _Quotes, resolve: Resolve | None, written: Span) -> Use:
    """One mention: ``span`` its name, ``wide`` the phrase, ``written`` the name as the reading has it, by which it is resolved."""
    words, noun = (
        _plain(page.text[slice(*wide)]),
        _plain(page.text[wide[0] : span[0]] + " " + page.text[span[1] : wide[1]]),
    )
    common = _common(page.text[slice(*span)])
    found = (
        (resolve(page.reading, written) or (resolve(page.reading, wide) if wide != span else None)) if resolve else None
    )
    name = page.text[slice(*span)]
    actor = found[0] if found else "" if common else f"~{name_key(name) or name.casefold()}"
    label = found[1] if found else BY_NOUN if common else " ".join(name.split())
    voice, source = _voice(page, span, quotes)
    return Use(
        page.report.id, page.report.outlet, actor, label, name_key(words) or words.casefold(), words, words if common else noun, wide, voice,
        source, quotes.marked(wide), found[2] if found else "",
    )  # fmt: skip


def _plain(words: str) -> str:
    """Words on one line, without quotation marks."""
    return " ".join(re.sub(r"[\"“”‘’'](?!\w)|(?<!\w)[\"“”‘’']", " ", words).split())


def _known(word: str) -> bool:
    return word.casefold() in _NOUNS or word.casefold() in _ADJECTIVES or _COMPOUND.match(word) is not None


def _common(name: str) -> bool:
    """Whether a name is made of common nouns alone ("opposition militant groups"), and is no title ("Islamic State")."""
    its = re.findall(r"[\w-]+", name)
    if any(w.casefold().endswith("-led") for w in its):
        return False  # "US-led coalition" says which one
    return all(_known(w) for w in its) and not (len(its) > 1 and all(w[:1].isupper() for w in its))


def _voice(page: Page, span: Span, quotes: _Quotes) -> tuple[Voice, str | None]:
    said = [a for a in page.around(span) if not a.author]
    if not said:
        return "own", None
    source = page.chain(said[-1])[-1].source
    return ("quoted" if quotes.spoken(span) else "reported"), source


# ------------------------------------------------------------------ phrases


def _phrase(text: str, span: Span) -> Span:
    """A name with the nouns for parties after it and the nouns and adjectives before it: "so-called “White Helmets” terrorist organization"."""
    return _first(text, span), _last(text, span)


def _last(text: str, span: Span) -> int:
    end = at = span[1]
    for _ in range(_MOST):
        m = _AFTER.match(text, at)
        if not m or not _known(m[1]):
            break
        at = m.end()
        word = m[1].casefold()
        if word in _NOUNS and (word not in _BEFORE_NOUN or _ENDS.match(text, at)):
            end = at
    return end


def _first(text: str, span: Span) -> int:
    start = span[0]
    if text[span[1] : span[1] + 1] == "-":  # "moderate US-backed rebels": the adjective is not of the US
        return start
    while start > 0 and text[start - 1] in "\"'“‘":
        start -= 1
    for _ in range(_MOST):
        m = _BEFORE.search(text, max(0, start - 40), start)
        if not m or not _known(m[1]):
            return start if start < span[0] and text[start] not in "\"'“‘" else span[0]
        start = m.start(1)
    return start


# ------------------------------------------------------------------ quotation marks


class _Quotes:
    """The quotations of a text, in order."""

    def __init__(self, text: str) -> None:
        self._spans = [m.span() for m in _QUOTES.finditer(text)]
        self._starts = [start for start, _ in self._spans]
        self._text = text

    def spoken(self, span: Span) -> bool:
        """Whether a span stands in a quotation of some length."""
        its = self._over(span)
        return (
            its is not None
            and its[0] <= span[0]
            and span[1] <= its[1]
            and len(self._text[slice(*its)].split()) >= SCARE
        )

    def marked(self, span: Span) -> bool:
        """Whether a quotation of a few words stands in a span or round it."""
        its = self._over(span)
        return its is not None and len(self._text[slice(*its)].split()) < SCARE

    def _over(self, span: Span) -> Span | None:
        """The first quotation that shares characters with a span."""
        at = max(0, bisect_right(self._starts, span[0]) - 1)
        return next((s for s in self._spans[at : at + 2] if s[0] < span[1] and span[0] < s[1]), None)


# ------------------------------------------------------------------ counting


def table(found: Iterable[Use]) -> list[dict[str, Any]]:
    """Uses counted: one row for each party, word, outlet, voice and source.

    Returns:
        Rows with ``actor``, ``name``, ``word`` (as it is most often written), ``noun``, ``outlet``, ``voice``, ``source``, ``count``, ``reports``, ``marked`` (how
        many stand between quotation marks) and ``spans`` (report, start and end of each). Parties with most mentions first; common nouns that name
        nobody last.
    """
    groups: dict[tuple[str, ...], list[Use]] = defaultdict(list)
    spelling: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for u in found:
        groups[u.actor, u.word, u.outlet or "", u.voice, u.source or ""].append(u)
        spelling[u.word][u.words] += 1
        names[u.actor][u.name] += 1
        total[u.actor] += 1
    order = sorted(groups.items(), key=lambda g: (not g[0][0], -total[g[0][0]], g[0][0], -len(g[1]), g[0]))
    return [_row(its, names[its[0].actor], spelling[its[0].word]) for _, its in order]


def _row(its: list[Use], names: Counter[str], spelling: Counter[str]) -> dict[str, Any]:
    u = its[0]
    return {
        "actor": u.actor, "name": _most(names), "word": _most(spelling), "noun": u.noun, "outlet": u.outlet, "voice": u.voice, "source": u.source, "count": len(its),
        "reports": len({x.report for x in its}), "marked": sum(x.marked for x in its),
        "spans": [{"report": x.report, "span": list(x.span)} for x in its],
    }  # fmt: skip


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda w: (-counted[w], w))


def rows(readings: Iterable[Reading], resolve: Resolve | None = None) -> Iterator[dict[str, Any]]:
    """The table over many reports."""
    yield from table(u for reading in readings for u in uses(reading, resolve))
