"""Records as rows of the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..records import Account, Claim, Figure, Identity, Incident, Meant, Merged, Place, Spot, plain
from .keys import source_key

Row = dict[str, Any]
Where = Callable[[str | None], tuple[float, float] | None]

_INCIDENT = ("type", "summary", "start", "end", "precision", "place", "actor", "target", "main", "why")
_CLAIM = (
    "id", "report", "incident", "layer", "type", "status", "words", "actor", "target", "place", "time", "means", "who", "low", "high", "start",
    "end", "precision",
)  # fmt: skip


def incident(report: str, i: Incident, where: Where) -> Row:
    """An incident as one report tells it."""
    killed, injured = i.killed or (None, None), i.injured or (None, None)
    located = place(i.at, i.place, where)
    return {
        **{f: getattr(i, f) for f in _INCIDENT}, **located, **who("actor", i.actor_is), **who("target", i.target_is), "links": [],
        "region": i.region or located["region"], "country": i.country or located["country"], "roots": None, "single": None,
        "id": f"{report}.{i.id}", "report": report, "killed_low": killed[0], "killed_high": killed[1],
        "injured_low": injured[0], "injured_high": injured[1],
    }  # fmt: skip


def claim(c: Claim, where: Where) -> Row:
    """A claim."""
    return {
        **{f: getattr(c, f) for f in _CLAIM}, **place(c.at, c.place, where), **who("actor", c.actor_is), **who("target", c.target_is),
        "span_start": c.span[0], "span_end": c.span[1], "sentence_start": c.sentence[0], "sentence_end": c.sentence[1],
        "told": c.incident, "chain": plain(c.chain), "spans": {role: list(span) for role, span in c.spans},
    }  # fmt: skip


def links(c: Claim) -> Iterator[Row]:
    """The chain of a claim, one row a link."""
    for position, link in enumerate(c.chain):
        called = link.resolved if link.resolved and not link.party else link.source
        yield {
            "claim": c.id, "position": position, "source": source_key(called, c.report), "name": link.source, "party": link.party,
            "resolved": link.resolved, "affiliation": link.affiliation, "kind": link.kind, "report": c.report,
        }  # fmt: skip


def name(report: str, m: Meant) -> Row:
    """A name of a report and what is meant by it."""
    row: Row = dict.fromkeys(("meant", "id", "kind", "region", "country", "affiliation", "lat", "lon"))
    row |= {
        "report": report,
        "start": m.span[0],
        "end": m.span[1],
        "class": m.cls,
        "words": m.words,
        "why": "",
        "candidates": [],
    }
    if m.place is not None:
        row |= {"meant": _gazetted(m.place), "kind": m.place.precision, "region": m.place.region, "country": m.place.country, "lat": m.place.lat,
                "lon": m.place.lon, "why": m.place.why, "candidates": plain(m.place.candidates)}  # fmt: skip
    if m.identity is not None:
        i = m.identity
        row |= {"meant": i.name if i.id else None, "id": i.id, "kind": i.kind, "country": i.country, "affiliation": i.affiliation, "why": i.how,
                "candidates": list(i.candidates)}  # fmt: skip
    return row


def account(a: Account) -> Row:
    """An account, not yet joined with those of other reports."""
    return {"id": a.id, "report": a.report, "incident": None, "account": plain(a)}


def place(at: Place | None, words: str | None, where: Where) -> Row:
    """The columns that say where; from the words alone when nothing was resolved."""
    if at is None:
        lat, lon = where(words) or (None, None)
        return {
            "place_name": None,
            "place_precision": None,
            "place_why": None,
            "region": None,
            "country": None,
            "lat": lat,
            "lon": lon,
        }
    return {
        "place_name": _gazetted(at), "place_precision": at.precision, "place_why": at.why, "region": at.region, "country": at.country, "lat": at.lat,
        "lon": at.lon,
    }  # fmt: skip


def _gazetted(at: Place) -> str | None:
    """What a gazetteer calls a place; None where it is in none, also where it is only known to be near another or in a country."""
    if not at.candidates or at.lat is None or at.precision == "near":
        return None
    first = at.candidates[0]
    return first.name if (first.lat, first.lon) == (at.lat, at.lon) else None


def who(role: str, identity: Identity | None) -> Row:
    """The columns that say who is meant by a role."""
    if identity is None:
        return {f"{role}_id": None, f"{role}_name": None, f"{role}_why": None}
    known = identity.id is not None
    return {f"{role}_id": identity.id, f"{role}_name": identity.name if known else None, f"{role}_why": identity.how}


def account_of(row: Row) -> Account:
    """An account from its row."""
    tuples: Row = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    spot = Spot(**row["spot"]) if row["spot"] else None
    return Account(**(tuples | {
        "types": tuple((kind, n) for kind, n in row["types"]), "spot": spot, "spots": tuple(Spot(**s) for s in row["spots"]),
        "around": tuple(Spot(**s) for s in row["around"]), "figures": tuple(Figure(**f) for f in row["figures"]),
        "mentions": tuple((id, (span[0], span[1])) for id, span in row["mentions"]), "sentence": tuple(row["sentence"]),
    }))  # fmt: skip


_PLACED = ("place_name", "place_why", "place_precision", "region", "country", "lat", "lon")


LEAD = 2  # number of the last sentence that still belongs to a report's title and lead


def is_chief(account: Account) -> bool:
    """Whether a report is chiefly about what an account tells: it opens a main incident, or stands in the lead."""
    return account.main and (account.first or account.number <= LEAD)


def chief(accounts: Sequence[Account], type: str) -> Account:
    """The account whose words sum up an incident of a type: of the ones that their report is chiefly about and that tell of this type the first
    that opens its report's incident, else the first of them; else the first of all."""
    about = (
        [a for a in accounts if is_chief(a) and type in dict(a.types)]
        or [a for a in accounts if is_chief(a)]
        or accounts
    )
    return next((a for a in about if a.first), about[0])


