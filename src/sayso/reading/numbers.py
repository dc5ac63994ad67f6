"""How many people a phrase counts.

Rules from the annotation guidelines, section 4: ``5`` is 5 to 5, ``at least 5`` is 5 and more, ``dozens`` is 24 and more, ``nearly 40`` is
36 (90 %) to 40, ``around 50`` is 45 to 55. "Many" and "a number of" say no number.
"""

from __future__ import annotations

import re

ONES = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
WORDS = "|".join([*ONES, *TENS])  # for patterns
COMPOUND = rf"(?:{'|'.join(TENS)})[- ](?:{'|'.join(w for w, n in ONES.items() if 0 < n < 10)})"  # "twenty-five"
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
}
VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "tens": 20, "millions": 2_000_000, "several": 3,
    "a few": 3, "few": 3, "a handful": 3, "handful": 3, "numerous": 3, "multiple": 3,
}  # fmt: skip

_PLURALS = frozenset(
    "people women men children others forces police personnel troops staff many more most all some both each they them".split()
)

_WORD = re.compile(r"\d[\d,.\s\u00a0\u202f]*\d(?!\d)|\d|[a-z]+(?:'[a-z]+)?|[-–]", re.I)
AT_LEAST = r"at least|(?:sur)?pass(?:es|ed|ing)?|tops|topped|topping|(?<!no )(?<!not )more than|over|no fewer than|no less than|not fewer than|not less than|in excess of|upwards of|above|exceed(?:s|ed|ing)?|as many as [\w\s]+ or more|a minimum of|minimum"
AT_MOST = r"up to|as high as|at most|fewer than|less than|no more than|not more than|as many as|(?<!just )under|as much as|a maximum of"
NEARLY = r"nearly|almost|close to|just under|approaching"
AROUND = r"around|about|approximately|some|roughly|an estimated|estimated|or so|circa|more or less|in the region of"

_LARGEST = 2**63 - 1  # what a database keeps; a count of people above it is no count

# After "a" or "an" these do not make it one: "a minimum of 30", "an estimated 400".
_NOT_ONE = frozenset(
    "few number handful group team patrol squad crew platoon convoy delegation crowd town city village army force camp total further lot large small minimum maximum estimated additional unknown unspecified score string "
    "series great confirmed flood wave stream influx host".split()
)
# A half or a quarter of a large number is that many: "more than a quarter of a million"
_FRACTIONS = (
    (re.compile(r"\b(?:a |one )?quarter(?: of a|[- ]a)?[- ]million\b"), "250000"),
    (re.compile(r"\bthree[- ]quarters of a million\b"), "750000"),
    (re.compile(r"\b(?:a )?half[- ](?:a[- ])?million\b"), "500000"),
)
# Words that name one person without an article, in headlines and lists: "Journalist", "child and woman"
_PERSON = frozenset(
    "child woman man boy girl baby infant toddler teenager civilian journalist reporter photographer activist worker medic doctor nurse midwife teacher "
    "student farmer driver pilot soldier officer guard policeman member leader commander fighter militant rebel terrorist gunman sniper general colonel "
    "captain mother father brother sister son daughter husband wife uncle aunt cousin grandmother grandfather passenger passer-by hostage prisoner "
    "person fatality victim volunteer chief spokesman official".split()
)
# None of these is one person
_MANY = frozenset(
    "force army union toll family half quarter population group unit crowd party state team patrol squad crew platoon convoy delegation town city village camp".split()
)

# Words that a network tags without what they belong to, and words that begin a count or name a person after all
_STRAY = frozenset("the of and or in other civilian military security foreign".split())
_STARTS = frozenset(
    "a an the no none neither nobody one another both every each any half dozen couple pair twin his her its their".split()
)

# "a nurse of 26", "old men of 75"
_OF_AGE = re.compile(
    rf"\b((?:{'|'.join(sorted(_PERSON - {'force', 'member', 'victim', 'fatality'}))}|men|women|children)s?) of (?:\d\d?|{WORDS})(?: years?)?$"
)

Range = tuple[int | None, int | None]


_WITH_AGE = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*, (?:aged )?\d\d?$")  # "Salma, 16"


