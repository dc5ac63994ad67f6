"""How a voice stands to what it speaks of, by the kind of its attribution and the status of what is said."""

from __future__ import annotations

from typing import Literal

Stance = Literal["tells", "blames", "denies", "disputes", "judges", "foresees", "supposes"]
DISTANT: tuple[Stance, ...] = ("denies", "disputes", "foresees")  # a voice that does not say that it happened


def stance_of(kind: str, status: str) -> Stance:
    """The stance of a voice.

    Args:
        kind: of its attribution (``records.Kind``); ``report`` where the outlet speaks. ``status``: of the claim; where another voice denies what this one
            says, ``actual`` in place of ``denied``.

    Returns:
        ``tells`` (reports or infers that it happened), ``blames`` (accuses; also where the reading calls the act denied, since who blames somebody
        for an act affirms it), ``denies`` (says that it did not happen), ``disputes`` (denies something about what did happen, such as its own part),
        ``judges`` (condemns or demands), ``foresees`` (warns, predicts, or it is planned), ``supposes`` (hedged).
    """
    if kind == "accuse" and status in ("actual", "denied"):
        return "blames"
    if status == "denied":
        return "denies"
    if status == "prospective" or kind in ("warn", "predict"):
        return "foresees"
    if kind == "deny":
        return "disputes"
    if kind in ("feel", "demand"):
        return "judges"
    return "supposes" if status == "possible" else "tells"
