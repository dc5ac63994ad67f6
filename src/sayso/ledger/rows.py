"""Records as rows of the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..records import Account, Claim, Figure, Identity, Incident, Meant, Merged, Place, Spot, plain
from .keys import key

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
        "region": i.region or located["region"], "country": i.country or located["country"],
        "id": f"{report}.{i.id}", "report": report, "killed_low": killed[0], "killed_high": killed[1],
        "injured_low": injured[0], "injured_high": injured[1],
    }  # fmt: skip


def claim(c: Claim, where: Where) -> Row:
    """A claim."""
    return {
        **{f: getattr(c, f) for f in _CLAIM}, **place(c.at, c.place, where), **who("actor", c.actor_is), **who("target", c.target_is),
        "span_start": c.span[0], "span_end": c.span[1], "sentence_start": c.sentence[0], "sentence_end": c.sentence[1],
        "chain": plain(c.chain), "spans": {role: list(span) for role, span in c.spans},
    }  # fmt: skip


def links(c: Claim) -> Iterator[Row]:
    """The chain of a claim, one row a link."""
    for position, link in enumerate(c.chain):
        yield {
            "claim": c.id, "position": position, "source": key(link.source), "name": link.source, "party": link.party, "kind": link.kind,
            "report": c.report,
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
        best = m.place.candidates[0].name if m.place.candidates and m.place.lat is not None else None
        row |= {"meant": best, "kind": m.place.precision, "region": m.place.region, "country": m.place.country, "lat": m.place.lat,
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
    best = at.candidates[0].name if at.candidates and at.lat is not None else None
    return {
        "place_name": best, "place_precision": at.precision, "place_why": at.why, "region": at.region, "country": at.country, "lat": at.lat,
        "lon": at.lon,
    }  # fmt: skip


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


_PLACED = ("place_name", "place_why", "place_precision")


def merged(name: str, lead: Account, m: Merged, told: Sequence[Row], before: Mapping[str, Row]) -> Row:
    """An incident as all reports that tell of it say.

    Args:
        name: its id. ``lead``: the account that was published first.
        told: its claims, as rows.
        before: the rows of the incidents that its claims were in before, by id.
    """
    earlier = [before[k] for k in dict.fromkeys((lead.incident, name, *(c["incident"] for c in told))) if k in before]
    own = next((row for row in earlier if row["report"] == lead.report), earlier[0] if earlier else {})
    killed, injured = m.killed or (None, None), m.injured or (None, None)
    spot = m.spot
    located = {"region": None, "country": None, "lat": None, "lon": None, **dict.fromkeys(_PLACED)}
    if spot is not None:
        same = next((r for r in (*earlier, *told) if (r["lat"], r["lon"]) == (spot.lat, spot.lon)), {})
        located |= {
            "region": spot.region,
            "country": spot.country,
            "lat": spot.lat,
            "lon": spot.lon,
            "place_precision": spot.precision,
        }
        located |= {k: same.get(k) for k in ("place_name", "place_why")}
    elif own:  # no town, but perhaps a country
        located |= {k: own[k] for k in located}
    date_kept = own and (own["start"], own["end"]) == (m.start, m.end)
    why = own["why"] if date_kept else "the date that most of the reports give" if m.start else ""
    return {
        "id": name, "report": lead.report, "type": m.type, "summary": m.summary, "start": m.start, "end": m.end, "precision": m.precision,
        "place": m.place or (own.get("place") if own else None), **located, **_doers(told, own), "killed_low": killed[0], "killed_high": killed[1], "injured_low": injured[0],
        "injured_high": injured[1], "main": m.main, "why": why, "links": list(m.reasons),
    }  # fmt: skip


def _doers(told: Sequence[Row], own: Row) -> Row:
    """Actor and target: whom most claims that happened name, known ones first."""
    out: Row = {}
    for role in ("actor", "target"):
        fields = (role, f"{role}_id", f"{role}_name", f"{role}_why")
        named = [c for c in told if c["layer"] == "event" and c["status"] in ("actual", "denied") and c[role]]
        often = Counter(c[f"{role}_id"] for c in named if c[f"{role}_id"])
        most = often.most_common(1)[0][0] if often else None
        best = next((c for c in named if c[f"{role}_id"] == most), own or None)
        out |= {f: (best[f] if best else None) for f in fields}
    return out