def count(phrase: str) -> Range:
    """The lowest and highest number a phrase of people allows.

    Args:
        phrase: e.g. ``"at least 68 children"``.

    Returns:
        ``(low, high)``; None where the phrase leaves that side open. ``(None, None)`` when no number is in it, or none below 2**63.
    """
    if _is_name(phrase):
        return None, None
    if _WITH_AGE.match(phrase):
        return 1, 1
    low, high = _counted(phrase.lower().replace("’", "'"))
    return (None, None) if max(low or 0, high or 0) > _LARGEST else (low, high)


_AND_A_HALF = re.compile(rf"\b({'|'.join(ONES)}) and a half (hundred|thousand|million|billion)\b")
_MEMBERS = re.compile(rf"\b(?:an?|the) (?=(?:\d+|{WORDS})[- ](?:member|man|woman|person|strong)\b)")


def _plain_scales(text: str) -> str:
    """Scales written out: "15k" as 15 thousand, "a couple of hundred" as two hundred, "one and a half million" in figures; "a 10-member family" without what is not its number."""
    text = re.sub(r"(\d)\s?(k|m)\b(?!-)", lambda m: f"{m[1]} {'thousand' if m[2] == 'k' else 'million'}", text)
    text = re.sub(r"\b(?:an? |the )?couple (?:of )?(?=(?:dozen|hundred|thousand|million)\b)", "two ", text)
    text = _AND_A_HALF.sub(lambda m: str(round((ONES[m[1]] + 0.5) * SCALES[m[2]])), text)
    return _MEMBERS.sub("", text)


def _is_name(phrase: str) -> bool:
    """Is it a bare name ("Soviet Union") or a stray word, which count nobody? Headlines write people so too ("Journalist"), and these count one."""
    if phrase.strip() in _STRAY:
        return True
    words = phrase.split()
    if not words or not all(w[:1].isupper() and w.isalpha() for w in words):
        return False
    plain = [w.lower() for w in words]
    if any(w in ONES or w in TENS or w in SCALES or w in VAGUE or w in _STARTS for w in plain):
        return False
    return plain[-1] not in _PERSON and not plain[-1].endswith("s")


def _counted(text: str) -> Range:
    text = _plain_scales(text)
    for pattern, figure in _FRACTIONS:
        text = pattern.sub(figure, text)
    text = re.sub(r"(?<=\w) (?:aged|between the ages of)\b.*", "", text, flags=re.S)  # an age counts nobody
    text = _OF_AGE.sub(r"\1", text)
    text = re.sub(r"\b(?:\d+|[a-z]+(?:-[a-z]+)?)[- ](?:year|month|week|day)s?[- ]old(s?)\b", r"child\1", text)
    if re.match(
        r"(?:there were |with |without )?(?:no|zero|none|neither|without|nobody)\b(?! (?:fewer|less|more) than)", text
    ):
        return 0, 0
    if re.match(r"not (?:one|a single)\b", text):
        return 0, 0
    if re.fullmatch(r"any(?:body|one)(?: else)?", text):
        return None, None
    if re.match(r"(?:many|(?:an? |the )?(?:\w+ )?numbers? of|an? \w+ number$)\b", text) or "%" in text:
        return None, None
    if part := _PART.search(text):
        return _share(text, part)
    if re.search(r"\ban? \w+ (?:couple|pair)\b", text) or re.fullmatch(r"s?he and (?:his|her) \w+", text):
        return 2, 2
    if found := re.match(r"half (?:a|of the|the) (\w+)", text):
        half = 12 if found[1] == "dozen" else SCALES.get(found[1], 0)
        if half:
            return half // 2, half // 2
    two = re.fullmatch(r"(?:the |an? )?(\w+) and (?:the |his |her )?(\w+)", text.strip())
    if two and {two[1], two[2]} <= _PERSON:
        return 2, 2
    if found := re.search(
        r"\b(?:famil(?:y|ies)|crew|team|patrol|squad|town|city|village|army|force|camp|crowd) of (.+)", text
    ):  # as many as it has members
        members = _first(found[1])
        if members is not None and members > 1:
            return members, members
    if re.search(r"\b(?:several|a few|few) (?:dozen|hundred|thousand|million)", text):
        return _vague(text)
    if between := _between(text):
        return between
    number = _first(text)
    more = re.search(r"\band (?:his|her|their|its|a|an|the|one|two|three|four|five|six) (?:\w+ ){0,2}?(\w+)$", text)
    if more and number is not None and number < 20 and not re.search(r"\d", text):
        other = _first(text[more.start() + 4 :])
        if _first(text[: more.start()]) is None:  # "his wife and five children"
            number = 1
        return number + (other or 1), number + (other or 1)
    return _hedged(text, number)


