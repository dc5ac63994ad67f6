"""The label sets of every layer, in the order in which the network knows them.

They come from the annotation guidelines (``docs/definitions.md``). Changing an order or a set means
training the reader again.
"""

from __future__ import annotations

NAME_CLASSES = ("group", "person", "place", "outlet", "weapon", "time")
EVENT_TYPES = (
    "clash", "territory", "airstrike", "shelling", "bombing", "chemical", "killing", "abduction", "release", "arrest",
    "seizure", "supply", "destruction", "movement", "displacement", "agreement", "violation", "protest", "aid",
)  # fmt: skip
STATUSES = ("actual", "denied", "prospective", "possible")
ROLES = ("actor", "target", "place", "time", "means")
KINDS = ("report", "deny", "accuse", "warn", "predict", "infer", "demand", "feel")
FATES = (
    "killed", "injured", "abducted", "released", "captured", "displaced",
    "missing", "executed", "surrendered", "trapped", "other",
)  # fmt: skip
WHO = ("people", "civilians", "children", "women", "men", "combatants", "hostages", "other")
ANCHORS = ("cue", "trigger", "toll")


def bio(classes: tuple[str, ...]) -> tuple[str, ...]:
    """``O`` and then ``B-x``, ``I-x`` for every class (begin/inside tagging, Ramshaw and Marcus 1995)."""
    return ("O", *(f"{mark}-{name}" for name in classes for mark in "BI"))


NAME_TAGS = bio(NAME_CLASSES)
TRIGGER_TAGS = bio(EVENT_TYPES)
CUE_TAGS = bio(("cue",))
TOLL_TAGS = bio(("toll",))
# The first pass tags every word in each of these layers; the network gives their scores side by side.
TAGGED = {"names": NAME_TAGS, "triggers": TRIGGER_TAGS, "cues": CUE_TAGS, "tolls": TOLL_TAGS}
