"""Reports for the tests of actors: names are marked in the text. EXERCISE: invented, or of long ago."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.naming.actors import resolve_actors
from sayso.naming.aliases import Tables, load
from sayso.records import Attribution, Event, Name, NameClass, Resolution, Span

_MARK = re.compile(r"<(?P<cls>[gpolsat]):(?P<words>[^<>]*)>")
_CLASSES: dict[str, NameClass] = {"g": "group", "p": "person", "o": "outlet", "l": "place"}


def marked(text: str) -> tuple[str, list[Name], list[Attribution], list[Event]]:
    """Text without its marks, and what they say: <g:group> <p:person> <o:outlet> <l:place> <s:source> <a:actor> <t:target>."""
    out, names, sources, events, at = "", [], [], [], 0
    for m in _MARK.finditer(text):
        out += text[at : m.start()]
        span: Span = (len(out), len(out) + len(m["words"]))
        out += m["words"]
        at = m.end()
        if m["cls"] in _CLASSES:
            names.append(Name(span, _CLASSES[m["cls"]]))
        elif m["cls"] == "s":
            sources.append(Attribution(f"a{len(sources)}", span, None, ((0, 1),)))
        else:
            role = {"a": "actor", "t": "target"}[m["cls"]]
            events.append(Event(f"e{len(events)}", (0, 1), "clash", **{role: span}))  # type: ignore[arg-type]
    return out + text[at:], names, sources, events


def tables(tmp_path: Path | None = None) -> Tables:
    """The tables of the package alone, or with one's own of a folder."""
    return load(own=tmp_path or Path("/nonexistent"))


def resolved(text: str, country: str | None = None, known: Tables | None = None) -> list[Resolution]:
    """Resolutions of what is marked in a text, in text order."""
    plain, names, sources, events = marked(text)
    return [r for _, r in sorted(resolve_actors(plain, names, events, sources, known or tables(), country).items())]


def ids(text: str, country: str | None = None) -> list[str | None]:
    """Only the ids."""
    return [r.id for r in resolved(text, country)]


def one(text: str, country: str | None = None) -> Resolution:
    """The only resolution."""
    (found,) = resolved(text, country)
    return found
