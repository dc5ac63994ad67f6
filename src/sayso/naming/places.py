"""Which place each name of a report means: all of them together, by what the report itself says.

Each name has candidates from the gazetteer. A candidate is scored by a weighted sum of features: how the name fits, the kind of place and its
population, whether it lies in what stands beside it ("X, Y"; "X in Y"; "the Syrian town of X"), how much else of the report is in its country
and region, and how near the report's other places are. The last three depend on what the other names mean, so that beliefs about all names
are revised in turns, as in mean-field inference. One name means one place throughout a report. The weights are those of
a log-linear model fitted on public corpora (``docs/places.md``); they lie in ``data/weights.json``.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..records import Span
from .evidence import Written, lands, spoken_of, written
from .gazetteer.entries import Entry
from .gazetteer.lookup import Gazetteer, Match
from .keys import GENERIC, key
from .kinds import How, Kind

TURNS = 4
ABOUT = 0.6  # share of what points to countries that makes a report plainly about one
FOREIGN = 0.02  # share of what points to countries below which nothing speaks for one
UNSPOKEN = 0.05  # the same for a place whose name only sounds like it
PLAIN = 6  # mentions of places from which on a report can be plainly about a country
SMALL = 50_000  # inhabitants below which a place in an unmentioned country is doubted
HINTED = 300.0  # odds of a place in the country that somebody says a name is likely in, where nothing else is known
KEPT = 30  # candidates of a name that are weighed against the others
NEIGHBOURS = 40  # names whose distance is looked at
_SETTLED = (Kind.SETTLEMENT, Kind.CAPITAL, Kind.SITE, Kind.DISTRICT)
_LANDS = (Kind.REGION, Kind.DISTRICT)
_PHYSICAL = (Kind.AREA, Kind.WATER, Kind.RIVER, Kind.MOUNTAIN, Kind.ISLAND, Kind.SITE)

FEATURES = (
    "country", "capital", "region", "district", "continent", "physical",
    "population", "region population", "district population", "small", "town", "middling", "large",
    "alternate", "bare", "alias", "short", "people", "sound", "unlike", "left out", "kind said", "other kind said",
    "inside", "comma", "holds", "outside", "beside country", "beside region", "country share", "wide share", "country none", "region share", "near", "nearest",
    "first", "under country", "second name", "lone", "lone here", "hint", "user", "nothing",
)  # fmt: skip


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of each feature."""
    return dict(json.loads((Path(__file__).parent / "data" / "weights.json").read_text("utf-8"))["weights"])


@dataclass(slots=True)
class Choice:
    """One name of a report, its candidates, and how likely each is.

    Attributes:
        spans: where it is written.
        fixed: features of each candidate that do not depend on the other names.
        features: all features, as of the last turn.
        belief: of each candidate.
        nothing: the belief that none of them is meant; all sum to 1.
    """

    name: str
    spans: list[Span]
    matches: list[Match]
    beside: Written = field(default_factory=Written)
    fixed: list[dict[str, float]] = field(default_factory=list)
    features: list[dict[str, float]] = field(default_factory=list)
    belief: list[float] = field(default_factory=list)
    nothing: float = 1.0

    @property
    def best(self) -> int | None:
        """The number of the likeliest candidate; None where it is likelier that none is meant."""
        best = max(range(len(self.belief)), key=self.belief.__getitem__, default=None)
        return None if best is None or self.belief[best] < self.nothing else best


@dataclass(slots=True)
class Scene:
    """All names of one report."""

    text: str
    choices: list[Choice]
    countries: Counter[str]
    regions: Counter[str]
    hint: str | None = None


def weigh(
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    hint: str | None = None,
    by: Mapping[str, float] | None = None,
    doers: Sequence[Span] = (),
) -> Scene:
    """Weigh what the place names of a report mean.

    Args:
        text: the report's.
        spans: of its place names.
        gazetteer: where to look.
        hint: a country (ISO 3166-1 alpha-2) that the report is likely about.
        by: weights of features; the shipped ones by default.
        doers: who acts in its events ("US aircraft"), which says nothing of where.
    """
    by = weights() if by is None else by
    scene = gather(text, spans, gazetteer, hint, doers)
    for choice in scene.choices:
        choice.fixed = _fixed(choice.matches, hint)
        _believe(choice, choice.fixed, by)
    for _ in range(TURNS):
        turn(scene, by)
    if _widen(scene, gazetteer, by):
        turn(scene, by)
        turn(scene, by)
    _doubt(scene)
    if sum(bool(c.matches) for c in scene.choices) == 1 and not scene.countries:
        _trust(next(c for c in scene.choices if c.matches), math.exp(by.get("hint", 0.0)))
    return scene


