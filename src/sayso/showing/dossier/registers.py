"""Registers and checks as the page shows them: every line with its words, and where these stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from ...ledger import Ledger, decisions
from ...records import Check, Link, Reading, Span
from ...weighing import registers as weighing
from .. import gathering
from ..tables import date_range
from . import flow
from .anchors import Anchors, Words, shorten

Row = dict[str, Any]
Chain = list[tuple[str, str]]
_ENDINGS = ("", "s", "'s", "’s", "'", "’", "n", "ns", "an", "ian", "i")
FEW = 4  # words that say nothing without their sentence
NO_NOUN = "(by a common noun only)"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check with the words that it rests on: (what they are to it, the words)."""

    check: Check
    report: Words
    inputs: list[tuple[str, Words]]


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One forecast: the row of the register, its words, the words that say by when, and its chain."""

    row: Row
    report: Words
    words: Words
    when: Words | None
    chain: Chain

    @property
    def window(self) -> str:
        """``2019-03-13 to 2019-03-20``; open ends as "…"."""
        first, last = self.row["start"], self.row["end"]
        if first is None and last is None:
            return ""
        return str(first) if first == last else f"{first or '…'} to {last or '…'}"


@dataclass(frozen=True, slots=True)
class ViolationRow:
    """One mention of something broken: the record, its words, when, and its chain."""

    v: weighing.Violation
    report: Words
    words: Words
    when: str
    chain: Chain


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One mention of a transfer: its number in the table, the record, its words and goods, when, and its chain."""

    number: int
    t: weighing.Transfer
    report: Words
    words: Words
    goods: Words | None
    when: str
    chain: Chain
    route: str


