"""Incidents as all their reports tell them: how many, how it grew, on whose word, who blames whom, what excludes what, why they are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...ledger import Weighed
from ...weighing.sources import between
from ...weighing.tolls import FigureSaid, Toll
from ...weighing.tolls.figures import Range, written
from ..tables import number_range
from . import growth
from .anchors import Anchors, Words
from .quotes import Quote, Quotes

if TYPE_CHECKING:
    from .rows import IncidentRow, ReportRow

FIRST = ("killed", "executed", "injured")  # fates in this order, then the others
WORDS = 3  # figures of one report whose words stand beside its range
NOUNS = {
    "clash": "Fighting", "airstrike": "Airstrike", "shelling": "Shelling", "bombing": "Bombing", "chemical": "Chemical attack", "killing": "Killing",
    "abduction": "Abduction", "release": "Release", "arrest": "Arrest", "territory": "Taking or loss of ground", "movement": "Movement of forces",
    "displacement": "Displacement", "destruction": "Destruction", "aid": "Aid", "agreement": "Agreement or talks", "violation": "Violation", "supply": "Supply",
    "seizure": "Seizure", "protest": "Protest",
}  # fmt: skip
STANCES = {"tells": "names it as the one who did it", "blames": "accuses", "supposes": "supposes"}
DENIALS = {"denies": "denies that it happened", "disputes": "denies something about it"}
SORTS = {"unnamed": "no name", "outlet": "the outlet's own word", "agency": "agency credited with the text"}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_JOINED = re.compile(r"([0-9a-f]{12})\.\S+ and ([0-9a-f]{12})\.\S+: (.*)", re.S)
_LIKELY = re.compile(r"(.*\S) \((?:0|1)\.(\d\d)\)", re.S)


@dataclass(frozen=True, slots=True)
class Fate:
    """The figures of one fate: the range in words, its steps, a picture of them, and every figure."""

    name: str
    range: str
    steps: list[StepRow]
    picture: Markup | None
    figures: list[FigureRow]
    parts_only: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """What one more report said: its day, outlet and number on the page (None: not on it), its range, that so far, and the words.

    ``words`` are of the first few figures; ``more``: of how many others they are not.
    """

    day: str
    outlet: str
    report: int | None
    said: str
    so_far: str
    raised: bool
    words: list[Words]
    more: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: number, of whom, its words, on whose word, in which report; ``why`` it does not count towards the range, or ""."""

    number: str
    who: str
    quote: Quote
    roots: str
    why: str


@dataclass(frozen=True, slots=True)
class CampRow:
    """One independent root, or several that affiliation joins: names, what sort, in which outlets, words, and the steps that lead to it."""

    names: str
    sort: str
    why: str
    outlets: list[str]
    quotes: list[Quote]
    steps: list[str]


@dataclass(frozen=True, slots=True)
class BlameRow:
    """Who says of whom that they did what, how, in which outlets, and who denies it."""

    accuser: str
    accused: str
    written: list[str]
    types: str
    how: str
    outlets: str
    denied_by: str
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Against:
    """What cannot both be so: why, and the words on either side."""

    kind: str
    sentence: str
    sides: tuple[list[Quote], list[Quote]]


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that two reports have in common: those of ``then`` stand in ``first`` too; ``known``: which was published first."""

    first: str
    then: str
    known: bool
    words: int
    passages: int
    here: Words
    there: Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two passages are taken to tell of one incident: their reports; ``likely``: how likely that is, 0 to 1, as written, or ""."""

    reports: tuple[str, ...]
    words: str
    likely: str