def merged(
    name: str, accounts: Sequence[Account], m: Merged, claims: Sequence[Row], told: Sequence[Row], passage: str | None
) -> Row:
    """An incident as all reports that tell of it say.

    Args:
        name: its id.
        accounts: of it, the earliest published first.
        claims: its claims, as rows, in a fixed order.
        told: the incidents that its accounts are part of, as each report alone tells them: rows, the earliest published first.
        passage: what the chief account says in its report's own words, where it is only a part of its reader's incident.
    """
    lead = accounts[0]
    own: Row = next((row for row in told if row["id"] == lead.incident), {})
    killed, injured = m.killed or (None, None), m.injured or (None, None)
    date_kept = own and (own["start"], own["end"]) == (m.start, m.end)
    why = own["why"] if date_kept else "the date that most of the reports give" if m.start else ""
    summary = passage or chief(accounts, m.type).summary
    return {
        "id": name, "report": lead.report, "type": m.type, "summary": summary, "start": m.start, "end": m.end, "precision": m.precision,
        "place": m.place or own.get("place"), **_placed(m, claims, told, own), **_doers(claims, own), "killed_low": killed[0],
        "killed_high": killed[1], "injured_low": injured[0], "injured_high": injured[1], "main": any(map(is_chief, accounts)), "why": why, "links": list(m.reasons),
        "roots": None, "single": None,
    }  # fmt: skip


def _placed(m: Merged, claims: Sequence[Row], told: Sequence[Row], own: Row) -> Row:
    """Where it is: the place that most reports give; where none gives a town, what the first report says, perhaps a country."""
    spot = m.spot
    if spot is None:
        return {k: own.get(k) for k in _PLACED}
    there = [
        r
        for r in (*told, *claims)
        if (r["lat"], r["lon"], r["place_precision"]) == (spot.lat, spot.lon, spot.precision)
    ]
    same = next((r for r in there if r["place"] == m.place), there[0] if there else {})
    return {
        "place_name": same.get("place_name"), "place_why": same.get("place_why"), "place_precision": spot.precision, "region": spot.region,
        "country": spot.country, "lat": spot.lat, "lon": spot.lon,
    }  # fmt: skip


WORDS = 14  # of a passage's own words
FEW = 3  # words that say too little by themselves


def passage(claims: Sequence[Row], text: str, type: str) -> str | None:
    """A report's own words for one passage: the stretch from actor to target round the trigger of the claim that says most.

    Args:
        claims: of the passage, as rows. ``text``: of its report.
        type: of the incident; claims of events of this type go first.

    Returns:
        At most ``WORDS`` words, the beginning of the sentence where the stretch is of fewer than ``FEW``; None without claims.
    """
    if not claims:
        return None
    roles = ("actor", "target", "place")
    best = min(
        claims,
        key=lambda c: (c["layer"] != "event", c["type"] != type, -sum(r in c["spans"] for r in roles), c["span_start"]),
    )
    ends = [(best["span_start"], best["span_end"]), *(best["spans"][r] for r in roles[:2] if r in best["spans"])]
    words = text[min(s for s, _ in ends) : max(e for _, e in ends)].split()
    if len(words) < FEW:
        words = text[best["sentence_start"] : best["sentence_end"]].split()
    return " ".join(words[:WORDS]) + (" ..." if len(words) > WORDS else "")


def _doers(claims: Sequence[Row], own: Row) -> Row:
    """Actor and target: whom most claims that happened name, known ones first."""
    out: Row = {}
    for role in ("actor", "target"):
        fields = (role, f"{role}_id", f"{role}_name", f"{role}_why")
        named = [c for c in claims if c["layer"] == "event" and c["status"] in ("actual", "denied") and c[role]]
        often = Counter(c[f"{role}_id"] for c in named if c[f"{role}_id"])
        most = often.most_common(1)[0][0] if often else None
        best = next((c for c in named if c[f"{role}_id"] == most), own or None)
        out |= {f: (best[f] if best else None) for f in fields}
    return out