@dataclass(frozen=True, slots=True)
class InferenceRow:
    """One open conclusion: its words, by which words it is marked, and the claims beside it with how many sentences before it they stand."""

    i: weighing.Inference
    report: Words
    words: Words
    cue: Words | None
    premises: list[tuple[str, Words, int]]


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses a word: an outlet, of whom it has it ("" its own words), whether between quotation marks, how often, and the first places."""

    outlet: str
    source: str
    voice: str
    count: int
    words: Words


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word for a party, and who uses it."""

    word: str
    count: int
    own: list[Usage]
    others: list[Usage]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party, and all the words for it."""

    name: str
    count: int
    words: list[WordRow]


@dataclass(frozen=True, slots=True)
class Named:
    """What to call a report, with where it is on the page, and its outlet ("" where that is not stated)."""

    words: Words
    outlet: str


@dataclass(slots=True)
class Registers:
    """Everything worked out from the readings of the reports on the page; ``notes``: what could not be asked, in sentences."""

    day: date
    checks: list[CheckRow] = field(default_factory=list)
    forecasts: list[ForecastRow] = field(default_factory=list)
    violations: list[ViolationRow] = field(default_factory=list)
    tallies: list[weighing.Tally] = field(default_factory=list)
    transfers: list[TransferRow] = field(default_factory=list)
    flow: Markup | None = None
    wording: list[PartyRow] = field(default_factory=list)
    inferences: list[InferenceRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def checked(self, result: str) -> list[CheckRow]:
        """The checks with one result."""
        return [c for c in self.checks if c.check.result == result]

    @property
    def overdue(self) -> int:
        """Forecasts whose window is past and of which nobody has decided what came of them."""
        return sum(f.row["state"] == "overdue" and f.row["outcome"] == "open" for f in self.forecasts)


def gather(
    ledger: Ledger,
    readings: Sequence[Reading],
    anchors: Anchors,
    names: Mapping[str, Named],
    day: date,
    only: Collection[str] | None = None,
    seen: Callable[[int], None] = lambda _: None,
) -> Registers:
    """Work out the checks and registers of some reports.

    Args:
        ledger: that they are of.
        readings: of the reports, in the order of the page.
        anchors: the texts of the page; every word led to is asked of it.
        names: what to call a report, where it is, and its outlet, by its id.
        day: as of which forecasts are reckoned.
        only: ids of the claims on the page; a line of a register that is about none of them is left out. None: all lines.
        seen: told how many reports are done, after each.

    Raises:
        LedgerError: zones, tables or decisions of the ledger cannot be read.
    """
    out = Registers(day)
    if not readings:
        return out
    resolve = gathering.resolver(ledger.folder)

    def fits(claims: Collection[str]) -> bool:
        return only is None or any(claim in only for claim in claims)

    checker = gathering.Checker(ledger.folder)
    log = decisions.read(ledger.folder)
    checked: list[Check] = []
    broken: list[weighing.Violation] = []
    passed: list[weighing.Transfer] = []
    used: list[weighing.Use] = []
    for n, reading in enumerate(readings, 1):  # one report after another: the resolver knows one at a time
        checked += checker(reading)
        broken += [v for v in weighing.violations(reading, resolve) if fits((v.id,))]
        passed += [t for t in weighing.transfers(reading, resolve) if fits((t.id,))]
        used += weighing.uses(reading, resolve)
        out.inferences += [_inference(i, anchors, names) for i in weighing.inferences(reading) if fits(_about(i))]
        seen(n)
    out.checks = [_check(c, anchors, names) for c in gathering.worst_first(checked)]
    out.notes = [checker.note] if checker.note else []
    out.notes += [f"{decisions.FILE}, line {fault.line}: {fault.reason}." for fault in log.faults]
    out.forecasts = _forecasts(gathering.forecasts(readings, log, day), anchors, names, fits)
    out.violations = [_violation(v, anchors, names) for v in broken]
    out.tallies = weighing.tally(broken)
    out.transfers = _transfers(passed, anchors, names)
    out.flow = flow.draw(_edges(out.transfers))
    out.wording = _wording(weighing.table(used), anchors, names)
    return out


Fits = Callable[[Collection[str]], bool]


def _chain(links: Iterable[Link | Row], outlet: str) -> Chain:
    """The outlet, an agency, a fighter; each with how it says it, "" where it plainly reports."""
    return [
        ((outlet if n == 0 else "") or str(_get(k, "source")), "" if _get(k, "kind") == "report" else str(_get(k, "kind")))
        for n, k in enumerate(links)
    ]  # fmt: skip


def _get(link: Link | Row, name: str) -> Any:
    return getattr(link, name) if isinstance(link, Link) else link[name]


def _when(start: str | None, end: str | None, precision: str, words: str | None) -> str:
    return date_range({"start": start, "end": end, "precision": precision}) if start else (words or "")


def _check(c: Check, anchors: Anchors, names: Mapping[str, Named]) -> CheckRow:
    return CheckRow(c, names[c.report].words, [(i.role, anchors.words(c.report, i.span)) for i in c.inputs])


def _forecasts(rows: Iterable[Row], anchors: Anchors, names: Mapping[str, Named], fits: Fits) -> list[ForecastRow]:
    out = []
    seen: dict[tuple[Any, ...], ForecastRow] = {}
    for row in rows:
        if not fits(row["claims"]):
            continue
        same = (row["report"], row["words"], row["start"], row["end"], row["outcome"])
        if same in seen:  # two events of the same words
            if row["type"] and row["type"] not in (seen[same].row["type"] or ""):
                seen[same].row["type"] = ", ".join(t for t in (seen[same].row["type"], row["type"]) if t)
            continue
        when = anchors.words(row["report"], _span(row["when_span"])) if row["when_span"] else None
        few = len(row["words"].split()) < FEW  # "it": the sentence says what
        words = anchors.words(row["report"], _span(row["sentence" if few else "span"]), None if few else row["words"])
        seen[same] = ForecastRow(
            row, names[row["report"]].words, words, when, _chain(row["chain"], names[row["report"]].outlet)
        )
        out.append(seen[same])
    return out


def _span(pair: Sequence[int]) -> Span:
    return pair[0], pair[1]


def _violation(v: weighing.Violation, anchors: Anchors, names: Mapping[str, Named]) -> ViolationRow:
    return ViolationRow(
        v, names[v.report].words, anchors.words(v.report, v.span), _when(v.start, v.end, v.precision, v.when), _chain(v.chain, names[v.report].outlet)
    )  # fmt: skip


def _transfers(found: Sequence[weighing.Transfer], anchors: Anchors, names: Mapping[str, Named]) -> list[TransferRow]:
    number = {t.id: n for n, t in enumerate(found, 1)}
    routes: dict[str, list[int]] = defaultdict(list)
    for t in found:
        routes[t.route].append(number[t.id])
    return [
        TransferRow(
            number[t.id], t, names[t.report].words, anchors.words(t.report, t.span), anchors.words(t.report, t.goods_span) if t.goods_span else None,
            _when(t.start, t.end, t.precision, t.when), _chain(t.chain, names[t.report].outlet), " → ".join(map(str, routes[t.route])) if t.route else "",
        )
        for t in found
    ]  # fmt: skip


def _edges(rows: Iterable[TransferRow]) -> list[flow.Edge]:
    """One arrow for each way between two parties that are both said."""
    groups: dict[tuple[str, str, str], list[TransferRow]] = defaultdict(list)
    for r in rows:
        if r.t.giver.said and r.t.receiver.said:
            groups[r.t.giver.key, r.t.receiver.key, r.t.how].append(r)
    return [
        flow.Edge(
            giver, its[0].t.giver.name, receiver, its[0].t.receiver.name, how, tuple(r.number for r in its), any(r.t.status == "actual" for r in its)
        )
        for (giver, receiver, how), its in groups.items()
    ]  # fmt: skip


def _wording(rows: Iterable[Row], anchors: Anchors, names: Mapping[str, Named]) -> list[PartyRow]:
    """Parties that are called by more than one word, or by more than their name; the words that name nobody last."""
    parties: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parties[row["actor"]].append(row)
    out = []
    for its in parties.values():
        words = _by_word(its)
        if len(words) > 1 or any(row["noun"] for row in its):
            made = [_word(w, anchors, names) for w in words.values()]
            made.sort(key=lambda w: (-w.count, w.word.casefold()))
            out.append(PartyRow(its[0]["name"], sum(w.count for w in made), made))
    return sorted(out, key=lambda p: (p.name == NO_NOUN, -p.count, p.name.casefold()))


def _by_word(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their word; "Russian" and "Russia's" go with "Russia"."""
    out: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: len(r["word"])):
        word = row["word"].casefold()
        stem = next((known for known in out if word.startswith(known) and word[len(known) :] in _ENDINGS), word)
        out.setdefault(stem, []).append(row)
    return out