def _doubt(scene: Scene) -> None:
    """Give up places in a country that nothing else of a report points to.

    A desert that no gazetteer has must not become a suburb of the same name in another country: no place is better than that.
    """
    where = Where(scene)
    whole = sum(where.countries.values())
    if not where.countries:
        return
    plain = max(where.countries.values()) >= ABOUT * whole and sum(len(c.spans) for c in scene.choices) >= PLAIN
    firm = where.firm()
    for choice in scene.choices:
        if (best := choice.best) is not None and _foreign(
            choice.matches[best].entry, choice.features[best], plain, firm
        ):
            choice.belief = [b * 0.001 for b in choice.belief]
            choice.nothing = 1 - sum(choice.belief)


def _foreign(entry: Entry, some: Mapping[str, float], plain: bool, firm: Mapping[str, float]) -> bool:
    """Whether nothing else of the report points to the country of a settlement that is small, where the report is plainly about another, or that only sounds like the name."""
    stands = some.get("inside", 0) > 0.3 or some.get("comma") or some.get("beside country") or some.get("beside region")
    if stands or entry.kind not in _SETTLED or entry.source != "default":
        return False
    if entry.how == How.SOUND:
        return firm.get(entry.country, 0.0) < UNSPOKEN * sum(firm.values())
    return plain and some.get("country share", 1.0) < FOREIGN and entry.population < SMALL


def _trust(choice: Choice, hinted: float) -> None:
    """Where nothing else is known, a name is taken for a place that has it, if any has, and sooner for one that many live in.

    The hint counts last and then decides, since nothing else does: so it never lowers the belief in what lies in its country.

    Args:
        hinted: by how much the hint has raised the odds of a candidate in its country.
    """
    if not any(m.entry.how != How.SOUND and not m.site for m in choice.matches):
        return
    inside = ["hint" in fixed for fixed in choice.fixed]
    without = [b / (hinted if i else 1.0) for b, i in zip(choice.belief, inside, strict=True)]
    if max(without) < 0.5 * (sum(without) + choice.nothing):
        without = [b * math.sqrt(m.entry.population + 100) for b, m in zip(without, choice.matches, strict=True)]
    odds = [b * (HINTED if i else 1.0) for b, i in zip(without, inside, strict=True)]
    if whole := sum(odds):
        choice.belief = [o / whole for o in odds]
        choice.nothing = 0.0


def gather(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, hint: str | None = None, doers: Sequence[Span] = ()
) -> Scene:
    """The names of a report with their candidates, and what the report says beside them."""
    ordered = sorted(set(spans))
    by_key: dict[str, int] = {}
    choices: list[Choice] = []
    numbered: list[tuple[Span, int]] = []
    for span, land in zip(ordered, lands(text, ordered), strict=True):
        name = text[span[0] : span[1]]
        matches, said = _lookup(name, land, gazetteer)
        its = key(name) + ("." if name.isupper() and len(name) < 5 else "") + (f" {said}" if said else "")
        if its not in by_key:
            by_key[its] = len(choices)
            choices.append(Choice(name, [], matches))
        choices[by_key[its]].spans.append(span)
        numbered.append((span, by_key[its]))
    for number, beside in written(text, numbered, gazetteer).items():
        choices[number].beside = beside
    countries, regions = spoken_of(text, [*ordered, *doers], gazetteer)
    return Scene(text, choices, countries, regions, hint)


def _lookup(name: str, land: str, gazetteer: Gazetteer) -> tuple[list[Match], str]:
    """The candidates of a name, and the word behind it where that says which of them is meant.

    Args:
        name: as written. ``land``: the word for a stretch of land behind it ("province"), or "". It matters where a region and something else have the name.
    """
    matches = list(gazetteer.lookup(name))
    kinds = {m.entry.kind for m in matches if m.entry.how != How.SOUND and not m.site}
    if not land or not kinds & {*_LANDS} or kinds <= {*_LANDS}:
        return matches, ""
    if land == "region" and kinds & {Kind.AREA, Kind.WATER}:  # "the Gulf region" is none of a country
        return matches, ""
    whole = [m for m in gazetteer.lookup(f"{name} {land}") if m.entry.kind in _LANDS and not m.bare]
    return whole or [m._replace(kind=GENERIC[land]) for m in matches], land


