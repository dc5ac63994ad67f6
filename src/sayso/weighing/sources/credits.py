"""The agency whose text a report says it carries: "BEIRUT (Reuters) -", "Source: AFP"."""

from __future__ import annotations

import re

# Agencies that sell their text to other media, by the names under which they are credited. General knowledge; a credit in one of the forms
# below for an agency that is missing here is not seen, and the outlet then counts as speaking for itself.
_AGENCIES = {
    "Reuters": "Reuters|Thomson Reuters", "AFP": "AFP|Agence France[- ]Presse", "AP": "AP|Associated Press|The Associated Press",
    "dpa": "dpa|DPA|Deutsche Presse-Agentur", "EFE": "EFE", "ANSA": "ANSA", "UPI": "UPI", "Xinhua": "Xinhua", "TASS": "TASS|ITAR-TASS",
    "Interfax": "Interfax", "RIA Novosti": "RIA Novosti|RIA", "Anadolu Agency": "Anadolu Agency|Anadolu|AA", "PA": "Press Association|PA Media",
    "Kyodo": "Kyodo", "Yonhap": "Yonhap", "PTI": "PTI", "ANI": "ANI", "IANS": "IANS", "SANA": "SANA", "IRNA": "IRNA", "MENA": "MENA", "WAFA": "WAFA",
    "Ukrinform": "Ukrinform",
}  # fmt: skip
_NAMES = "|".join(n for names in _AGENCIES.values() for n in names.split("|"))
_ONE = rf"(?P<name>{_NAMES})"
# Only forms that cannot be anything else; "AFP reported" in a sentence is an attribution and stands in the chain, and "North Africa (MENA)" or "Tehreek-e-Insaf (PTI)" are no agencies. Editors put their initials before a credit at the end: "jm/rt (AFP)".
_DATELINE = (
    r"\b[A-Z]{3,}(?:[ /-][A-Z]{2,})*(?:[,/ ]+[A-Z][a-z]+\.?){0,2}(?:[,/ ]+\d{1,2}(?: [A-Z][a-z]+)?)?(?:,? \d{4})?,?\s*"
)
_HEAD = re.compile(rf"[(\[]{_ONE}[)\]]\s*[-–—:]|^\s*(?:[A-Z][\w.' ]{{1,40}}, )?{_ONE}\s*[-–—]\s|{_DATELINE}\({_ONE}\)".replace("(?P<name>", "("))  # fmt: skip
_TAIL = re.compile(rf"(?:\b(?:Source|Sources|Agency|Credit|By)\s*:\s*{_ONE}|(?:^|[.!?'’”\u0022)\n]|\b[a-z]{{2,4}}(?:/[a-z]{{2,4}})+)\s*[(\[]{_ONE}[)\]]|[-–—]\s*{_ONE}|\n\s*{_ONE})\s*\.?\s*$".replace("(?P<name>", "("))  # fmt: skip
_LOOKED_AT = 400  # characters at either end


def credited(text: str) -> str | None:
    """The agency that a report credits its whole text to, by its short name, or None.

    Args:
        text: of the report; only its first and last 400 characters are looked at.

    >>> credited("MONDO (Reuters) - Shells hit the market.")
    'Reuters'
    """
    for found in (_HEAD.search(text[:_LOOKED_AT]), _TAIL.search(text[-_LOOKED_AT:])):
        if found:
            name = next(g for g in found.groups() if g)
            return next(short for short, names in _AGENCIES.items() if name in names.split("|"))
    return None
