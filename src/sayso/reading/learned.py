"""The trained reader: text in, names, attributions, events, tolls and incidents out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from ..records import Attribution, Event, Incident, Name, Reading, Report, Span, Toll
from . import fates, numbers
from . import incidents as inc
from .choosing import Chooser, Mentions, Scene, load_choosers
from .counting import counts, phrase_of, with_hedge
from .countries import COUNTRIES
from .first import Seen, read_windows
from .grouping import Grouped, group
from .labels import ROLES
from .mentions import mentions_of
from .nesting import nest
from .network import MODEL, Network, OnnxNetwork, Settings
from .second import Anchor, Range, read_anchors
from .sentences import title_end
from .times import reference
from .vectors import Vectors
from .whole import whole
from .words import Words, cut, open_tokenizer

# A mention with one of these statuses tells of something that an incident can be made of.
_T = TypeVar("_T", Event, Toll)
REAL = ("actual", "denied")


class LearnedReader:
    """Reads with the trained network. Not to be shared between threads; make one for each process."""

    def __init__(self, folder: Path = MODEL, threads: int = 1, network: Network | None = None) -> None:
        """Load the model from a folder (the packaged one by default)."""
        self.settings = Settings.load(folder) if network is None or (folder / "model.json").exists() else Settings()
        self.name = self.settings.name
        self._network = network or OnnxNetwork(folder, threads)
        own = folder / "choosers.json"
        self._choosers = load_choosers(own if own.exists() else MODEL / "choosers.json")
        self._tokenizer = open_tokenizer(folder)

    def read(self, report: Report) -> Reading:
        """Read one report.

        Args:
            report: any text; an empty one gives an empty reading.

        Returns:
            The reading. Ids are ``a1``, ``e1``, ``t1``, ``i1`` in text order.
        """
        words = cut(report.text, self._tokenizer)
        if not words.spans:
            return Reading(report, reader=self.name, notes=("the report has no words",))
        kept: list[Seen] = []

        def passing() -> Sequence[Seen]:
            kept.extend(read_windows(words, self._network, self.settings))
            return kept

        anchors = sorted(read_anchors(words, passing(), self._network, self.settings), key=lambda a: a.words)
        tagged = (
            Name(_trim(words, (t.first, t.last)), t.label)  # type: ignore[arg-type]
            for seen in kept
            for t in seen.spans["names"]
        )
        title = title_end(report.text)
        names = whole(tagged, report.text, title)
        outlets = [n.span for n in names if n.cls == "outlet"]
        cues = [a for a in anchors if a.kind == "cue"]
        doubtful = {_span(words, a.words) for a in cues if a.sure < SURE}
        said = _attributions(words, cues)
        attributions = nest(said, outlets, report.text, {a.id for a in said if a.cue in doubtful})
        triggers = [a for a in anchors if a.kind == "trigger"]
        tolls_at = [a for a in anchors if a.kind == "toll" and counts(words.text, _span(words, a.words))]
        events = _events(words, triggers)
        tolls = _tolls(words, tolls_at, triggers, events)
        today, warning = reference(report.text, report.published)
        resolved = inc.resolve_times(report, events, names, today)
        scene = Scene(report, today, words.sentence_spans, names, resolved, title, COUNTRIES)
        groups = self._group(scene, Vectors(kept), triggers, events, tolls_at, tolls)
        events = [_with(e, groups.get(e.id)) for e in events]
        tolls = [_with(t, groups.get(t.id)) for t in tolls]
        found = _incidents(scene, events, tolls, self._choosers)
        return Reading(
            report, names, attributions, tuple(events), tuple(tolls), found, self.name, (warning,) if warning else ()
        )

    def _group(
        self,
        scene: Scene,
        vectors: Vectors,
        triggers: list[Anchor],
        events: list[Event],
        tolls_at: list[Anchor],
        tolls: list[Toll],
    ) -> dict[str, str]:
        """Incident ids of events and tolls. A toll goes with the event that it belongs to."""
        mentions = mentions_of(events, tolls, scene)
        causes = {e.id: a for a, e in zip(triggers, events, strict=True) if e.status in REAL}
        items = [(a.words, key, a, a.roles) for key, a in causes.items()]
        items += [
            (a.words, t.id, a, causes[t.event].roles if t.event else {})
            for a, t in zip(tolls_at, tolls, strict=True)
            if t.event in causes or (t.event is None and t.fate != "other")
        ]
        items.sort(key=lambda item: item[:2])
        at = {item[1]: n for n, item in enumerate(items)}
        together = [(at[t.id], at[t.event]) for t in tolls if t.event in causes and t.id in at]
        grouped = [Grouped(mentions[key], vectors.mention(a.words, roles), a.sure) for _, key, a, roles in items]
        labels = group(grouped, self._network, self.settings, together)
        out = {item[1]: f"i{label + 1}" for item, label in zip(items, labels, strict=True) if label is not None}
        for toll in tolls:  # average link may have parted them all the same
            if toll.event in out:
                out[toll.id] = out[toll.event]
        return out


def _span(words: Words, where: Range) -> Span:
    return (words.spans[where[0]][0], words.spans[where[1] - 1][1])


# Probability of a cue below which it is doubtful, for ``nest``; of .5 to .95 the least that lost no true pair
SURE = 0.7


_ARTICLES = frozenset(("the", "a", "an"))
_EDGES = frozenset("\"'“”‘’«».,;:()[]-–— ")


def _trim(words: Words, where: Range) -> Span:
    """The span without an article in front and without stray marks at either end."""
    first, last = where
    while last - first > 1 and (_word(words, first).lower() in _ARTICLES or _word(words, first) in _EDGES):
        first += 1
    while (
        last - first > 1
        and _word(words, last - 1) in _EDGES
        and not (_word(words, last - 1) in ".)" and _closes(words, first, last))
    ):
        last -= 1
    return _span(words, (first, last))


def _closes(words: Words, first: int, last: int) -> bool:
    """Whether the last mark belongs to the phrase: a bracket opened in it, the full stop of an abbreviation."""
    if _word(words, last - 1) == ")":
        return any(_word(words, w) == "(" for w in range(first, last - 1))
    return last - first > 2 and len(_word(words, last - 2)) == 1 and _word(words, last - 3) == "."


def _word(words: Words, index: int) -> str:
    a, b = words.spans[index]
    return words.text[a:b]


def _attributions(words: Words, cues: list[Anchor]) -> list[Attribution]:
    """One attribution for each cue and sentence of its content."""
    out: list[Attribution] = []
    for anchor in cues:
        by_sentence: dict[int, list[Range]] = {}
        for part in anchor.content:
            by_sentence.setdefault(words.sentence[part[0]], []).append(part)
        cue = _span(words, anchor.words)
        source = None if anchor.source is None else _trim_source(words, anchor.source)
        for parts in by_sentence.values():
            longest = sorted(sorted(parts, key=lambda p: p[0] - p[1])[:2])
            content = tuple(_trim(words, p) if words.text else (0, 0) for p in longest)
            out.append(
                Attribution(f"a{len(out) + 1}", source, cue, content, anchor.attribution_kind, None, anchor.author)  # type: ignore[arg-type]
            )
    return out


def _trim_source(words: Words, where: Range) -> Span:
    first, last = where
    while last - first > 1 and _word(words, last - 1) in _EDGES and _word(words, last - 1) != ")":
        last -= 1
    while last - first > 1 and _word(words, first) in _EDGES:
        first += 1
    return _span(words, (first, last))


def _events(words: Words, triggers: list[Anchor]) -> list[Event]:
    out = []
    for n, anchor in enumerate(triggers, 1):
        roles = {r: (_trim(words, w) if (w := anchor.roles.get(r)) else None) for r in ROLES}
        out.append(Event(f"e{n}", _span(words, anchor.words), anchor.type, anchor.status, **roles))  # type: ignore[arg-type]
    return out


def _tolls(words: Words, anchors: list[Anchor], triggers: list[Anchor], events: list[Event]) -> list[Toll]:
    """Tolls with their numbers, and the event of the same sentence that each belongs to."""
    by_sentence: dict[int, list[int]] = {}
    for n, trigger in enumerate(triggers):
        by_sentence.setdefault(words.sentence[trigger.words[0]], []).append(n)
    out = []
    for n, anchor in enumerate(anchors, 1):
        span = phrase_of(words.text, _span(words, anchor.words))
        phrase = words.text[span[0] : span[1]]
        low, high = numbers.count(with_hedge(words.text, span))
        near = by_sentence.get(words.sentence[anchor.words[0]], [])

        def score(k: int, anchor: Anchor = anchor) -> float:
            return max((anchor.event_scores.get(w, -1e9) for w in range(*triggers[k].words)), default=-1e9)

        cause = max(near, key=score, default=None)
        if cause is not None and score(cause) < anchor.no_event:
            cause = None
        who = anchor.who if anchor.who != "other" else numbers.noun(phrase)
        fate = fates.mended(words.text, span, anchor.fate)
        out.append(Toll(f"t{n}", span, fate, who, low, high, events[cause].id if cause is not None else None))
    return out


def _with(mention: _T, incident: str | None) -> _T:
    from dataclasses import replace

    return replace(mention, incident=incident)


def _incidents(
    scene: Scene, events: list[Event], tolls: list[Toll], choosers: Mapping[str, Chooser]
) -> tuple[Incident, ...]:
    """The incidents that events and tolls were grouped into, in the order in which the text first tells of them."""
    every: list[Event | Toll] = sorted([*events, *tolls], key=_begins)
    members: dict[str, tuple[list[Event], list[Toll]]] = {}
    for mention in every:
        if mention.incident:
            own = members.setdefault(mention.incident, ([], []))
            (own[0] if isinstance(mention, Event) else own[1]).append(mention)  # type: ignore[arg-type]
    groups = {key: Mentions(ev, tl) for key, (ev, tl) in members.items()}
    return inc.describe(groups, scene, choosers)


def _begins(mention: Event | Toll) -> int:
    return mention.trigger[0] if isinstance(mention, Event) else mention.span[0]