def _fixed(matches: Sequence[Match], hint: str | None) -> list[dict[str, float]]:
    """Features of the candidates of one name that do not depend on other names."""
    regions = any(m.entry.kind == Kind.REGION for m in matches)
    out = [_alone(match, hint, regions) for match in matches]
    if out:
        out[0]["first"] = 1.0
    settled = [m.entry for m in matches if m.entry.kind in (Kind.SETTLEMENT, Kind.CAPITAL)]
    own = any(How.ALIAS <= e.how <= How.NAME and e.population >= 10_000 for e in settled)
    in_country = Counter(m.entry.country for m in matches)
    for match, some in zip(matches, out, strict=True):
        if own and match.entry.how == How.ALTERNATE and match.alike < 0.7:
            some["second name"] = 1.0
        if match.entry.how != How.SOUND and in_country[match.entry.country] <= 2:
            some["lone"] = 1.0 if len(in_country) == 1 else 0.0
    if any(m.entry.kind == Kind.COUNTRY and m.entry.how >= How.ALIAS and not m.bare for m in matches):
        for match, some in zip(matches, out, strict=True):
            if match.entry.kind in (Kind.SETTLEMENT, Kind.CAPITAL, Kind.DISTRICT):
                some["under country"] = 1.0
    return out


def _alone(match: Match, hint: str | None, regions: bool) -> dict[str, float]:
    """Features of one candidate by itself; ``regions``: a region of the first level has the name, else a "province" may be one of the second."""
    entry, kind, how = match.entry, match.entry.kind, match.entry.how
    size = math.log10(entry.population + 1)
    out: dict[str, float] = {}
    if kind == Kind.COUNTRY:
        out["country"] = 1.0
    elif kind == Kind.REGION:
        out["region"], out["region population"] = 1.0, size / 7
    elif kind == Kind.DISTRICT:
        out["district"], out["district population"] = 1.0, size / 7
    elif kind == Kind.CONTINENT:
        out["continent"] = 1.0
    elif kind in _PHYSICAL:
        out["physical"] = 1.0
    else:
        out["population"] = size / 7
        out["small"] = 1.0 if entry.population < 1000 else 0.0
        out["town"] = 1.0 if entry.population >= 10_000 else 0.0
        out["middling"] = 1.0 if entry.population >= 100_000 else 0.0
        out["large"] = 1.0 if entry.population >= 1_000_000 else 0.0
        out["capital"] = 1.0 if kind == Kind.CAPITAL else 0.0
    form = {How.ALTERNATE: "alternate", How.BARE: "bare", How.ALIAS: "alias", How.SHORT: "short", How.PEOPLE: "people", How.SOUND: "sound"}  # fmt: skip
    if how in form:
        out[form[How(how)]] = 1.0
    if how == How.SOUND:
        out["unlike"] = 1 - match.alike
    if match.bare:
        out["left out"] = 1.0
    if match.kind is not None:
        fits = kind == match.kind or (match.kind == Kind.SETTLEMENT and kind == Kind.CAPITAL)
        fits = fits or (match.kind == Kind.REGION and kind == Kind.DISTRICT and not regions)
        out["kind said" if fits else "other kind said"] = 1.0
    if hint and entry.country == hint:
        out["hint"] = 1.0
    if entry.source != "default":
        out["user"] = 1.0
    return out


def _believe(choice: Choice, features: Sequence[Mapping[str, float]], by: Mapping[str, float]) -> None:
    """Set the belief in each candidate: the softmax of its weighted features, with "nothing" as one more candidate."""
    if not features:
        return
    scores = [sum(by.get(f, 0.0) * v for f, v in some.items()) for some in features] + [by.get("nothing", 0.0)]
    top = max(scores)
    odds = [math.exp(s - top) for s in scores]
    whole = sum(odds)
    *choice.belief, choice.nothing = (o / whole for o in odds)


def turn(scene: Scene, by: Mapping[str, float]) -> None:
    """Revise the beliefs about every name once, by those about the others."""
    _prune(scene)
    where = Where(scene)
    for number, choice in enumerate(scene.choices):
        if not choice.matches:
            continue
        choice.features = where.features(number)
    for choice in scene.choices:
        if choice.matches:
            _believe(choice, choice.features, by)