@dataclass(frozen=True, slots=True)
class Section:
    """One incident, ready to be shown.

    Attributes:
        sources: the counts of ``weighing.sources``.
        only: of how many of its reports the words stand on this page, where that is not all; None otherwise.
    """

    incident: IncidentRow
    weighed: Weighed
    fates: list[Fate]
    camps: list[CampRow]
    blame: list[BlameRow]
    denials: list[BlameRow]
    against: list[Against]
    shared: list[Shared]
    reasons: list[Reason]
    within: int
    only: int | None

    @property
    def flag(self) -> str:
        """``Single source`` and the like, or nothing."""
        s = self.weighed.sources
        if not s.independent:
            return "No first-hand source"
        return "Single source" if s.single else ""

    @property
    def headline(self) -> str:
        """What it is, in a word or two: of its type, or the type itself."""
        kind = str(self.incident.row["type"])
        return NOUNS.get(kind, kind.capitalize())

    @property
    def blamed(self) -> list[str]:
        """Who is blamed for it: those whom the tables know first, by most accusers."""
        count = Counter(b.accused for b in self.weighed.blame)
        known = {b.accused for b in self.weighed.blame if b.known}
        return sorted(count, key=lambda name: (name not in known, -count[name], name.casefold()))

    @property
    def rests(self) -> str:
        """``2 independent roots of 4 reports, 3 outlets``; ``1 to 2`` where one has no name."""
        s = self.weighed.sources
        n = s.independent
        return f"{between(s.least, n)} independent root{'' if n == 1 else 's'} of {_many(s.reports, 'report')}, {_many(len(s.outlets), 'outlet')}"

    def range(self, fate: str) -> str | None:
        """The range of a fate as in tables (``58-100+``); "" where no number is said; None where nobody counts it."""
        return next((_short(t.range) for t in self.weighed.tolls if t.fate == fate), None)


def _short(r: Range) -> str:
    if r.low == r.high:
        return number_range(r.low, None if r.open else r.high)
    return number_range(r.low, r.high) + ("+" if r.open else "")


def wanted(incident: IncidentRow) -> bool:
    """Whether an incident gets a section: several reports tell of it, or one is chiefly about it."""
    return bool(incident.claims) and (bool(incident.row["main"]) or (incident.row.get("reports") or 0) > 1)


def order(incident: IncidentRow) -> tuple[int, int, int]:
    """Those of most reports first, then those of most claims."""
    return -(incident.row.get("reports") or 0), -(incident.row.get("claims") or 0), incident.number


def section(
    incident: IncidentRow, weighed: Weighed, quotes: Quotes, anchors: Anchors, reports: dict[str, ReportRow]
) -> Section:
    """An incident made ready to be shown.

    Args:
        incident: of the page. ``weighed``: the same by ``ledger.weigh``.
        quotes: the words of claims. ``anchors``: the texts of the page.
        reports: those on the page, by id.
    """
    told = {r.report for r in weighed.sources.claims}
    here = len(told & set(reports))
    reasons = [_reason(words, reports) for words in incident.row.get("links") or ()]
    return Section(
        incident, weighed, _fates(weighed, quotes, anchors, reports), _camps(weighed, quotes),
        [_blame(b.accuser, b.accused, b.words, b.types, _in_words(b.kinds, STANCES), b.outlets, b.denied_by, b.claims, quotes) for b in weighed.blame],
        [_blame(d.denier, d.actor or "", (), d.types, _in_words(d.kinds, DENIALS), d.outlets, (), d.claims, quotes) for d in weighed.denials],
        list(_against(weighed, quotes)), _shared(weighed, anchors, reports), [r for r in reasons if r is not None], sum(r is None for r in reasons),
        here if here < len(told) else None,
    )  # fmt: skip


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _in_words(kinds: Iterable[str], of: dict[str, str]) -> str:
    return ", ".join(of.get(k, k) for k in kinds)


# ------------------------------------------------------------------ figures


def _fates(weighed: Weighed, quotes: Quotes, anchors: Anchors, reports: dict[str, ReportRow]) -> list[Fate]:
    rank = {fate: n for n, fate in enumerate(FIRST)}
    ordered = sorted(weighed.tolls, key=lambda t: (rank.get(t.fate, len(FIRST)), t.fate))
    return [_fate(t, quotes, anchors, reports) for t in ordered]


