"""The constants of text reuse, each with its reason. Lengths are in words."""

from __future__ import annotations

SHINGLE = 5
"""Words in a shingle. Formulas of the trade ("told the AFP news agency") are four words and fewer; five tell reports apart."""

WINDOW = 4
"""Of any so many neighbouring shingles at least one is kept (winnowing: Schleimer, Wilkerson and Aiken 2003). Not above ``SHINGLE``, so that
no window reaches from one report into the next. Every equal run of ``SHINGLE + WINDOW - 1`` = 8 words is then seen."""

MIN_WORDS = 20
"""Shortest passage: about one sentence of news (median 23 words in 900 reports on Syria). Shorter ones are titles of office, places and formulas."""

SHORTEST = SHINGLE + 2 * WINDOW - 1
"""The smallest ``min_words`` that can be asked for: below, a passage need not leave the two fingerprints that a candidate must show."""

GAP = 8
"""Longest edit inside a passage: "on Tuesday", a changed figure, a name with its title. A longer one parts it in two."""

RESYNC = 3
"""So many equal words after an edit take the passage up again."""

REACH = SHINGLE + 2 * (WINDOW - 1) + GAP
"""Two neighbouring fingerprints of one passage are at most so far apart, an edit between them."""

FIRST = 20
"""A fingerprint found in more reports points to so many that published it first. It bounds the work and the answer: a story that a thousand
outlets carry gives 20,000 pairs and not half a million."""

COMMON_REPORTS = 20
COMMON_PART = 200
"""A fingerprint is common when more than ``COMMON_REPORTS`` reports have it, and more than one in ``COMMON_PART``."""

WORN_REPORTS = 4
WORN_DAYS = 31
"""A fingerprint is worn when so many reports have it and more than so many days lie between the first and the last: news is copied within
days; background paragraphs and the furniture of pages come back for months."""

STRETCH = 12
"""Stock is a stretch of so many words, all of whose fingerprints are common or worn. Shorter ones are the formulas that any sentence of news is made
of; that two reports put many of them together in the same way is copying."""

WHOLE = 3
"""Common words count all the same when a passage has ``WHOLE * min_words`` of them: a story that all carry, not a phrase. Worn ones only when the
passage is, besides, ``PART`` of the shorter report: an old report printed again."""

PART = 0.5


def evidence(min_words: int) -> int:
    """Over how many words the fingerprints of a candidate must reach. Lossless for unedited passages: the first and the last fingerprint lie at most
    ``WINDOW - 1`` words from their ends. Not above 12, so that an edit in a short passage leaves enough."""
    return min(12, min_words - 2 * (WINDOW - 1))


def common_above(reports: int) -> int:
    """In a collection of so many reports: the number of reports above which a fingerprint is common."""
    return max(COMMON_REPORTS, reports // COMMON_PART)
