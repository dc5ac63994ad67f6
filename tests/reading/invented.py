"""Texts to read. EXERCISE: the war, the forces, the places and the dead told here are invented."""

from __future__ import annotations

from pathlib import Path

from sayso.records import Report, Span

WEEK = Path(__file__).parents[2] / "examples" / "week"


def wire() -> str:
    """The wire agency's report of the example week."""
    return (WEEK / "wire.txt").read_text("utf-8")


def report(text: str, published: str | None = "2019-03-13") -> Report:
    return Report("aaaaaaaaaaaa", text, "Courier", published=published)


def span(text: str, words: str, n: int = 1) -> Span:
    """Where some words stand in a text for the n-th time."""
    at = -1
    for _ in range(n):
        at = text.index(words, at + 1)
    return at, at + len(words)