def _fate(toll: Toll, quotes: Quotes, anchors: Anchors, reports: dict[str, ReportRow]) -> Fate:
    figures = {f.claim: f for f in toll.figures}
    steps = [
        StepRow(
            reports[s.report].published if s.report in reports else s.published or "no date", s.outlet, anchors.number(s.report), written(s.said),
            written(s.so_far), s.raised and n > 0, [quotes.words(c) for c in _ends_first([figures[c] for c in s.claims])[:WORDS]],
            max(0, len(s.claims) - WORDS),
        )
        for n, s in enumerate(toll.over_time)
    ]  # fmt: skip
    years = {(s.published or "")[:4] for s in toll.over_time}
    points = [
        growth.Point(
            f"{_day(s.published, len(years) > 1)} {s.outlet}", *_ends(s.said), s.said.open, *_ends(s.so_far), s.so_far.open, written(s.said)
        )
        for s in toll.over_time
    ]  # fmt: skip
    vague = [f.words for f in toll.figures if f.vague and f.status == "actual"]
    whole = written(toll.range)
    if toll.range.high is None and vague:
        whole = f"no number, but “{' '.join(vague[0].split())[:40]}”"
    return Fate(
        toll.fate, whole, steps, growth.draw(toll.fate.capitalize(), points), [_figure(f, quotes) for f in toll.figures], toll.parts_only
    )  # fmt: skip


def _ends_first(figures: Sequence[FigureSaid]) -> list[str]:
    """The claims of some figures, those first that give the lowest and the highest: the words to be seen where not all are."""
    if not figures:
        return []
    ends = min(figures, key=lambda f: f.low or f.high or 0), max(figures, key=lambda f: f.high or f.low or 0)
    return [*dict.fromkeys(f.claim for f in (*ends, *figures))]


def _day(published: str | None, year: bool) -> str:
    """``12 Mar``, with the year where it matters."""
    try:
        day = date.fromisoformat(published or "")
    except ValueError:
        return published or "no date"
    return f"{day.day} {_MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"


def _ends(r: Range) -> tuple[int | None, int]:
    return r.low, r.high or 0


def _figure(f: FigureSaid, quotes: Quotes) -> FigureRow:
    return FigureRow(
        number_range(f.low, f.high) or "not said", f.who, quotes.of(f.claim, f.words, f.outlet, f.published), " and ".join(f.roots) or "nobody named",
        f.why,
    )  # fmt: skip


# ------------------------------------------------------------------ on whose word


def _camps(weighed: Weighed, quotes: Quotes) -> list[CampRow]:
    found = weighed.sources
    counted = {r.id: r for r in found.roots}
    stance = "blames" if found.blaming else "tells" if any(c.stance == "tells" for c in found.claims) else "supposes"
    out = []
    for camp in found.camps:
        its = [c for c in found.claims if c.stance == stance and any(r.id in camp.roots for r in c.roots)]
        outlets = list(dict.fromkeys(c.outlet for c in its))
        first = {c.report: c for c in reversed(its)}  # the first claim of each report
        steps = dict.fromkeys(step for c in its for step in c.steps)
        sorts = dict.fromkeys(SORTS[counted[r].sort] for r in camp.roots if counted[r].sort in SORTS)
        out.append(CampRow(
            " and ".join(camp.names), ", ".join(sorts), camp.why if len(camp.roots) > 1 else "", outlets,
            [quotes.of(c.claim) for c in its if first[c.report] is c], list(steps),
        ))  # fmt: skip
    return sorted(out, key=lambda c: (-len(c.quotes), c.names.casefold()))


def _blame(
    accuser: str, accused: str, words: Iterable[str], types: Iterable[str], how: str, outlets: Iterable[str], denied_by: Iterable[str],
    claims: Sequence[str], quotes: Quotes,
) -> BlameRow:  # fmt: skip
    other = [w for w in words if w.casefold() != accused.casefold()]
    return BlameRow(
        accuser, accused, other, ", ".join(types), how, ", ".join(outlets), ", ".join(denied_by), [quotes.of(c) for c in claims]
    )  # fmt: skip


