"""Bytes to text, exactly, or a refusal."""

from __future__ import annotations

import codecs
import re

from sayso.capture.items import Refused

# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a database"),
)

# What a page means when it states these names, as browsers have it (WHATWG Encoding Standard).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",  # the declaration itself was readable, so it is wrong
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Only what is in use on the web is guessed, the most widespread first: the code page of a mainframe fits any bytes.
_GUESSED = [
    "cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "cp874", "koi8_r",
    "koi8_u", "cp866", "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_8", "gb18030", "big5", "cp932", "euc_jp",
    "cp949",
]  # fmt: skip
_PRIMER = 1 << 16
_SPOILT = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, declared: str | None = None, guessed: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text: byte order mark, UTF-8, what is declared, and then the best guess.

    Args:
        data: the bytes. declared: the encoding that the server or the page states, if any.
        guessed: the likeliest encoding of the batch that they are part of, if that is known and not UTF-8.

    Returns:
        The text, newlines as they are and only a byte order mark removed, and notes for people.

    Raises:
        Refused: it is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                break
            return _checked(text), () if encoding == "utf-8" else (f"Decoded as {encoding}, by its byte order mark.",)
    refuse_binary(data)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _checked(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        pass
    stated = known(declared) if declared else None
    # a line of a few words may look like UTF-8 by chance, so that what is known of the whole counts for more
    mended = spoilt(data, 10 if guessed or stated not in (None, "utf-8") else 1)
    if mended is not None:
        return _checked(mended), (f"Decoded as UTF-8, where {mended.count(_SPOILT)} spoilt characters became U+FFFD.",)
    if stated and (said := _try(data, stated)) is not None:
        return _checked(said), (f"Decoded as {stated}, as it declares.",)
    if guessed is None or _try(data, guessed) is None:
        guessed = guess(data)
    if guessed and (said := _try(data, guessed)) is not None:
        return _checked(said), (f"Decoded as {guessed}, which is a guess: check names in it.",)
    raise Refused("Is not text in any encoding we know; save it as UTF-8 and add that.")


def spoilt(data: bytes, times: int = 1) -> str | None:
    """A text in UTF-8 with bytes that were cut or spoilt, which become U+FFFD; None if it is likelier in another encoding.

    Args:
        data: bytes that are not all UTF-8.
        times: how many characters beyond ASCII must be whole for each that is spoilt. In whole texts in other encodings fewer are whole than spoilt.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count(_SPOILT)
    return text if sum(c > "\x7f" for c in text) - bad >= times * bad else None


def refuse_binary(data: bytes) -> None:
    """Refuse what is plainly not text: pictures, PDFs, archives, and anything with a NUL byte.

    Raises:
        Refused: with the kind of file it is.
    """
    for start, kind in _BINARY:
        if data.startswith(start):
            todo = "unpack it and add what is in it" if "archive" in kind and "office" not in kind else "add its text"
            raise Refused(f"Is {kind}, not text: {todo} (as .txt, .html, .jsonl or .csv).")
    if b"\0" in data:
        raise Refused("Is binary (it has NUL bytes), not text; if it is text in UTF-16, save it as UTF-8 and add that.")


def known(name: str) -> str | None:
    """What a declared encoding is called here and what is meant by it, or None if nobody knows it."""
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
        b"text".decode(found)  # refuses codecs that are not for text, such as "zip"
    except (LookupError, ValueError):
        return None
    # these are notations of Python, not encodings of text
    return None if "escape" in found or found in ("idna", "punycode", "undefined") else _MEANT.get(found, found)


def guess(data: bytes) -> str | None:
    """The likeliest encoding of some bytes that are not UTF-8, by charset-normalizer; None if none fits."""
    from charset_normalizer import from_bytes  # imported late: seldom needed

    # the first part that is not ASCII tells most
    start = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    sample = data[max(0, start - 2_000) :][:_PRIMER]
    matches = from_bytes(sample, cp_isolation=_GUESSED)
    best = matches.best()
    if best is None:
        return None
    # it often finds several equally good and then goes by the alphabet; the more widespread is likelier
    equal = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    names = {name for match in equal for name in match.could_be_from_charset}
    return min(names & set(_GUESSED), key=_GUESSED.index, default=best.encoding)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > 8 + len(text) // 50:
        raise Refused("Is binary (it is full of control characters), not text; add its text instead.")
    return text
