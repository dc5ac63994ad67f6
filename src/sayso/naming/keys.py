"""Names of places as keys: one key for one name, and the other keys under which a name as written may be known."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .kinds import Kind

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ə": "e"}
)
_MARKS = re.compile(r"['’‘`ʿʾʻʼ′\"“”]")
_OTHER = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """A name without case, accents, apostrophes and marks; words stand apart by one space.

    >>> fold("As-Suwaydā’")
    'as suwayda'
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(c for c in name if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    return _OTHER.sub(" ", _MARKS.sub("", name.casefold())).strip()


_SAINT = re.compile(r"\b(?:st|ste)\b")
_MOUNT = re.compile(r"\bmt\b")
_FORT = re.compile(r"\bft\b")


def key(name: str) -> str:
    """The key of a name: folded, usual abbreviations written out, without spaces.

    >>> key("St. Louis") == key("Saint Louis")
    True
    """
    folded = fold(name)
    if "st" in folded or "mt" in folded or "ft" in folded:
        folded = _FORT.sub("fort", _MOUNT.sub("mount", _SAINT.sub("saint", folded)))
    return folded.replace(" ", "")


# What a word beside the name says about the kind of place; with None it says nothing.
GENERIC: dict[str, Kind | None] = {
    "province": Kind.REGION, "governorate": Kind.REGION, "governate": Kind.REGION, "oblast": Kind.REGION, "state": Kind.REGION, "region": Kind.REGION,
    "muhafazah": Kind.REGION, "wilaya": Kind.REGION, "wilayat": Kind.REGION, "prefecture": Kind.REGION, "republic": None, "territory": Kind.REGION,
    "department": Kind.REGION, "district": Kind.DISTRICT, "county": Kind.DISTRICT, "subdistrict": Kind.DISTRICT, "sub-district": Kind.DISTRICT,
    "raion": Kind.DISTRICT, "municipality": Kind.DISTRICT, "canton": Kind.REGION, "division": None, "parish": Kind.DISTRICT, "borough": None,
    "city": Kind.SETTLEMENT, "town": Kind.SETTLEMENT, "village": Kind.SETTLEMENT, "township": Kind.SETTLEMENT, "settlement": Kind.SETTLEMENT,
    "suburb": Kind.SETTLEMENT, "neighborhood": Kind.SETTLEMENT, "neighbourhood": Kind.SETTLEMENT, "quarter": Kind.SETTLEMENT, "downtown": Kind.SETTLEMENT,
    "suburbs": Kind.SETTLEMENT, "outskirts": Kind.SETTLEMENT, "neighborhoods": Kind.SETTLEMENT, "villages": Kind.SETTLEMENT, "towns": Kind.SETTLEMENT,
    "countryside": None, "area": None, "areas": None, "camp": Kind.SETTLEMENT, "metro": Kind.SETTLEMENT, "metropolitan": Kind.SETTLEMENT, "pocket": None,
    "enclave": None, "front": None, "axis": None, "rural": None, "refugee": None, "border": None, "crossing": None, "island": Kind.ISLAND,
    "islands": Kind.ISLAND, "river": Kind.RIVER, "valley": None, "lake": Kind.WATER, "sea": Kind.WATER, "mountains": Kind.MOUNTAIN, "mountain": Kind.MOUNTAIN,
    "mount": Kind.MOUNTAIN, "jabal": Kind.MOUNTAIN, "hill": None, "hills": None, "peninsula": None, "desert": None, "plain": None, "port": None,
    "airport": None, "airbase": None, "base": None, "air": None, "military": None, "international": None, "hospital": None, "university": None,
    "old": None, "greater": None, "central": None, "upper": None, "lower": None, "inner": None, "outer": None, "mainland": None, "modern": None,
    "north": None, "south": None, "east": None, "west": None, "northern": None, "southern": None, "eastern": None, "western": None,
    "northeast": None, "northwest": None, "southeast": None, "southwest": None, "northeastern": None, "northwestern": None, "southeastern": None,
    "southwestern": None, "mid": None, "upstate": Kind.REGION, "far": None, "nearby": None, "of": None, "the": None, "in": None, "near": None, "and": None,
    "capital": Kind.SETTLEMENT, "all": None, "kingdom": None, "federal": None, "autonomous": None, "special": None, "administrative": None,
    "university of": None, "valleys": None, "coast": None, "occupied": None, "held": None, "controlled": None, "rebel": None, "government": None,
}  # fmt: skip
_SITES = frozenset(
    ("airport", "airbase", "base", "hospital", "university", "air", "military", "crossing", "front", "axis", "camp", "port", "border")
)  # fmt: skip
_SMALL = frozenset(("the", "of", "in", "and"))
ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|ar|at|ath|az|an|il|ul|the) (?=\S{3})")


@dataclass(frozen=True, slots=True)
class Variant:
    """One key under which a name may be known.

    Attributes:
        key: to look up.
        kind: what the words that were left out say the place is, or None.
        bare: words were left out ("Idlib countryside" as "Idlib").
        site: one of them names something at the place (an airport, a front), so that the place is only near.
    """

    key: str
    kind: Kind | None = None
    bare: bool = False
    site: bool = False


def variants(name: str) -> list[Variant]:
    """The keys under which a name as written may be known, the most faithful first; at least one, which is "" for marks alone.

    >>> [v.key for v in variants("the Idlib countryside")]
    ['theidlibcountryside', 'idlibcountryside', 'idlib']
    """
    folded = fold(name)
    out = [Variant(key(name))]
    kind, site = None, False
    words = folded.split()
    if words[:1] == ["the"]:
        out.append(Variant(key(folded[4:])))
    while len(words) > 1 and (words[-1] in GENERIC or words[0] in GENERIC):
        word = words.pop() if words[-1] in GENERIC and words[0] not in _SMALL else words.pop(0)
        if word not in _SMALL:
            kind, site = kind or GENERIC[word], site or word in _SITES
        out.append(Variant(key(" ".join(words)), kind, True, site))
    bare = " ".join(words)
    stripped = ARTICLE.sub("", bare)
    if stripped != bare:
        out.append(Variant(key(stripped), kind, bare != folded, site))
    if len(bare) > 4 and bare.endswith("s") and not bare.endswith("ss"):  # "Syrias" of a lost apostrophe
        out.append(Variant(key(bare[:-1]), kind, bare != folded, site))
    once = {v.key: v for v in reversed(out)}  # the first of each
    return [v for v in out if once[v.key] is v]


def place_key(name: str) -> str:
    """The key of a place's name without its article and words like "province": two names with one key are likely one place.

    >>> place_key("al-Sweida province") == place_key("Sweida")
    True
    """
    return variants(name)[-1].key
