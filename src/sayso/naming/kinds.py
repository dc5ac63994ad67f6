"""What kinds of places there are, and how precisely each one says where something is."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """The kind of a place in a gazetteer; the number is what the index keeps."""

    SETTLEMENT = 0
    COUNTRY = 1
    REGION = 2  # of the first level: province, governorate, state
    DISTRICT = 3  # of the second level: county, district
    CONTINENT = 4
    AREA = 5  # historical or physical: Darfur, the Sahel
    WATER = 6
    RIVER = 7
    MOUNTAIN = 8
    ISLAND = 9
    SITE = 10  # a building, a base
    CAPITAL = 11  # a settlement that is a country's capital


class How(IntEnum):
    """How a name belongs to a place."""

    ALTERNATE = 1  # one of its other names, in any language
    BARE = 2  # its name without a word like "Governorate", or without an article
    ALIAS = 3  # one of its usual other names in English
    NAME = 4
    SHORT = 5  # an abbreviation: only as written
    PEOPLE = 6  # the adjective or the people's name: "Syrian"
    SOUND = 7  # another transliteration of one of its names


PRECISION = {
    Kind.SETTLEMENT: "place", Kind.CAPITAL: "place", Kind.SITE: "place", Kind.DISTRICT: "district", Kind.REGION: "region", Kind.COUNTRY: "country",
    Kind.CONTINENT: "wide", Kind.AREA: "area", Kind.WATER: "area", Kind.RIVER: "area", Kind.MOUNTAIN: "area", Kind.ISLAND: "area",
}  # fmt: skip
