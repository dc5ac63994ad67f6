"""The fate that a frame of words leaves no doubt about: in "killing 44 people and wounding over 140" the 44 are killed.

The network takes the verb after such a figure for its own now and then. In the 67 places of the annotated reports where the frame stands, people
always annotated the dead as killed. Nor does it always see that those who "were injured" are not of the dead whom the sentence began with ("as well as those killed 160 people were
injured"): in 342 of 344 places people annotated them as injured, and in the other two nobody was.
"""

from __future__ import annotations

import re

from ..records import Span

LONGEST = 90  # characters before a figure in which its verb is looked for

_KILLS = r"kill(?:s|ed|ing)?|claim(?:s|ed|ing)? (?:the )?lives? of|(?:leading|led) to the deaths? of|martyr(?:s|ed|ing)"
_HURTS = r"injur(?:es|ed|ing)|wound(?:s|ed|ing)"
_VERB = re.compile(rf"\b(?:(?P<kills>{_KILLS})|(?:{_HURTS}))\b", re.I)
_THEN_HURTS = re.compile(r"\s*,?\s*(?:and\s+)?(?:injuring|wounding)\b", re.I)
_WERE_HURT = re.compile(
    r"\s+(?:was|were|ha(?:s|ve|d) been)\s+(?:(?:also|reportedly|allegedly|seriously|critically)\s+)?(?:injured|wounded|hurt)\b(?! (?:or|and) (?:killed|dead))",
    re.I,
)
_STOP = re.compile(r"[.;]\s|\n")


def mended(text: str, span: Span, fate: str) -> str:
    """The fate of a figure, set right where its sentence leaves no doubt.

    Args:
        text: of the report. ``span``: of the figure.
        fate: as read.

    Returns:
        ``killed`` in place of ``injured`` where a verb of killing is the last before the figure and "(and) wounding" follows it; ``injured`` in place of ``killed`` where "were
        injured" follows; else as read.
    """
    if fate == "killed" and _WERE_HURT.match(text, span[1]):
        return "injured"
    if fate != "injured" or not _THEN_HURTS.match(text, span[1]):
        return fate
    clause = _STOP.split(text[max(0, span[0] - LONGEST) : span[0]])[-1]
    verbs = [found["kills"] for found in _VERB.finditer(clause)]
    return "killed" if verbs and verbs[-1] else fate
