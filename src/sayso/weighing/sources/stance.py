"""How a claim stands to what it tells of: does the voice tell of it, blame somebody for it, deny it, judge it?"""

from __future__ import annotations

from typing import Literal

from .said import Said

Stance = Literal["tells", "blames", "denies", "disputes", "judges", "foresees", "supposes"]


def stance(said: Said) -> Stance:
    """The stance of a claim's innermost voice.

    Args:
        said: a claim with its voices; without any, the outlet speaks.

    Returns:
        ``tells`` (reports or infers that it happened), ``blames`` (accuses; also where the reading calls the act denied, since who blames somebody
        for an act affirms it), ``denies`` (says that it did not happen), ``disputes`` (denies something about what did happen, such as its own part),
        ``judges`` (condemns or demands), ``foresees`` (warns, predicts, or it is planned), ``supposes`` (hedged).
    """
    kind = said.voices[-1].kind if said.voices else "report"
    if kind == "accuse" and said.status in ("actual", "denied"):
        return "blames"
    if said.status == "denied":
        return "denies"
    if said.status == "prospective" or kind in ("warn", "predict"):
        return "foresees"
    if kind == "deny":
        return "disputes"
    if kind in ("feel", "demand"):
        return "judges"
    return "supposes" if said.status == "possible" else "tells"
