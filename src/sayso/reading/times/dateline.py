"""The day that "today" means in a report."""

from __future__ import annotations

import re
from datetime import date

from .dates import full_date


def reference(text: str, published: str | None) -> tuple[date | None, str | None]:
    """The day that "today" means in a report, and a warning where its own dateline contradicts what was stated.

    A complete date in the first 300 characters is taken for the dateline; when it lies more than a day from the stated publication
    date, the text wins: archives often carry a wrong date, and weekdays in the text agree with the text.
    """
    stated = None
    if published:
        try:
            stated = date.fromisoformat(published[:10])
        except ValueError:
            stated = None
    found = full_date(text[:300], stated)
    if found is None:
        return stated, None
    own, (begin, _) = found
    head = text[:300]
    before = head[max(0, begin - 25) : begin].lower()
    dateline = begin < 130 and not re.search(
        r"\b(on|since|in|of|from|until|till|by|after|before|the)\s*(\w+day\s*)?,?$", before
    )
    if stated is None:
        return (own if dateline else None), None
    gap = abs((own - stated).days)
    if dateline and gap > 1:
        return (
            own,
            f"the text is dated {own.isoformat()}, not {stated.isoformat()} as stated: resolved against the text",
        )
    if dateline and gap == 1:
        return own, None
    return stated, None
