"""Groups named only by a noun: resolved where the report makes it plain, open with a reason where it does not. EXERCISE: invented."""

from __future__ import annotations

import pytest

from actors_made import ids, one, resolved


def last(text: str, country: str | None = None) -> str | None:
    return ids(text, country)[-1]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The <g:Chadian army> left. <a:The army> came back.", "chad/army"),
        ("The <g:Chadian army> left. <g:Army units> came back.", "chad/army"),
        ("<g:Chadian troops> left. <a:The army> came back.", "chad/army"),
        ("The <g:Chadian government> met. The <g:regime> fell.", "chad/government"),
        ("The <g:Chadian army> met. <g:Regime forces> left.", "chad/armed-forces"),
        ("The <g:Chadian army> met. <s:A military source> said so.", "chad/armed-forces"),
        ("The <g:Chadian army> met. <s:the defence ministry> said so.", "chad/defense-ministry"),
        ("The <g:Chadian army> left. The <g:army's 4th division> came.", "chad/army"),
        ("The <o:Syrian Observatory for Human Rights> said so. <s:The Observatory> also said so.", "sohr"),
        ("The <o:Syrian Observatory for Human Rights> said so. <s:The monitor> also said so.", "sohr"),
        ("The <o:Syrian Observatory for Human Rights> said so. <s:the Britain-based monitoring group> said so.", "sohr"),
        ("The <o:Syrian Observatory for Human Rights> said so. <s:the Syria-based monitoring group> said so.", None),
        ("The <g:Syrian Coalition> met. <s:The Coalition> said so.", "syrian-national-coalition"),
        ("<g:Hezbollah> left. <s:The group> said so.", "hezbollah"),
        ("<g:Hamas> met. <g:Hamas> and the <g:Taliban> met. They talked. It rained. <g:Hamas> left. <s:The group> said so.", "hamas"),
        ("<g:Hamas> met <g:Hezbollah>. <s:The group> said so.", None),
        ("The <g:YPG> left. <g:Kurdish fighters> came back.", "ypg"),
        ("The <g:YPG> and the <g:PKK> left. <g:Kurdish fighters> came back.", None),
        ("<g:ISIS> left. <a:The militants> came back.", "islamic-state"),
        ("<g:ISIS> and <g:al-Qaeda> left. <a:The militants> came back.", None),
        ("<g:ISIS> left. <a:Civilians> came back.", None),
        ("<a:The army> came back.", None),
        ("<g:ISIS> left. <a:its fighters> came back.", None),  # a pronoun says whose
        ("The <g:White Helmets> came. <a:The rescue service> left.", "white-helmets"),
        ("The <g:White Helmets> came. <a:the civil defence> left.", "white-helmets"),
        ("The <g:Chadian army> and the <g:Libyan army> left. It rained. It snowed. <a:The army> came.", None),
        ("The <g:Chadian army> and the <g:Libyan army> left. It rained. The <g:Libyan army> left. <a:The army> came.", "libya/army"),
    ],
)  # fmt: skip
def test_plain_or_open(text: str, who: str | None) -> None:
    found = resolved(text)[-1]
    assert found.id == who, found.how
    if who is None:
        assert found.how.startswith("open")
    else:
        assert found.how.startswith("noun in context") or "noun in context" in found.how
        assert found.score < 0.9  # less sure than a name


def test_the_country_of_the_report_makes_its_government_plain() -> None:
    assert (
        last("The <g:US> and <g:Russia> spoke. It rained. It snowed. <g:Regime forces> left.", "SY")
        == "syria/armed-forces"
    )
    assert last("<g:Government troops> left.", "Syria") == "syria/armed-forces"
    assert last("<g:Government troops> left.") is None
    assert last("<g:Government troops> left.", "Nowhere") is None


def test_the_government_of_a_sentence_about_others_stays_open() -> None:
    assert last("The <g:British army> met. The <g:Russian army> met <g:the government>.", "SY") is None


def test_a_government_is_the_countrys_only_where_the_text_speaks_mostly_of_it() -> None:
    assert last("Chad and Chad and Chad. <g:The government> met.", "TD") == "chad/government"
    assert last("Chad and Libya. <g:Chad> met <g:Libya>. It rained. It snowed. <g:The government> met.", "TD") is None


def test_rebels_are_not_a_group_of_another_country_or_the_states_own() -> None:
    assert last("<g:Hezbollah> came. <a:The rebels> left.", "SY") == "syria/rebels"
    assert last("The <g:National Defence Forces> came. <a:The rebels> left.", "SY") == "syria/rebels"
    assert last("<g:Ahrar al-Sham> came. <a:The rebels> left.", "SY") == "ahrar-al-sham"
    assert last("<g:Ahrar al-Sham> came. <a:Rebels> left.", "SY") == "syria/rebels"  # any rebels of the country


def test_who_stands_beside_the_noun_is_somebody_else() -> None:
    found = resolved("<g:Hamas> fought <a:the militants>.")[-1]
    assert found.id is None
    assert "stands beside hamas" in found.how


def test_rivals_are_named_as_candidates() -> None:
    found = resolved("<g:Hamas> met <g:Hezbollah>. <s:The group> said so.")[-1]
    assert set(found.candidates) == {"hamas", "hezbollah"}


@pytest.mark.parametrize(
    ("text", "who", "role"),
    [
        ("<g:Hezbollah> left. <s:A spokesman for the group> said so.", "hezbollah", "spokesman"),
        ("The <g:US-led coalition> left. <s:a coalition commander> said so.", "coalition-against-is", "commander"),
        (
            "The <o:Syrian Observatory for Human Rights> said so. <s:the head of the Britain-based monitoring group> said so.",
            "sohr",
            "head",
        ),
        ("<g:Hamas> met <g:Hezbollah>. <s:A spokesman for the group> said so.", None, None),
    ],
)
def test_roles_of_nouns(text: str, who: str | None, role: str | None) -> None:
    found = resolved(text)[-1]
    assert (found.id, found.role) == (who, role), found.how


def test_the_spokesman_points_back() -> None:
    text = "<s:A Hezbollah spokesman> said so. It rained. <s:The spokesman> left."
    assert ids(text) == ["hezbollah", "hezbollah"]
    far = "<s:A Hezbollah spokesman> said so. It rained. It snowed. It froze. <s:The spokesman> left."
    assert ids(far)[1] is None
    two = "<s:A Hezbollah spokesman> and <s:a Hamas spokesman> met. <s:The spokesman> left."
    assert ids(two)[2] is None


def test_a_noun_alone_is_open_with_a_reason() -> None:
    assert one("<s:the group> said so.").how == "open: 'group' points back, and the report names nobody whom it fits"


@pytest.mark.parametrize("who", ["Military commander Sabo Lerrant", "military leaders", "the military commander"])
def test_every_group_has_military_commanders(who: str) -> None:
    """EXERCISE: that of a militia is no officer of the state."""
    assert last(f"The <g:Chadian government> met in Chad. Ford's militia came. <s:{who}> said so.", "TD") is None


def test_military_officials_are_the_states() -> None:
    assert last("The <g:Chadian government> met. <s:military officials> said so.", "TD") == "chad/armed-forces"