_SCALE = r"(\s?(?:dozen|" + "|".join(sorted(SCALES, key=len, reverse=True)) + r"))?\b"
_FIGURES = r"\d[\d,]*(?:[\s\u00a0\u202f]\d{3}(?!\d))*(?:\.\d+)?"
_RANGES = (
    re.compile(r"\b(?:between|from)\s+(.+?)\s+(?:and|to)\s+([\d.,]+|\w+)" + _SCALE),
    re.compile(r"\b(?:between|from)\s+(.+?)\s+(?:and|to)\s+(.+)()"),
    re.compile(rf"({_FIGURES})\s*(?:-|–|to|or)\s*({_FIGURES})" + _SCALE),
    re.compile(r"^(?:either |some |about )?(\w+) (?:to|or) (\w+)" + _SCALE),
)


def _between(text: str) -> tuple[int, int] | None:
    """Two numbers that bound a third: "between 5 and 9", "13-16", "two or three hundred", "10 to 15 thousand"."""
    for pattern in _RANGES:
        found = pattern.search(text)
        if found is None:
            continue
        scale = found[3] or ""  # said once, it belongs to both
        low, high = _first(found[1] + scale), _first(found[2] + scale)
        if low is not None and high is not None and low < high:
            # "10-15,000" says the thousand once, too
            thousands = low < 1000 and high % 1000 == 0 and low * 1000 < high and "," in found[2]
            return low * 1000 if thousands else low, high
    return None


_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_PART = re.compile(
    r"(?:(?P<times>\b(?:a|one|two|three|four))[- ](?P<part>third|quarter|fifth|tenth)s?|\b(?P<half>half))(?: of (?P<whole>.*)|$)",
    re.S,
)


def _share(text: str, part: re.Match[str]) -> Range:
    """A part of a number: "half of the 60,000 people" is 30,000 of them; of "them" it says no number."""
    before = text[: part.start()]
    if (number := _first(before)) is not None:  # "36, more than half of them children"
        return _hedged(re.split(r"[,;(]", before)[0], number)
    whole = _first(part["whole"] or "")
    if whole is None or whole < 10 or re.search(r" under \w+$", part["whole"]):
        return None, None
    number = round(whole * (ONES.get(part["times"] or "one", 1)) * _PARTS[part["part"] or part["half"]])
    return _hedged(f"{text[: part.start()]} {number} people", number)


def _hedged(text: str, number: int | None) -> Range:
    if number is None:
        return _vague(text)
    head = _before_number(text)
    if re.search(rf"\b(?:{AT_LEAST})\s*(?:\w+\s){{0,2}}$", head) or re.search(
        r"\bor more\b|\bat least$|\d\s?\+|\d[- ]plus\b", text
    ):
        return number, None
    if re.search(rf"\b(?:{AT_MOST})\s*(?:\w+\s){{0,2}}$", head):
        return None, number
    if re.search(rf"\b(?:{NEARLY})\s*(?:\w+\s){{0,2}}$", head):
        return round(number * 0.9), number
    if re.search(rf"\b(?:{AROUND})\s*(?:\w+\s){{0,2}}$", head) or re.search(r"\bor so\b", text):
        return round(number * 0.9), round(number * 1.1)
    return number, number


_NUMBER_BEGINS = re.compile(rf"\d|\b(?:{WORDS}|hundred|dozen)\b|\ban?\b(?! (?:{'|'.join(sorted(_NOT_ONE))})\b)")


def _before_number(text: str) -> str:
    match = _NUMBER_BEGINS.search(text)
    return text[: match.start()] if match else text


