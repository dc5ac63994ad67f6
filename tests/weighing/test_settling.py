"""Who "he", "it" and "the spokesman" are in one report. EXERCISE: all names and events are invented."""

from __future__ import annotations

import pytest

from sayso.deriving import Naming, derive
from sayso.records import Attribution, Claim, Event, Name, NameClass, Reading, Report, Span
from sayso.weighing.sources.settling import settled

Source = tuple[str, str]  # the source and the cue of one sentence "SOURCE CUE that shells hit Mao."


def reading(*sources: Source, apart: str = " ", before: str = "", **names: NameClass) -> Reading:
    """A report of one sentence for each source, after some that are nobody's, with the names that stand in their words (by their words, _ for a blank)."""
    text, attributions, events = before, [], []
    for n, (source, cue) in enumerate(sources, 1):
        start = len(text)
        text += f"{source} {cue} that shells hit Mao.{apart}"
        hit = text.index(" hit", start) + 1
        whose: Span = (start, start + len(source))
        attributions.append(
            Attribution(f"a{n}", whose, (whose[1] + 1, whose[1] + 1 + len(cue)), ((hit - 7, hit + 7),), "report")
        )
        events.append(Event(f"e{n}", (hit, hit + 3), "shelling", "actual"))
    found = []
    for words, cls in names.items():
        at = text.index(words.replace("_", " "))
        found.append(Name((at, at + len(words)), cls))
    report = Report("r1", text, "Courier", published="1931-03-12")
    return Reading(report, tuple(sorted(found, key=lambda n: n.span)), tuple(attributions), tuple(events))


def meant(some: Reading) -> list[str]:
    """The words that each source is taken for."""
    return [" + ".join(s.phrase.words for s in of) for of in settled(some).values()]


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("Ford Militia", "It", "Ford Militia"),
        ("the Ford Militia", "He", "He"),  # a body is no person
        ("the Ford Militia’s spokesman", "He", "the Ford Militia’s spokesman"),
        ("a teacher in Mao", "She", "a teacher in Mao"),
        ("a teacher in Mao", "It", "It"),
        ("residents of Mao", "It", "It"),  # several people are not one body
        ("residents of Mao", "They", "residents of Mao"),
        ("some residents of Ford Militia land", "He", "some residents of Ford Militia land"),
    ],
)
def test_a_pronoun_is_a_source_before_it_that_it_fits(first: str, then: str, expected: str) -> None:
    some = reading((first, "said"), (then, "added"), **({"Ford_Militia": "group"} if "Ford" in first else {}))  # type: ignore[arg-type]
    assert meant(some)[1] == expected


def test_a_person_is_not_they() -> None:
    assert meant(reading(("Haro Tibek", "said"), ("They", "added"), Haro_Tibek="person"))[1] == "They"


def test_a_pronoun_far_below_is_nobody() -> None:
    far = reading(("Haro Tibek", "said"), ("He", "added"), apart=" Rain fell on the lake." * 40, Haro_Tibek="person")
    assert meant(far)[1] == "He"


def test_a_surname_is_the_longer_name_and_no_word_in_the_midst_of_another_source() -> None:
    some = reading(
        ("ministry spokesman Haro Tibek", "said"), ("Tibek", "added"), ("the Wire quoting Ford officials", "said"), ("Ford", "added"),
        Haro_Tibek="person", Wire="outlet", Ford="group",
    )  # fmt: skip
    assert meant(some)[1] == "ministry spokesman Haro Tibek"
    assert meant(some)[3] == "Ford"


@pytest.mark.parametrize(
    ("names", "sources", "expected"),
    [
        ({"Ford_Courier": "outlet"}, ["Ford Courier newspaper", "The paper"], "Ford Courier newspaper"),
        ({"Ford_Courier": "group"}, ["Ford Courier newspaper", "Mao Council", "The paper"], "Ford Courier newspaper"),
        ({"Ford_Courier": "outlet", "Mao_Council": "group"}, ["Ford Courier", "Mao Council", "The daily"], "Ford Courier"),
        ({"Mao_Council": "group"}, ["Mao Council", "The paper"], "The paper"),  # a council is no newspaper
        ({"Tibek": "group"}, ["state-owned utility Tibek", "The company"], "state-owned utility Tibek"),
        ({"Tibek": "group"}, ["utility Tibek", "the Energy Ministry", "The company"], "utility Tibek"),
        ({"Tibek": "group"}, ["utility Tibek", "a company in Dar", "The company"], "a company in Dar"),
        ({"Tibek": "group"}, ["utility Tibek", "a company"], "a company"),  # another one
        ({"Tibek": "group"}, ["utility Tibek", "several firms"], "several firms"),
        ({"Hill_Guard": "group"}, ["a Hill Guard communique", "The communique"], "a Hill Guard communique"),
        ({"Hill_Guard": "group"}, ["local media reports", "the Hill Guard", "the reports"], "local media reports"),
        ({"Hill_Guard": "group"}, ["the Hill Guard", "the reports"], "the reports"),  # of several
        ({"Hill_Guard": "group"}, ["the Hill Guard", "the report"], "the report"),  # of whom, nothing says
    ],
)  # fmt: skip
def test_what_a_body_or_paper_is_called_says_which_is_meant(
    names: dict[str, NameClass], sources: list[str], expected: str
) -> None:
    assert meant(reading(*((s, "said") for s in sources), **names))[-1] == expected