def _prune(scene: Scene) -> None:
    """Leave out the candidates that are unlikely where a name has many."""
    for choice in scene.choices:
        if len(choice.matches) > KEPT:
            spoken = scene.countries
            keep = sorted(
                range(len(choice.matches)),
                key=lambda n: -choice.belief[n] - (0.001 if choice.matches[n].entry.country in spoken else 0.0),
            )[: KEPT * 2 if not choice.features else KEPT]
            keep.sort()
            choice.matches = [choice.matches[n] for n in keep]
            choice.fixed = [choice.fixed[n] for n in keep]
            choice.belief = [choice.belief[n] for n in keep]


def _spoken(often: Mapping[str, float]) -> dict[str, float]:
    """What the words of a report outside its names say for each country or region: less and less, the more often they do."""
    return {code: math.log1p(n) for code, n in often.items() if code}


class Where:
    """Where the names of a report are believed to be, taken together."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.shares = [self._shares(c) for c in scene.choices]
        self.countries: Counter[str] = Counter()
        self.regions: Counter[str] = Counter()
        for countries, regions in self.shares:
            self.countries.update(countries)
            self.regions.update(regions)
        self.countries.update(_spoken(scene.countries))
        self.regions.update(_spoken(scene.regions))
        self.points = [self._points(c) for c in scene.choices]
        self.at = [c.spans[0][0] for c in scene.choices]
        self.names = [c.name.casefold() for c in scene.choices]

    def _shares(self, choice: Choice, heard: bool = True) -> tuple[dict[str, float], dict[str, float]]:
        """What one name says for each country and region: its beliefs, weighted by how often it stands; ``heard``: what only sounds like it too."""
        countries: dict[str, float] = {}
        regions: dict[str, float] = {}
        often = 1 + math.log(len(choice.spans))
        for match, belief in zip(choice.matches, choice.belief, strict=True):
            if match.entry.how == How.SOUND and not heard:
                continue
            if match.entry.country:
                countries[match.entry.country] = countries.get(match.entry.country, 0.0) + belief * often
            if match.entry.region:
                regions[match.entry.region] = regions.get(match.entry.region, 0.0) + belief * often
        return countries, regions

    def firm(self) -> Counter[str]:
        """What points to each country without the names that only sound like a place there: two spellings of one quarter must not make each other a foreign city."""
        out: Counter[str] = Counter()
        for choice in self.scene.choices:
            out.update(self._shares(choice, heard=False)[0])
        out.update(_spoken(self.scene.countries))
        return out

    @staticmethod
    def _points(choice: Choice) -> list[tuple[float, float, float]]:
        """(latitude, longitude, belief) of the likeliest candidates that are small enough to be near to something."""
        some = [(b, m.entry) for m, b in zip(choice.matches, choice.belief, strict=True) if m.entry.kind in _SETTLED or m.entry.kind == Kind.REGION]  # fmt: skip
        some.sort(key=lambda x: -x[0])
        return [(e.lat, e.lon, b) for b, e in some[:3] if b > 0.05]

    def features(self, number: int) -> list[dict[str, float]]:
        """All features of the candidates of one name."""
        choice = self.scene.choices[number]
        own_countries, own_regions = self.shares[number]
        countries = {c: n - own_countries.get(c, 0.0) for c, n in self.countries.items()}
        regions = {r: n - own_regions.get(r, 0.0) for r, n in self.regions.items()}
        said, within = sum(countries.values()), sum(regions.values())
        near = self._near(number)
        held = [c for c in self.scene.choices if number in c.beside.comma and c.matches]
        out = []
        for match, fixed in zip(choice.matches, choice.fixed, strict=True):
            entry = match.entry
            some = dict(fixed)
            share = countries.get(entry.country, 0.0)
            if entry.kind in (Kind.COUNTRY, Kind.REGION) and held:
                some["holds"] = sum(any(_within(m, match) for m in c.matches) for c in held) / len(held)
            wide = entry.kind in (Kind.COUNTRY, Kind.REGION)
            some["wide share" if wide else "country share"] = share / (said + 0.5)
            if entry.kind in _SETTLED and share > 0.35 * (said + 0.5):
                rivals = sum(m.entry.country == entry.country and m.entry.how != How.SOUND for m in choice.matches)
                some["lone here"] = 1.0 if rivals <= 2 and entry.how != How.SOUND else 0.0
            some["country none"] = 1.0 if said > 0.7 and share < 0.05 and entry.country else 0.0
            if entry.kind not in (Kind.COUNTRY, Kind.CONTINENT):
                some["region share"] = regions.get(entry.region, 0.0) / (within + 0.5) if entry.region else 0.0
                some |= self._beside(choice, match)
                some["near"], some["nearest"] = self._close(entry.lat, entry.lon, near)
            out.append(some)
        return out

    def _beside(self, choice: Choice, match: Match) -> dict[str, float]:
        """Whether a candidate lies in what stands beside the name."""
        inside = comma = 0.0
        for other in choice.beside.names:
            container = self.scene.choices[other]
            for m, b in zip(container.matches, container.belief, strict=True):
                if _within(match, m):
                    inside = max(inside, b)
                    if other in choice.beside.comma and m.entry.kind in (Kind.COUNTRY, Kind.REGION):
                        comma = max(comma, b)
        stands = any(self.scene.choices[other].matches for other in choice.beside.names)
        country = region = 0.0
        for entries in (*choice.beside.wide, *choice.beside.after):
            for e in entries:
                if e.kind == Kind.COUNTRY and e.country == match.entry.country:
                    country = 1.0
                elif e.kind == Kind.REGION and e.region == match.entry.region:
                    region = 1.0
                else:
                    continue
                comma = 1.0 if entries in choice.beside.after else comma
        wide = bool(choice.beside.wide or choice.beside.after)
        out = {"inside": inside, "comma": comma, "beside country": country, "beside region": region}
        out["outside"] = 1.0 if (stands or wide) and inside < 0.1 and not country and not region else 0.0
        return out

    def _near(self, number: int) -> list[tuple[float, float, float]]:
        """Points of the other names that stand nearest in the text; "Homs" says nothing of where "Homs province" is."""
        others = (n for n, name in enumerate(self.names) if name != self.names[number])
        order = sorted(others, key=lambda n: abs(self.at[n] - self.at[number]))
        return [p for n in order[:NEIGHBOURS] for p in self.points[n]]

    @staticmethod
    def _close(lat: float, lon: float, points: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
        """How near the other places are: summed over them, and of the nearest; each fades with the distance."""
        narrow = math.cos(math.radians(lat)) * 111.2
        total = best = 0.0
        for other_lat, other_lon, belief in points:
            dx = abs(lon - other_lon)
            dx = min(dx, 360 - dx) * narrow
            dy = (lat - other_lat) * 111.2
            far = math.sqrt(dx * dx + dy * dy)
            if far < 1500:
                close = belief * math.exp(-far / 150)
                total += close
                best = max(best, close)
        return 1 - math.exp(-total / 2), best


def _within(match: Match, container: Match) -> bool:
    """Does a candidate lie in another place, as far as the gazetteer tells?"""
    entry, whole = match.entry, container.entry
    if whole.kind == Kind.COUNTRY:
        return entry.country == whole.country and entry.kind != Kind.COUNTRY
    if whole.kind == Kind.REGION:
        return entry.region == whole.region and entry.kind != Kind.REGION
    if whole.kind in (Kind.CONTINENT,):
        return False
    reach = 400 if whole.kind in (Kind.AREA, Kind.ISLAND) else 60
    return distance_km((entry.lat, entry.lon), (whole.lat, whole.lon)) < reach


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres, on a sphere of 6371 km."""
    p = math.pi / 180
    x = math.sin((b[0] - a[0]) * p / 2) ** 2
    x += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(x)))


def _widen(scene: Scene, gazetteer: Gazetteer, by: Mapping[str, float]) -> bool:
    """Look for other transliterations in the report's country of names that no place there has. Was any found?"""
    where = Where(scene)
    if not where.countries:
        return False
    country, weight = where.countries.most_common(1)[0]
    if weight < 0.5 * sum(where.countries.values()) or weight < 1:
        return False
    found = False
    for choice in scene.choices:
        if any(m.entry.country == country or m.entry.kind != Kind.SETTLEMENT for m in choice.matches):
            continue
        more = [m for m in gazetteer.sounding(choice.name, country) if m.alike >= 0.8][:5]
        if more:
            found = True
            choice.matches += more
            choice.fixed = _fixed(choice.matches, scene.hint)
            _believe(choice, choice.fixed, by)
    return found
