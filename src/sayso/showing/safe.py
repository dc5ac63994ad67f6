"""Text of reports made safe to show: nothing in it may act on the page or on the order of its letters."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Control characters but tab and line ends, switches of the writing direction, halves of surrogate pairs, and what XML (so SVG) allows nowhere.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_MARKED = re.compile(f"{_ODD.pattern}|\r\n?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def visible(value: str) -> str:
    """A string whose control characters and bidi switches are replaced by a sign that can be seen.

    One character gives one character (and one UTF-16 unit one unit), so that offsets hold.
    """
    return _ODD.sub(_sign, value)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def marked_up(text: str) -> Markup:
    """Text as HTML in which every odd character stands as a sign with its name, and every line end as it was."""
    return Markup(_MARKED.sub(_element, str(escape(text))))  # noqa: S704 - escaped in this very line


def _element(match: re.Match[str]) -> str:
    if match[0] == "\r\n":
        return "&#13;\n"  # a bare CR would be read as LF, which moves offsets
    if match[0] == "\r":
        return "&#13;<br>"
    return f'<span class="odd" title="{name_of(match[0])}">{_sign(match)}</span>'


def name_of(character: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    other = "control character" if unicodedata.category(character) == "Cc" else "no character"
    return f"U+{ord(character):04X} {unicodedata.name(character, other)}"


def web_address(url: str | None) -> str | None:
    """The URL when a reader may be led there (http or https, with a host and nothing invisible in it), otherwise None."""
    if not url or re.search(r"[\s\x00-\x20\x7f-\x9f]", url) or _ODD.search(url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def language_tag(language: str | None) -> str | None:
    """The language when it has the form of a language tag, otherwise None."""
    return language if language and _LANGUAGE.fullmatch(language) else None