@pytest.mark.parametrize(
    ("cue", "paper", "expected"),
    [
        ("said in a statement", "The statement", "the Hill Guard"),
        ("said in a long report", "The statement", "The statement"),
        ("published findings", "The report", "the Hill Guard"),
        ("’s report", "The report", "the Hill Guard"),
        ("said", "The document", "The document"),
    ],
)
def test_a_paper_is_that_of_a_source_only_where_it_is_said_to_have_one(cue: str, paper: str, expected: str) -> None:
    assert meant(reading(("the Hill Guard", cue), (paper, "said"), Hill_Guard="group"))[-1] == expected


GROUPS: dict[str, NameClass] = {"Hill_Guard": "group", "Reed_Banner": "group", "army": "group", "Chad": "group", "Basin_Monitor": "outlet", "Lake_Union": "group"}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "sources", "expected"),
    [
        ("", ["the Hill Guard", "The group"], "the Hill Guard"),
        ("", ["the Hill Guard", "the army", "Chad", "The group"], "the Hill Guard"),  # no army and no state is a group
        ("", ["the army", "The group"], "The group"),
        ("The Reed Banner shelled it. ", ["the army", "The group"], "Reed Banner"),
        ("The Reed Banner shelled the Hill Guard. ", ["the army", "The group"], "The group"),  # one of two
        ("", ["the Lake Union", "the Hill Guard’s victims", "The group"], "The group"),  # another is named nearer by
        ("", ["the Basin Monitor", "the Hill Guard’s victims", "The group"], "the Basin Monitor"),
        ("", ["the Hill Guard", "the Basin Monitor", "The militant group"], "the Hill Guard"),
        ("", ["the army", "The organisation"], "The organisation"),
    ],
)  # fmt: skip
def test_the_group_is_no_army_and_gives_way_to_a_group_named_nearer_by(
    before: str, sources: list[str], expected: str
) -> None:
    used = {n: c for n, c in GROUPS.items() if n.replace("_", " ") in before + " ".join(sources)}
    assert meant(reading(*((s, "said") for s in sources), before=before, **used))[-1] == expected


def test_a_statement_is_the_word_of_the_body_named_in_it() -> None:
    some = reading(("a Ford Militia statement", "said"), ("Thursday reports", "said"), Ford_Militia="group")
    (own,), (nobody,) = settled(some).values()
    assert (own.phrase.sort, own.phrase.key, nobody.phrase.sort) == ("named", "ford militia", "unnamed")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (["Chad"], "Chad"),
        (["Chad", "the Hill Guard"], "Chad"),
        (["Chad", "Niger"], "A High Command communique"),
        (["the Hill Guard"], "A High Command communique"),
    ],
)
def test_a_communique_of_no_states_command_is_that_of_the_only_state_that_speaks(
    before: list[str], expected: str
) -> None:
    names: dict[str, NameClass] = {s.removeprefix("the ").replace(" ", "_"): "group" for s in before}
    sources = [*before, "A High Command communique", "The communique", "it"]
    found = meant(reading(*((s, "said") for s in sources), High_Command="group", **names))
    assert found[-3:] == [expected] * 3


def links(some: Reading) -> list[tuple[str, str | None, str | None]]:
    """The innermost link of each claim as the ledger keeps it: words, id, name."""
    found: tuple[Claim, ...] = derive(some, Naming()).claims
    return [(c.chain[-1].source, c.chain[-1].party, c.chain[-1].resolved) for c in found]


def test_a_chain_says_who_is_meant_where_no_table_knows_it() -> None:
    some = reading(("Haro Tibek", "said"), ("He", "added"), Haro_Tibek="person")
    assert links(some) == [("Haro Tibek", None, None), ("He", None, "Haro Tibek")]
    assert derive(some, Naming()).claims[1].chain[-1].how == '"He" is taken for the source before it, Haro Tibek.'


def test_a_chain_says_who_is_meant_where_a_table_knows_the_source_before_it() -> None:
    some = reading(
        ("the Syrian Observatory for Human Rights", "said"),
        ("It", "added"),
        Syrian_Observatory_for_Human_Rights="outlet",
    )
    (_, first, name), (words, then, again) = links(some)
    assert first is not None and (words, then, again) == ("It", first, name)
