"""Decisions of people, in a file that only grows: ``LEDGER/decisions.jsonl``, one JSON object a line.

Each line holds the SHA-256 of the line before it, so that a line changed, taken out or put in later shows; of the last line the next one will
tell. Decisions are no derived data: a rebuild leaves the file alone. They name their subject by its id and by the words they were made on, so
that they are found again when a later reader numbers things differently.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..records import Span
from .store import LedgerError

try:
    import fcntl
except (
    ImportError
):  # pragma: no cover - Windows: appending is still one write, only two at once could make a wrong hash
    fcntl = None  # type: ignore[assignment]

FILE = "decisions.jsonl"
# What may be ruled about which kind of thing. A new kind is one line here.
RULINGS: dict[str, tuple[str, ...]] = {"forecast": ("open", "came-true", "did-not")}
NONE = "0" * 64  # the hash that the first line holds
LONGEST = 65_536  # bytes of a line
_WORDS = 4_000  # characters of a field
_PATIENCE = 30.0  # seconds to wait for another process that writes
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person ruled.

    Attributes:
        kind: of what (``RULINGS``). ``subject``: its id (``REPORT.e3``). ``ruling``: one of those of its kind.
        by: who. ``why``: the reasons, in words. ``at``: when, ISO 8601 in UTC.
        report, span, words: the place and the words that the subject had when it was ruled on.
    """

    kind: str
    subject: str
    ruling: str
    by: str
    why: str
    at: str
    report: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not as it was written: its number from 1, and what is wrong with it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Log:
    """Everything in the file: the decisions in order, the faults, and the SHA-256 of the last line (write it down elsewhere to seal the file)."""

    decisions: tuple[Decision, ...]
    faults: tuple[Fault, ...]
    head: str


def now() -> str:
    """The present moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append(folder: Path, decision: Decision) -> None:
    """Add a decision to a ledger's file; when this returns it is on the disk.

    Args:
        folder: of the ledger.
        decision: to keep.

    Raises:
        ValueError: the decision is not whole, or its ruling is none of its kind.
        LedgerError: the file cannot be written.
    """
    wrong = _wrong(_plain(decision))
    if wrong:
        raise ValueError(wrong)
    path = folder / FILE
    try:
        new = not path.exists()
        with path.open("a+b") as file, _alone(file.fileno()):
            last, torn = _last_line(file)
            line = json.dumps(_plain(decision) | {"previous": last}, ensure_ascii=False, sort_keys=True).encode()
            # a torn line stays as it is, and its bytes are what the new line's hash is of
            file.write((b"\n" if torn else b"") + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            _sync_folder(folder)
    except OSError as error:
        raise LedgerError(f"cannot write {path}: {error.strerror or error}; nothing was decided") from None


def read(folder: Path) -> Log:
    """All decisions of a ledger that can be read, and what is wrong with the file; empty where there is no file.

    A faulty line is told and left out, the lines after it are read. Nothing is changed.

    Raises:
        LedgerError: the file cannot be opened.
    """
    path = folder / FILE
    found: list[Decision] = []
    faults: list[Fault] = []
    previous = NONE
    try:
        for number, line in enumerate(_lines(path), 1):
            decision, reason, said = _parsed(line)
            if reason:
                faults.append(Fault(number, reason))
            elif said != previous:
                faults.append(
                    Fault(number, "does not follow the line before it: a line was changed, taken out or put in")
                )
            if decision:
                found.append(decision)
            previous = _digest(line)
    except FileNotFoundError:
        return Log((), (), NONE)
    except OSError as error:
        raise LedgerError(f"cannot read {path}: {error.strerror or error}; check its permissions") from None
    return Log(tuple(found), tuple(faults), previous)


# ------------------------------------------------------------------ what they are about


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be ruled on, as the ledger has it now."""

    id: str
    report: str
    span: Span


