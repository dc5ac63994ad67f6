"""The reading format: one read report as JSON, for interchange and scoring (``docs/reading-format.md``)."""

from __future__ import annotations

from typing import Any, get_args

from ..records import Attribution, Event, Incident, Name, Precision, Reading, Report, Span, Toll
from .labels import EVENT_TYPES, FATES, KINDS, NAME_CLASSES, ROLES, STATUSES

PRECISIONS: tuple[str, ...] = get_args(Precision)


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
        ValueError: a span is not in the text, a label is not a known one, or a field is missing or of the wrong kind.
    """
    try:
        report = report or _report(data)
        return _reading(data, report)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not in the reading format: {error!r}") from error


def _report(data: dict[str, Any]) -> Report:
    name, text = str(data["id"]), data["text"]
    if not isinstance(text, str):
        raise ValueError(f"not in the reading format: the text is {type(text).__name__}, no string")
    return Report(name, text, _words(data.get("outlet")), published=_words(data.get("published")), external_id=name)


def _reading(data: dict[str, Any], report: Report) -> Reading:
    size = len(report.text)

    def span(s: Any) -> Span:
        a, b = s
        if not (type(a) is int and type(b) is int and 0 <= a < b <= size):
            raise ValueError(f"span {s} is not in the text of {size} characters")
        return (a, b)

    def maybe(s: Any) -> Span | None:
        return None if s is None else span(s)

    return Reading(
        report,
        tuple(Name(span(n["span"]), _label(n["class"], NAME_CLASSES, "class of names")) for n in data.get("names") or ()),
        tuple(
            Attribution(str(a["id"]), maybe(a.get("source")), maybe(a.get("cue")), tuple(span(c) for c in a["content"]),
                        _label(a["kind"], KINDS, "kind of attributions"), _words(a.get("inside")), bool(a.get("author")))
            for a in data.get("attributions") or ()
        ),
        tuple(
            Event(str(e["id"]), span(e["trigger"]), _label(e["type"], EVENT_TYPES, "type of events"), _label(e["status"], STATUSES, "status of events"),
                  maybe(e.get("actor")), maybe(e.get("target")), maybe(e.get("place")), maybe(e.get("time")), maybe(e.get("means")),
                  _words(e.get("incident")))
            for e in data.get("events") or ()
        ),
        tuple(
            Toll(str(t.get("id") or f"t{n}"), span(t["span"]), _label(t["fate"], FATES, "fate"), _words(t.get("who")) or "people",
                 _number(t.get("low")), _number(t.get("high")), _words(t.get("event")), _words(t.get("incident")))
            for n, t in enumerate(data.get("tolls") or (), 1)
        ),
        tuple(
            Incident(
                str(i["id"]), _label(i["type"], EVENT_TYPES, "type of incidents"), _words(i.get("summary")) or "", _words(i.get("start")),
                _words(i.get("end")), _label(i.get("precision") or "unknown", PRECISIONS, "precision"), _words(i.get("place")), _words(i.get("region")),
                _words(i.get("country")), _words(i.get("actor")), _words(i.get("target")), _pair(i.get("killed")), _pair(i.get("injured")),
                bool(i.get("main")), maybe(i.get("date_from")), maybe(i.get("place_from")), _words(i.get("why")) or "",
            )
            for i in data.get("incidents") or ()
        ),
        str(data.get("reader") or ""),
        tuple(data.get("notes") or ()),
    )  # fmt: skip


def _label(value: Any, known: tuple[str, ...], what: str) -> Any:
    """A label of a known set. What it is given to says which: the records name the sets again as literals, for the type checker."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{value!r} is not a known {what} ({', '.join(known)})")
    return value


def _words(value: Any) -> str | None:
    """Words, an id or a date; None where there are none."""
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{value!r} is not a string")
    return value


def _pair(value: Any) -> tuple[int | None, int | None] | None:
    if value is None:
        return None
    low, high = value
    return _number(low), _number(high)


def _number(value: Any) -> int | None:
    if value is not None and (type(value) is not int or value < 0):
        raise ValueError(f"{value!r} is not a whole number")
    return value
