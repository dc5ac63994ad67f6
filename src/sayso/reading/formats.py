"""The reading format: one read report as JSON, for interchange and scoring (``docs/reading-format.md``)."""

from __future__ import annotations

from typing import Any

from ..records import Attribution, Event, Incident, Name, Reading, Report, Span, Toll

ROLES = ("actor", "target", "place", "time", "means")


def to_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain values in the reading format; spans are ``[start, end]``."""
    report = reading.report

    def span(s: Span | None) -> list[int] | None:
        return None if s is None else [s[0], s[1]]

    def pair(p: tuple[int | None, int | None] | None) -> list[int | None] | None:
        return None if p is None else [p[0], p[1]]

    return {
        "id": report.external_id or report.id,
        "outlet": report.outlet,
        "published": report.published,
        "text": report.text,
        "names": [{"span": span(n.span), "class": n.cls} for n in reading.names],
        "attributions": [
            {"id": a.id, "author": a.author, "source": span(a.source), "cue": span(a.cue), "content": [span(c) for c in a.content],
             "kind": a.kind, "inside": a.inside}
            for a in reading.attributions
        ],
        "events": [
            {"id": e.id, "trigger": span(e.trigger), "type": e.type, "status": e.status, **{r: span(getattr(e, r)) for r in ROLES},
             "incident": e.incident}
            for e in reading.events
        ],
        "tolls": [
            {"id": t.id, "span": span(t.span), "fate": t.fate, "who": t.who, "low": t.low, "high": t.high, "event": t.event,
             "incident": t.incident}
            for t in reading.tolls
        ],
        "incidents": [
            {"id": i.id, "type": i.type, "summary": i.summary, "start": i.start, "end": i.end, "precision": i.precision, "place": i.place,
             "region": i.region, "country": i.country, "actor": i.actor, "target": i.target, "killed": pair(i.killed), "injured": pair(i.injured),
             "main": i.main, "date_from": span(i.date_from), "place_from": span(i.place_from), "why": i.why}
            for i in reading.incidents
        ],
        "reader": reading.reader,
        "notes": list(reading.notes),
    }  # fmt: skip


def checked(reading: Reading) -> Reading:
    """The same reading, once every span of it is known to lie in its report's text.

    Raises:
        ValueError: a reader returned something that is not in the text.
    """
    return from_json(to_json(reading), reading.report)


def from_json(data: dict[str, Any], report: Report | None = None) -> Reading:
    """A reading from the reading format.

    Args:
        data: one object of the reading format.
        report: the report it belongs to; made from ``data`` when not given.

    Raises:
        ValueError: a span is not in the text, or a field is missing or of the wrong kind.
    """
    try:
        report = report or Report(
            str(data["id"]),
            data["text"],
            data.get("outlet"),
            published=data.get("published"),
            external_id=str(data["id"]),
        )
        size = len(report.text)

        def span(s: Any) -> Span:
            a, b = s
            if not (type(a) is int and type(b) is int and 0 <= a < b <= size):
                raise ValueError(f"span {s} is not in the text of {size} characters")
            return (a, b)

        def maybe(s: Any) -> Span | None:
            return None if s is None else span(s)

        def pair(p: Any) -> tuple[int | None, int | None] | None:
            if p is None:
                return None
            low, high = p
            return number(low), number(high)

        def number(n: Any) -> int | None:
            if n is not None and (not isinstance(n, int) or isinstance(n, bool) or n < 0):
                raise ValueError(f"{n!r} is not a whole number")
            return n

        return Reading(
            report,
            tuple(Name(span(n["span"]), n["class"]) for n in data.get("names") or ()),
            tuple(
                Attribution(str(a["id"]), maybe(a.get("source")), maybe(a.get("cue")), tuple(span(c) for c in a["content"]), a["kind"], a.get("inside"), bool(a.get("author")))
                for a in data.get("attributions") or ()
            ),
            tuple(
                Event(str(e["id"]), span(e["trigger"]), e["type"], e["status"], maybe(e.get("actor")), maybe(e.get("target")), maybe(e.get("place")),
                      maybe(e.get("time")), maybe(e.get("means")), e.get("incident"))
                for e in data.get("events") or ()
            ),
            tuple(
                Toll(str(t.get("id") or f"t{n}"), span(t["span"]), t["fate"], t.get("who") or "people", number(t.get("low")), number(t.get("high")), t.get("event"), t.get("incident"))
                for n, t in enumerate(data.get("tolls") or (), 1)
            ),
            tuple(
                Incident(
                    str(i["id"]), i["type"], i.get("summary") or "", i.get("start"), i.get("end"), i.get("precision") or "unknown", i.get("place"), i.get("region"),
                    i.get("country"), i.get("actor"), i.get("target"), pair(i.get("killed")), pair(i.get("injured")), bool(i.get("main")), maybe(i.get("date_from")),
                    maybe(i.get("place_from")), i.get("why") or "",
                )
                for i in data.get("incidents") or ()
            ),
            str(data.get("reader") or ""),
            tuple(data.get("notes") or ()),
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise ValueError(f"not in the reading format: {error!r}") from error
