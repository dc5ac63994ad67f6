"""The one place where a Report is built."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime

from sayso.capture.dates import parse_date
from sayso.records import Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = r"[ \t]*(?:\r\n|\n|\r)"
_HEADLINE = re.compile(rf"[ \t]*(?:#{{1,6}}[ \t]+)?(\S[^\r\n]{{0,249}}?){_NEWLINE}{_NEWLINE}\s*\S")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def make_report(
    text: str,
    original: bytes,
    *,
    media_type: str = "text/plain",
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    author: str | None = None,
    external_id: str | None = None,
    notes: tuple[str, ...] = (),
) -> Report:
    """Build a report.

    Args:
        text: what is to be read; kept as it is, except that half a surrogate pair becomes U+FFFD (with a note).
        original: the bytes it was made from.
        published: a date in any form that :func:`parse_date` understands; otherwise it is left out, with a note.
        title: the headline as stated; where none is, a first line with a blank line after it is taken for it.
        language: ``en``, ``en-GB`` or ``en_GB``; anything else is left out, with a note.

    Returns:
        The report. Its id depends on the text and on what is stated about it, not on when or how it was captured.

    Raises:
        ValueError: the text is empty, or there is a NUL character in the text or in what is stated about it.
    """
    odd = list(notes)

    def clean(value: str | None) -> str | None:
        if value is None:
            return None
        if "\0" in value:
            raise ValueError("Has a NUL character, which no text should have: remove it and add it again.")
        if _SURROGATE.search(value):
            note = "Half a surrogate pair is no character; it was replaced by U+FFFD."
            if note not in odd:
                odd.append(note)
            return _SURROGATE.sub("\ufffd", value)
        return value

    def stated(value: str | None) -> str | None:
        return (clean(value) or "").strip() or None

    text = clean(text) or ""
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        raise ValueError("Has no text: nothing to read, so leave it out or add the file that has it.")
    outlet, title, url, author, external_id = map(stated, (outlet, title, url, author, external_id))
    published, note = parse_date(stated(published))
    if note:
        odd.append(note)
    if language := stated(language):
        match = _LANGUAGE.fullmatch(language)
        if match is None:
            odd.append(f"The language is stated as {language!r}, which is no two-letter code; left out.")
        language = match[1].lower() if match else None
    identity = json.dumps([text, outlet, published, title, url, external_id], ensure_ascii=False, separators=(",", ":"))
    return Report(
        id=hashlib.sha256(identity.encode("utf-8")).hexdigest()[:12],
        text=text,
        outlet=outlet,
        # the guess stays out of the id, which must outlive any change to how we guess
        title=title or _headline(text),
        published=published,
        captured=datetime.now(UTC).isoformat(timespec="seconds"),
        url=url,
        language=language,
        original=hashlib.sha256(original).hexdigest(),
        media_type=media_type,
        external_id=external_id,
        author=author,
        notes=tuple(odd),
    )


def with_title(title: str | None, text: str) -> str:
    """The text with its title, if any, and a blank line in front, unless it starts with the title already."""
    title = (title or "").strip()
    if not title or not text.strip() or re.match(re.escape(title) + r"(?!\w)", text.lstrip()):
        return text
    return f"{title}\n\n{text}"


def _headline(text: str) -> str | None:
    match = _HEADLINE.match(text[:1000])
    return match[1] if match and not match[1].endswith((".", ",", ";")) else None
