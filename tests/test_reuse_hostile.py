"""Text reuse in odd and hostile texts. EXERCISE: all reports are invented."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Report
from sayso.weighing.reuse import Copies, reuse
from sayso.weighing.reuse.words import folded, offsets, words


def report(name: str, text: str, published: str | None = None) -> Report:
    return Report(name, text, published=published)


def salad(n: int, seed: int, kinds: int = 100_000) -> str:
    source = random.Random(seed)
    return " ".join(f"w{source.randrange(kinds)}" for _ in range(n))


@pytest.mark.parametrize(
    "text", ["", " \n\t", "...!?", "_", "word", "a b c d", "\x00\x01\x02", "\ud800\udfff", "\u0301\u0301"]
)
def test_texts_of_no_or_few_words_share_nothing(text: str) -> None:
    assert list(reuse([report("a", text), report("b", text), report("c", salad(100, 1))])) == []


def test_nothing_at_all() -> None:
    assert list(reuse([])) == []
    assert list(Copies().all()) == []


def test_one_word_a_hundred_thousand_times() -> None:
    begin = time.process_time()
    texts = [report("a", "boom " * 100_000), report("b", "boom " * 100_000), report("c", "boom bang " * 50_000)]
    list(reuse(texts))
    assert time.process_time() - begin < 10


def test_all_reports_identical() -> None:
    begin = time.process_time()
    text = salad(300, 1)
    found = list(reuse(report(f"r{n:04}", text, "1931-03-01") for n in range(800)))
    assert time.process_time() - begin < 60
    assert len(found) == 190 + 780 * 20  # each with the first twenty, and not 319,600 pairs
    assert {(x.span, x.words, x.share, x.first) for x in found} == {((0, len(text)), 300, 1.0, None)}


def test_a_huge_report() -> None:
    huge = salad(400_000, 1)
    part = " ".join(huge.split()[200_000:200_040])
    begin = time.process_time()
    (one,) = reuse([report("a", huge, "1931-03-01"), report("b", f"{salad(50, 2)} {part}", "1931-03-02")])
    assert time.process_time() - begin < 30
    assert (one.words, one.first) == (40, "a") and huge[slice(*one.other_span)] == part


def test_two_huge_reports_that_are_the_same() -> None:
    huge = salad(100_000, 1)
    begin = time.process_time()
    (one,) = reuse([report("a", huge), report("b", huge)])
    assert time.process_time() - begin < 30
    assert one.words == 100_000 and one.share == 1.0


def test_a_text_of_few_kinds_of_words_does_not_take_for_ever() -> None:
    begin = time.process_time()
    list(reuse(report(f"r{n}", salad(20_000, n, kinds=2)) for n in range(6)))
    assert time.process_time() - begin < 60


SENTENCES = {
    "Russian": "Снаряды упали на рыбный рынок Остпорта незадолго до полудня погибли девять торговцев и два носильщика, стража отвечала огнём с северного пирса до самого вечера.",
    "Arabic": "سقطت القذائف على سوق السمك في أوستبورت قبيل الظهر وقتل تسعة تجار وحمالان بينما رد الحراس بإطلاق النار من الرصيف الشمالي حتى ساعة متأخرة من مساء أمس.",
    "Hindi": "दोपहर से कुछ पहले ओस्टपोर्ट के मछली बाज़ार पर गोले गिरे जिससे नौ व्यापारी और दो कुली मारे गए जबकि पहरेदारों ने उत्तरी घाट से शाम तक गोलीबारी की।",
    "Chinese": "中午前不久，炮弹落在东港的鱼市场，造成九名商贩和两名搬运工死亡，守卫从北码头还击，枪声一直持续到傍晚，医院随后公布了遇难者的姓名和年龄。",
    "Thai": "กระสุนปืนใหญ่ตกใส่ตลาดปลาของเมืองท่าตะวันออกไม่นานก่อนเที่ยงวัน ทำให้พ่อค้าเก้าคนและคนแบกหามสองคนเสียชีวิต",
    "Korean": "정오 직전 동쪽 항구의 어시장에 포탄이 떨어져 상인 아홉 명과 짐꾼 두 명이 숨졌고 경비병들은 북쪽 부두에서 저녁 늦게까지 계속 응사했다고 현지 병원 관계자가 어제 전했다 그리고 부상자도 많다.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_other_scripts(language: str) -> None:
    sentence = SENTENCES[language]
    early = report("a", f"1 alpha beta gamma. {sentence} Delta", "1931-03-01")
    late = report("b", f"Epsilon {sentence} zeta eta theta", "1931-03-02")
    (one,) = reuse([late, early])
    assert one.first == "a"
    assert late.text[slice(*one.span)] == early.text[slice(*one.other_span)] == sentence.rstrip(".。।")


def test_a_character_of_a_script_without_spaces_is_half_a_word() -> None:
    text = SENTENCES["Chinese"]
    characters = len([c for c in text if c not in "，。"])
    (one,) = reuse([report("a", text), report("b", "x " + text)])
    assert one.words == characters // 2
    assert list(reuse([report("a", text[:40]), report("b", "x " + text[:40])])) == []


def test_vowel_marks_case_and_apostrophes_do_not_matter() -> None:
    assert folded("كَتَبَ") == folded("كتب")
    assert folded("Syria's") == folded("Syria\u2019s") == folded("SYRIAS") == "syrias"
    assert folded("Łódź") == folded("łódz") and folded("STRASSE") == folded("straße")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_every_word_has_its_place(text: str) -> None:
    start, end = offsets(text)
    found = words(text)
    assert len(found) == len(start) == len(end)
    assert (start < end).all() and (end[:-1] <= start[1:]).all() and (len(end) == 0 or end[-1] <= len(text))
    for a, b, value in zip(start, end, found, strict=True):
        assert list(words(text[a:b])) == [value]


@settings(deadline=None)
@given(st.text(alphabet="aB'9_ -\u2019\u201d\u2014é文", max_size=60))
def test_words_are_the_same_in_ascii_and_other_texts(text: str) -> None:
    """The quick way of ASCII texts and the other one agree."""
    assert list(words(text)) == list(words(text + " é"))[:-1]


@pytest.mark.parametrize(
    "text",
    ["'" * 200_000, "a'" * 100_000, "\u0301" * 200_000, "a\u0301" * 100_000, "कि" * 100_000, "’" * 200_000 + "é"],
)
def test_words_take_time_in_proportion(text: str) -> None:
    begin = time.process_time()
    words(text)
    offsets(text)
    assert time.process_time() - begin < 5


def test_the_same_id_twice_counts_once() -> None:
    text = salad(50, 1)
    assert list(reuse([report("a", text), report("a", text)])) == []
