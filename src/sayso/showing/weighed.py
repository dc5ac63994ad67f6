"""Lines for the eye about a weighed incident: who says so, how many, who blames whom, what cannot both be so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .tables import count_words, plain_line, some_words

Row = Mapping[str, Any]
MOST = 12  # lines of one kind; JSON has all


def lines(weighed: Row) -> Iterator[str]:
    """What ``ledger.weigh`` says of an incident (``records.plain`` of it), in sections; empty ones are left out."""
    found = weighed["sources"]
    yield from _section("Who says so", _roots(found))
    yield from _section("How many independent sources, and why", found["why"])
    for toll in sorted(weighed["tolls"], key=lambda t: t["fate"] not in ("killed", "executed")):
        yield from _toll(toll)
    yield from _section("Who blames whom", _blame(weighed["blame"]))
    yield from _section("Who denies it", _denials(weighed["denials"]))
    yield from _section("What cannot both be so", _contradictions(weighed["contradictions"]))
    yield from _section("Words that its reports share", _shared(weighed["reuse"]))


def _section(title: str, some: Sequence[str]) -> Iterator[str]:
    if not some:
        return
    yield title
    yield from (f"  {plain_line(line)}" for line in some[:MOST])
    yield from rest(some)


def rest(some: Sequence[Any]) -> Iterator[str]:
    """How many lines of one kind are not shown."""
    if len(some) > MOST:
        yield f"  and {len(some) - MOST} more (see --format json)"


def _roots(found: Row) -> list[str]:
    """Each root with the outlets that have it."""
    outlets: dict[str, dict[str, None]] = {}
    for claim in found["claims"]:
        for root in claim["roots"]:
            outlets.setdefault(root["id"], {})[claim["outlet"]] = None
    out = [_root(root, list(outlets.get(root["id"], ()))) for root in found["roots"]]
    for name, who in (
        ("only blaming", "accusers"),
        ("denying or disputing", "deniers"),
        ("judging or foreseeing", "others"),
    ):
        if found[who]:
            out.append(f"{name}: {some_words(found[who], 8)}")
    return out


def _root(root: Row, outlets: Sequence[str]) -> str:
    if root["sort"] == "outlet":
        return f"{root['name']}, in its own words"
    via = [outlet for outlet in outlets if outlet != root["name"]]
    return str(root["name"]) + (f", by {some_words(via, 6)}" if via else "")


def _toll(toll: Row) -> Iterator[str]:
    """The range of one fate, by source, and how it grew."""
    title = f"How many {toll['fate']}: {range_words(toll['range'])}"
    if toll["parts_only"]:
        title += " (only parts are counted by anybody)"
    by = [f"{b['name']}: {range_words(b['range'])}" + _last(b) for b in toll["by_source"]]
    yield from _section(title, by or [f"{f['words']}: {f['why']}" for f in toll["figures"]])
    if len(toll["over_time"]) > 1:
        yield from _section("  as reports came in", [f"  {_step(s)}" for s in toll["over_time"]])


def _last(by: Row) -> str:
    return f", last {range_words({'low': by['last']['low'], 'high': by['last']['high']})}" if by["updates"] else ""


def _step(step: Row) -> str:
    grew = "; the highest so far" if step["raised"] and step["reports"] > 1 else ""
    return f"{step['published'] or 'no date'}  {step['outlet']} ({step['report']}): {range_words(step['said'])}{grew}"


def range_words(found: Row) -> str:
    """``58``, ``58 to 87``, ``at least 58``, ``up to 9``, as a source gives it."""
    low, high = found["low"], found["high"]
    more = found.get("open", False) or (low is not None and high is None)
    if low is None and high is None:
        return "no number"
    if low is None:
        return f"up to {high}"
    if high is None or low == high:
        return f"at least {low}" if more else str(low)
    return f"{low} to {high}{' or more' if more else ''}"


def _blame(some: Sequence[Row]) -> list[str]:
    out = []
    for b in some:
        kinds = "supposes" if b["kinds"] == ["supposes"] else "accuses" if "blames" in b["kinds"] else "names"
        denied = f"; denied by {some_words(b['denied_by'])}" if b["denied_by"] else ""
        out.append(
            f"{b['accuser']} {kinds} {b['accused']} ({', '.join(b['types'])}; {some_words(b['outlets'])}){denied}"
        )
    return out


def _denials(some: Sequence[Row]) -> list[str]:
    out = []
    for d in some:
        verb = "denies it" if "denies" in d["kinds"] else "disputes it"
        of = f" of {d['actor']}" if d["actor"] else ""
        out.append(f"{d['denier']} {verb}{of} ({', '.join(d['types'])}; {some_words(d['outlets'])})")
    return out


def _contradictions(some: Sequence[Row]) -> list[str]:
    return [f"{c['sentence']} {c['a']}: {c['a_says']}; {c['b']}: {c['b_says']}" for c in some]


def _shared(some: Sequence[Row]) -> list[str]:
    return [
        f"{r['report']} and {r['other']}: {count_words(r['words'], 'word')}"
        + (f", first in {r['first']}" if r["first"] else "")
        for r in some
    ]