def _word(rows: Sequence[Row], anchors: Anchors, names: Mapping[str, Named]) -> WordRow:
    usages = [_usage(r, anchors, names) for r in sorted(rows, key=lambda r: -r["count"])]
    own, others = [u for u in usages if u.voice == "own"], [u for u in usages if u.voice != "own"]
    return WordRow(max(rows, key=lambda r: r["count"])["word"], sum(r["count"] for r in rows), own, others)


def _usage(row: Row, anchors: Anchors, names: Mapping[str, Named]) -> Usage:
    first = row["spans"][0]
    return Usage(
        names[first["report"]].outlet or "(outlet not stated)", shorten(row["source"] or "", 60), row["voice"], row["count"],
        anchors.words(first["report"], _span(first["span"])),
    )  # fmt: skip


def _about(i: weighing.Inference) -> list[str]:
    return [*i.concludes, *(p.claim for p in i.rests_on)]


def _inference(i: weighing.Inference, anchors: Anchors, names: Mapping[str, Named]) -> InferenceRow:
    return InferenceRow(
        i, names[i.report].words, anchors.words(i.report, i.span), anchors.words(i.report, i.cue_span) if i.cue_span else None,
        [(p.type, anchors.words(i.report, p.span), p.before) for p in i.rests_on],
    )  # fmt: skip