# ------------------------------------------------------------------ what excludes what

_KINDS = ("denial", "figures", "actors", "dates")


def _against(weighed: Weighed, quotes: Quotes) -> Iterator[Against]:
    """Contradictions of the same two positions as one, whoever takes them; denials first."""
    groups: dict[tuple[object, ...], tuple[list[str], dict[str, None], dict[str, None]]] = {}
    for c in weighed.contradictions:
        a, b = (c.a, _position(c.kind, c.a, quotes)), (c.b, _position(c.kind, c.b, quotes))
        key: tuple[object, ...] = (c.kind, c.sentence)
        if a[1] and b[1]:
            a, b = sorted((a, b), key=lambda side: side[1])
            key = (c.kind, a[1], b[1])
        sentences, left, right = groups.setdefault(key, ([], {}, {}))
        sentences.append(c.sentence)
        left[a[0]], right[b[0]] = None, None
    for key, (sentences, left, right) in sorted(groups.items(), key=lambda g: _KINDS.index(str(g[0][0]))):
        yield Against(
            str(key[0]), _one(str(key[0]), sentences), ([quotes.of(c) for c in left], [quotes.of(c) for c in right])
        )  # fmt: skip


def _position(kind: str, claim: str, quotes: Quotes) -> tuple[str, ...]:
    """By what contradictions of the same two figures, or days, are known; () where each stands for itself."""
    row = quotes.row(claim)
    if row is None or kind not in ("figures", "dates"):
        return ()
    if kind == "dates":
        return row["start"] or "", row["end"] or ""
    return f"{row['low'] or 0:012}", f"{row['high'] or 0:012}", row["type"], row["who"] or ""


def _one(kind: str, sentences: Sequence[str]) -> str:
    """One sentence for contradictions of the same two positions."""
    if len(sentences) == 1:
        return sentences[0]
    if kind == "dates":
        return sentences[0].replace("in one report", "in some reports").replace("in the other,", "in others,")
    if kind == "figures":
        apart = all("counts grow" in s for s in sentences)
        head = sentences[0].rstrip(".").partition("; ")[0]
        return f"{head}{'; they were published on different days, and counts grow' if apart else ''}."
    return sentences[0]


# ------------------------------------------------------------------ what they have in common


def _shared(weighed: Weighed, anchors: Anchors, reports: dict[str, ReportRow]) -> list[Shared]:
    pairs: dict[tuple[str, str], list[int]] = {}
    for n, r in enumerate(weighed.reuse):
        pairs.setdefault((r.other, r.report), []).append(n)
    out = []
    for (first, then), numbers in pairs.items():
        its = [weighed.reuse[n] for n in numbers]
        most = max(its, key=lambda r: r.words)
        out.append(Shared(
            _name(first, reports), _name(then, reports), most.first is not None, sum(r.words for r in its), len(its),
            anchors.words(then, most.span), anchors.words(first, most.other_span),
        ))  # fmt: skip
    return sorted(out, key=lambda s: -s.words)


def _name(report: str, reports: dict[str, ReportRow]) -> str:
    found = reports.get(report)
    if found is None:
        return f"report {report} (not on this page)"
    return found.name


def _reason(words: str, reports: dict[str, ReportRow]) -> Reason | None:
    """Why two passages are one incident, with the names of their reports; None for two passages of one report."""
    match = _JOINED.fullmatch(words)
    if match is None:
        return Reason((), words, "")
    if match[1] == match[2]:
        return None
    likely = _LIKELY.fullmatch(match[3])
    return Reason(
        (_name(match[1], reports), _name(match[2], reports)), likely[1] if likely else match[3], f"0.{likely[2]}" if likely else ""
    )  # fmt: skip
