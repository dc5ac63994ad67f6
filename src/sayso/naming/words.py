"""Words of names: folding for comparison, and phrases as words with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from .keys import fold
from .vocabulary import LEADING

_DOTTED = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])\s*$")
_LOST = re.compile(r"^\s*['’`]?s\s+(?=\S)")  # of a span that begins at the s of "the army's 4th Division"
_ARTICLE = re.compile(r"^(?:the|a|an) (?=\S)")
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’‘`ʿʾʻʼ][^\W_]+)*")
ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9&/+-]{0,11}")
LONG = 400  # characters of a phrase that are looked at


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The key under which an actor's or outlet's name is known: folded, without article and possessives at its ends; U.S. as US.

    >>> name_key("The U.S. Army’s"), name_key("s 4th Division")
    ('us army', '4th division')
    """
    name = _DOTTED.sub(lambda m: m[0].replace(".", ""), unpossessed(name[:LONG]))
    return _ARTICLE.sub("", fold(_POSSESSIVE.sub("", name)))


def unpossessed(name: str) -> str:
    """A name without the "s" or "'s" of a possessive before it, which a span may begin with; unchanged where nothing else is in it.

    >>> unpossessed("s 4th Division"), unpossessed("’s fighters"), unpossessed("S Korea")
    ('4th Division', 'fighters', 'S Korea')
    """
    return _LOST.sub("", name)


def unpossessed_span(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The same for a span of a text."""
    lost = _LOST.match(text[slice(*span)])
    return (span[0] + lost.end(), span[1]) if lost else span


def acronym_key(name: str) -> str | None:
    """An acronym without its dots, or None where the name is written as none.

    >>> acronym_key("U.S."), acronym_key("Isis")
    ('US', None)
    """
    bare = name[:40].replace(".", "").strip()
    return bare if ACRONYM.fullmatch(bare) and any(c.isalpha() for c in bare) else None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: where it stands, as written, folded without a possessive, and folded with it."""

    start: int
    end: int
    text: str
    key: str
    inner: str

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[:1].isupper()


def words(phrase: str) -> list[Word]:
    """The words of a phrase; hyphens part words, apostrophes do not."""
    return list(_words(phrase[:LONG]))


def without_leading(found: list[Word]) -> list[Word]:
    """Words without those in front that only lead up to what is meant: "the", "its", "several"."""
    return list(dropwhile(lambda w: w.key in LEADING, found))


@lru_cache(maxsize=8_192)
def _words(phrase: str) -> tuple[Word, ...]:
    return tuple(Word(m.start(), m.end(), m[0], *_word_keys(m[0])) for m in _WORD.finditer(phrase))


@lru_cache(maxsize=65_536)
def _word_keys(word: str) -> tuple[str, str]:
    bare = word.replace(".", "")
    return fold(_POSSESSIVE.sub("", bare)), fold(bare)
