"""Which dates an incident may have, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...records import Span
from ..times import When
from .candidate import STANDING, Candidate
from .scene import DateKey, Mentions, Scene, Told, date_key, window

DATE_FEATURES = 40


def date_candidates(mentions: Mentions, scene: Scene, before: Sequence[tuple[int, When | None]]) -> list[Candidate]:
    """Every resolved time near the incident, the dates of the incidents before, the day and week of publication, and "none".

    Args:
        mentions: of the incident.
        scene: the report round it.
        before: for the incidents before it: the sentence where each begins, and its date.
    """
    text = scene.report.text
    own = sorted({scene.sentence(s) for s, _ in mentions.spans})
    base = _incident_features(mentions, scene, own)
    known = before.dates if isinstance(before, Told) else set({id(w): w for _, w in before}.values())
    roles = [e.time for e in mentions.events if e.time]
    said_at = _said(roles, scene)
    out = []
    for key, (gap, nearest) in _near_dates(own, said_at, scene).items():
        spots, said = scene.by_date[key], said_at.get(key, [])
        best = said[0] if said else spots.spans[nearest]
        when = scene.times[best]
        f = _date_features(when, scene)
        f[0], f[1] = float(bool(said)), min(len(said), 3) / 3
        f[2] = float(gap == 0)
        f[3] = min(gap, 4) / 4
        f[4] = float(spots.spans[0][0] < scene.title_end + 120)
        f[5] = float(when in known)
        f[6] = float(bool(said) and said[0] == min(roles))
        f[7] = float(scene.sentence(best[0]) < own[0])
        f[8] = float(bool(re.search(r"\bsince\b", text[max(0, best[0] - 8) : best[1]].lower())))
        out.append(Candidate(when, best, f + base, f'"{text[best[0] : best[1]]}": {when.why}'))
    for kind, value, why in _offered(scene, before, own):
        f = _date_features(value, scene) if value else [0.0] * 22
        f[9 + kind] = 1.0
        out.append(Candidate(value, None, f + base, why))
    return out


_DATE_REACH = 3  # sentences from an incident within which a date may be its own


def _said(roles: Sequence[Span], scene: Scene) -> dict[DateKey, list[Span]]:
    """By date: the expressions of time that the mentions themselves have, in the order of the scene's times."""
    found: dict[DateKey, list[Span]] = {}
    for span in sorted({r for r in roles if r in scene.times}, key=lambda s: scene.time_order[s]):
        found.setdefault(date_key(scene.times[span]), []).append(span)
    return found


def _near_dates(own: Sequence[int], said: dict[DateKey, list[Span]], scene: Scene) -> dict[DateKey, tuple[int, int]]:
    """The dates given near some sentences, said of the incident itself, or given in the head of the report, in the order of the scene's times.

    Returns:
        For each, how many sentences off it is (none is told from the next beyond ``_DATE_REACH``), and which of its expressions is nearest.
    """
    found: dict[DateKey, tuple[int, int]] = {}
    for number, gap in window(own, _DATE_REACH):
        for key in scene.dates_at.get(number, ()):
            here = (gap, scene.by_date[key].first[number])
            found[key] = min(found.get(key, here), here)
    for key in said:
        found.setdefault(key, (_DATE_REACH + 1, 0))
    for key in scene.head_dates:
        if key not in found:
            found[key] = scene.by_date[key].gap(own)
    return {key: found[key] for key in sorted(found, key=lambda k: scene.by_date[k].number)}


def _offered(
    scene: Scene, before: Sequence[tuple[int, When | None]], own: list[int]
) -> list[tuple[int, When | None, str]]:
    """Dates that no words of the incident itself give."""
    out: list[tuple[int, When | None, str]] = [(0, None, "no date in the text")]
    if scene.published is not None:
        day, week = scene.published
        out.append((1, day, "no date of its own: the day of publication"))
        out.append((2, week, "no date of its own: the week up to publication"))
    if last := next((w for _, w in reversed(before) if w is not None), None):
        out.append((3, last, "the date of the incident told before it"))
        out.append((4, next(w for _, w in before if w is not None), "the date of the report's first incident"))
    return out


def _date_features(when: When, scene: Scene) -> list[float]:
    """Twenty-two numbers; the first fourteen are set by the caller."""
    f = [0.0] * 22
    order = ("day", "week", "month", "year")
    f[14 + order.index(when.precision) if when.precision in order else 17] = 1.0
    f[18] = float(when.days > 1)
    if scene.today is not None:
        age = (scene.today - when.end).days
        f[19] = float(-1 <= age <= 1)
        f[20] = float(age < -1)
        f[21] = min(max(age, 0), 400) / 400
    return f


def _incident_features(mentions: Mentions, scene: Scene, own: list[int]) -> list[float]:
    text = scene.report.text
    first = mentions.spans[0]
    sentence = scene.sentences[own[0]] if own[0] < len(scene.sentences) else (0, len(text))
    words = text[sentence[0] : sentence[1]].lower()
    lead = text[max(sentence[0], first[0] - 40) : first[0]].lower()
    kinds = {e.type for e in mentions.events}
    numbers = [t.low or t.high or 0 for t in mentions.tolls]
    return [
        float(first[0] < scene.title_end or own[0] == 0),
        float(own[0] <= 2),
        min(own[0], 12) / 12,
        min(len(mentions.spans), 8) / 8,
        float(bool(kinds & STANDING)),
        float(any(e.time for e in mentions.events)),
        float(bool(re.search(r"\bhad\b", lead))),
        float(bool(re.search(r"\b(?:has|have)\b(?: \w+)?(?: been)?", lead))),
        float(
            bool(
                re.search(
                    r"\b(?:war|conflict|years?|months?|so far|decades?|repeatedly|regularly|often|always)\b", words
                )
            )
        ),
        float(max(numbers, default=0) > 1000),
        float(scene.today is None),
        float(scene.dated_early),
        float(bool(re.search(r"\b(?:earlier|previous|last|ago|former|after)\b", words))),
        float("agreement" in kinds or "supply" in kinds),
        float(bool(re.search(r"\b(?:is|are|was|were) \w*ing\b|\bcontinu\w+", words))),
        float(scene.title_end > 0),
        float(kinds == {"territory"}),
        float(not kinds),
    ]