def settle(decisions: Iterable[Decision], subjects: Iterable[Subject]) -> tuple[dict[str, Decision], list[Decision]]:
    """The decision that holds for each subject, by its id, and the decisions whose subject is not there any more.

    A decision belongs to what stands at the very words it was made on; where nothing does, to the only subject that overlaps them. The id
    alone is not enough, since a later reader may number things differently. Of several for one subject the last holds.
    """
    by_report: dict[str, list[Subject]] = {}
    for subject in subjects:
        by_report.setdefault(subject.report, []).append(subject)
    found: dict[str, Decision] = {}
    lost: list[Decision] = []
    for decision in decisions:
        its = _subject(decision, by_report.get(decision.report, ()))
        if its is None:
            lost.append(decision)
        else:
            found[its.id] = decision
    return found, lost


def _subject(decision: Decision, its: Sequence[Subject]) -> Subject | None:
    start, end = decision.span
    same = [s for s in its if s.span == decision.span]
    if same:
        return next((s for s in same if s.id == decision.subject), same[0])
    over = [s for s in its if s.span[0] < end and start < s.span[1]]
    return over[0] if len(over) == 1 else None


# ------------------------------------------------------------------ lines


def _lines(path: Path) -> Iterator[bytes]:
    """The lines without their ends. Of a line that is too long only its beginning is parsed, but all of it is hashed: see ``_parsed``."""
    with path.open("rb") as file:
        for line in file:
            yield line.removesuffix(b"\n")


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _parsed(line: bytes) -> tuple[Decision | None, str, str]:
    """A line's decision, or what is wrong with it, and the hash of the line before that it holds."""
    if len(line) > LONGEST:
        return None, f"longer than {LONGEST} bytes: no decision was written so", ""
    try:
        data = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return None, "not a whole decision (a write was cut off, or it was changed); its bytes are kept as they are", ""
    if not isinstance(data, dict):
        return None, "not a decision", ""
    said = data.pop("previous", None)
    wrong = _wrong(data)
    if not isinstance(said, str) or wrong:
        return None, wrong or "says nothing of the line before it", ""
    return Decision(**(data | {"span": tuple(data["span"])})), "", said


_FIELDS = ("kind", "subject", "ruling", "by", "why", "at", "report", "words")


def _plain(d: Decision) -> dict[str, Any]:
    return {f: getattr(d, f) for f in _FIELDS} | {"span": list(d.span)}


def _wrong(data: dict[str, Any]) -> str:
    """What is wrong with the fields of a decision; "" where nothing is."""
    if set(data) != {*_FIELDS, "span"}:
        return f"must have the fields {', '.join((*_FIELDS, 'span'))}"
    for f in _FIELDS:
        value = data[f]
        if not isinstance(value, str) or not value.strip() or len(value) > _WORDS:
            return f"{f} must be words, 1 to {_WORDS} characters"
        if f != "words" and _CONTROL.search(value):
            return f"{f} must not have control characters"
    if data["kind"] not in RULINGS:
        return f"kind must be one of {', '.join(RULINGS)}"
    if data["ruling"] not in RULINGS[data["kind"]]:
        return f"ruling must be one of {', '.join(RULINGS[data['kind']])}"
    return _wrong_time(data["at"]) or _wrong_span(data["span"])


def _wrong_time(at: str) -> str:
    try:
        return "" if datetime.fromisoformat(at).tzinfo else "at must say its time zone"
    except ValueError:
        return "at must be a time like 2018-11-12T08:00:00+00:00"


def _wrong_span(span: Any) -> str:
    good = isinstance(span, list) and len(span) == 2 and all(type(x) is int for x in span) and 0 <= span[0] < span[1]
    return "" if good else "span must be [start, end]"


# ------------------------------------------------------------------ the file


def _last_line(file: Any) -> tuple[str, bool]:
    """The hash of the last line, and whether its end is missing. Read backwards, so that a long file costs no more."""
    end = size = file.seek(0, os.SEEK_END)
    if size == 0:
        return NONE, False
    file.seek(size - 1)
    torn = file.read(1) != b"\n"
    end = size if torn else size - 1
    start, tail = end, b""
    while start > 0 and b"\n" not in tail:
        step = min(start, 65_536)
        start -= step
        file.seek(start)
        tail = file.read(step) + tail
    return _digest(tail[: end - start].rpartition(b"\n")[2]), torn


@contextmanager
def _alone(file: int) -> Iterator[None]:
    """Hold a file against other processes that append to it."""
    if fcntl is None:  # pragma: no cover
        yield
        return
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk too."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