def _first(text: str) -> int | None:
    """The first number in the text, in digits or words; None above ``_LARGEST``."""
    total: int | None = None
    current: float = 0
    tokens = [t.strip() for t in _WORD.findall(text)]
    for n, token in enumerate(tokens):
        word = token.lower()
        if word[0].isdigit():
            if total is not None or current:
                break
            value = _figure(word)
            if value is None:
                continue
            current = value
            total = 0
        elif word in ONES and not (word == "one" and n + 1 < len(tokens) and tokens[n + 1].lower() == "of" and current):
            current += ONES[word]
            total = total or 0
        elif word in TENS:
            current += TENS[word]
            total = total or 0
        elif word in SCALES and (total is not None or (n and tokens[n - 1].lower() == "the")):
            total, current = total or 0, (current or 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = _rounded(total + current), 0
                if total is None:
                    return None
        elif word == "dozen" and total is not None:
            return _rounded(current * 12)
        elif word in {"estimated", "additional", "initial", "unspecified", "unknown"}:
            continue
        elif word in {"a", "an"} and total is None:
            follow = tokens[n + 1].lower() if n + 1 < len(tokens) else ""
            if follow in SCALES:
                current, total = 1, 0
            elif follow == "dozen":
                return 12
            elif follow in {"couple", "pair"}:
                return 2
            elif follow not in _NOT_ONE:
                return 1
        elif word in {"and", "-", "–"} and total is not None:
            continue
        elif word == "couple" and total is None:
            return 2
        elif word == "score" and total is None:
            return 20
        elif word == "dozen" and total is None and not re.search("half", text):
            return 12
        elif word in {"both", "twin", "pair", "couple"} and total is None:
            return 2
        elif total is not None:
            break
    return None if total is None else _rounded(total + current)


def _rounded(value: float) -> int | None:
    """A whole number, or None above ``_LARGEST``, where it may be infinite."""
    return round(value) if value <= _LARGEST else None


def _figure(word: str) -> float | None:
    """``1,200`` and ``1 200`` and ``1.200`` are one thousand two hundred; ``1.2`` is a decimal (of a million)."""
    word = re.sub(r"[\s\u00a0\u202f]", "", word).rstrip(".,")
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", word):
        return float(re.sub(r"[,.]", "", word))
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None


def _vague(text: str) -> Range:
    if re.search(r"\bhalf a dozen\b", text):
        return 6, 6
    scales = [("several hundred thousand", 300_000), ("few hundred thousand", 200_000), ("several million", 3_000_000), ("few million", 2_000_000), ("tens of thousands", 20_000), ("hundreds of thousands", 200_000), ("tens of millions", 20_000_000), ("several hundred", 300),
              ("several thousand", 3_000), ("few hundred", 200), ("few thousand", 2_000), ("several dozen", 36), ("few dozen", 24)]  # fmt: skip
    for words, low in scales:
        if words in text:
            return low, None
    for word, low in VAGUE.items():
        if re.search(rf"\b{word}\b", text):
            return low, None
    # "a child", "the pilot", "journalist": one; a bare plural ("civilians") says no number
    head = re.split(r"\b(?:of|in|from|at|who|with|aged)\b", text)[0].split()
    noun = head[-1] if head else ""
    if (
        not noun.replace("-", "").isalpha()
        or noun in _PLURALS
        or noun in SCALES
        or noun in _MANY
        or noun.endswith("s")
        or re.search(r"\d", text)
    ):
        return None, None
    return 1, 1


def noun(phrase: str) -> str:
    """The plain noun that a phrase counts: ``"three aid workers from Homs"`` -> ``"aid workers"``; ``"people"`` when there is none."""
    phrase = re.sub(r"\b(?:at (?:least|most)|in the region of|in excess of)\b", " ", phrase.lower())
    head = re.split(r"\b(?:of whom|from|in|at|who|with|aged|including|of its|belonging)\b", phrase)[0]
    words = [
        w
        for w in re.findall(r"[a-z'-]+", head)
        if w not in ONES and w not in TENS and w not in SCALES and w not in VAGUE
    ]
    words = [w for w in words if w not in _NOT_NOUNS]
    return " ".join(words[-2:]) if words else "people"


_NOT_NOUNS = frozenset(
    "at least more than over nearly almost about around approximately roughly just under close estimated some up to the a an another other "
    "others his her their its of and or dead killed wounded injured many fewer less no several dozen dozens hundreds thousands".split()
)
