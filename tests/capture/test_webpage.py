"""Web pages as files: the main text, what is stated about it, and pages that are none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sayso.capture import Captured, Failed, capture

PARAGRAPHS = (
    "The army said on Thursday that it had freed 19 hostages in the desert east of Palmyra, after hours of fighting.",
    "State media said four women and 15 children were among them. \u201cAll are well,\u201d a commander told SANA.",
)
LD = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Hostages freed in Sweida",
"datePublished": "2018-11-09T08:00:00+02:00", "dateModified": "2018-12-01T08:00:00+02:00",
"author": {"@type": "Person", "name": "Rana Haddad"}, "publisher": {"@type": "Organization", "name": "Levant Wire"}}"""
ARTICLE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Hostages freed in Sweida | Levant Wire</title>
<meta property="og:site_name" content="Levant Wire"><link rel="canonical" href="https://levant.example/2018/hostages">
<script type="application/ld+json">{LD}</script></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Hostages freed in Sweida</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article>
<aside>Read also: another story</aside><footer>Copyright 2024. All rights reserved.</footer></body></html>"""


def run(path: Path, page: str | bytes, **options: object) -> Captured | Failed:
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    (item,) = capture([path], **options)  # type: ignore[arg-type]
    return item


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "page.html"


def test_an_article(path: Path) -> None:
    item = run(path, ARTICLE)
    assert isinstance(item, Captured)
    report = item.report
    assert report.text == "\n\n".join(("Hostages freed in Sweida", *PARAGRAPHS))
    assert (report.title, report.outlet, report.author) == ("Hostages freed in Sweida", "Levant Wire", "Rana Haddad")
    assert (report.published, report.language) == ("2018-11-09", "en")
    assert report.url == "https://levant.example/2018/hostages"
    assert report.media_type == "text/html" and item.original == ARTICLE.encode() and report.notes == ()
    item = run(path, ARTICLE, outlet="Other", published="2018-11-10")
    assert isinstance(item, Captured)
    assert (item.report.outlet, item.report.published) == ("Other", "2018-11-10")


def test_the_date_of_an_event_is_not_the_date_of_the_page(path: Path) -> None:
    item = run(
        path, f"<html><head><title>Report</title></head><body><p>On 12 June 2015 {PARAGRAPHS[0]}</p></body></html>"
    )
    assert isinstance(item, Captured)
    assert item.report.published is None


def dated(path: Path, head: str = "", body: str = "") -> Captured:
    """What a page of the exercise becomes whose head and article have this in them."""
    page = f"<html><head><title>Mondo shelled</title>{head}</head><body><article><h1>Mondo shelled</h1>{body}"
    item = run(path, f"{page}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article></body></html>")
    assert isinstance(item, Captured), item
    return item


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<p>On <time datetime="2011-03-15">15 March 2011</time> it began.</p>'),
        ("", '<span class="event-date">15 March 2011</span>'),
        ("", '<aside><time class="published" datetime="2011-03-15">15 March</time></aside>'),
        ("", '<ul><li itemprop="comment"><time itemprop="datePublished" datetime="2011-03-15">x</time></li></ul>'),
        ("<title>Mondo on 15 March 2011</title>", "<h2>The day of 15 March 2011</h2>"),
        ('<meta property="og:image" content="https://wire.example/2011/03/15/mondo.jpg">', ""),
        ('<meta property="article:modified_time" content="2011-03-15">', ""),
        ('<script type="application/ld+json">{"@type": "Event", "startDate": "2011-03-15"}</script>', ""),
        ('<script type="application/ld+json">{"@type": "VideoObject", "datePublished": "2011-03-15"}</script>', ""),
        ('<link rel="canonical" href="https://wire.example/2011/03/15/mondo">', ""),
    ],
)
def test_dates_that_are_not_marked_as_published_are_left(path: Path, head: str, body: str) -> None:
    assert dated(path, head, body).report.published is None


GRAPH = """{"@graph": [{"@type": "WebPage", "datePublished": "2019-03-14"}, {"@type": ["NewsArticle"], "datePublished":
"2019-03-13T08:00:00+01:00"}, {"@type": "VideoObject", "datePublished": "2011-03-15"}]}"""
ENTRY = '<footer><time class="entry-date published" datetime="2019-03-13T08:00">x</time> <time class="updated" datetime="2019-04-01">y</time></footer>'
OTHER = '<section><article><h2>Nokou</h2><time class="published" datetime="2011-03-15">x</time></article></section>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2019-03-13T08:00:00Z">', ""),
        ('<meta itemprop="datePublished" content="2019-03-13">', ""),
        ('<meta name="DC.date.issued" content="2019-03-13">', ""),
        ('<meta name="date" content="03/13/2019"><meta property="article:modified_time" content="2019-04-01">', ""),
        ('<meta name="date" content="03/04/2019"><meta name="dcterms.issued" content="2019-03-13">', ""),
        (f'<script type="application/ld+json">{GRAPH}</script>', ""),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": "2019-03-13",}</script>', ""),
        ("", '<span itemprop="datePublished" content="2019-03-13">Wednesday</span>'),
        ("", '<time pubdate datetime="2019-03-13">Wednesday</time>'),
        ("", '<abbr class="published" title="2019-03-13T08:00:00Z">Wednesday at 8</abbr>'),
        ("", '<span class="post-date">13 March 2019</span>'),
        ("", ENTRY + OTHER),
    ],
)
def test_dates_that_are_marked_as_published(path: Path, head: str, body: str) -> None:
    assert dated(path, head, body).report.published == "2019-03-13"


def test_marked_dates_that_can_be_read_in_two_ways_or_differ_are_left_out(path: Path) -> None:
    report = dated(path, '<meta name="date" content="03/04/2016">').report
    assert report.published is None and "day/month" in report.notes[-1]
    several = (
        '[{"@type": "Article", "datePublished": "2019-03-13"}, {"@type": "Article", "datePublished": "2019-04-01"}]'
    )
    assert dated(path, f'<script type="application/ld+json">{several}</script>').report.published is None


def test_a_dossier_is_no_report(path: Path) -> None:
    item = run(path, ARTICLE.replace("<title>", '<meta name="generator" content="Sayso 0.1.0"><title>'))
    assert isinstance(item, Failed) and "dossier" in item.reason
    item = run(path, ARTICLE.replace("<title>", '<meta name="generator" content="WordPress 5"><title>Sayso: '))
    assert isinstance(item, Captured)


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("nonsense", "cp1252"), ("zip", "cp1252")],
)
def test_declared_encodings(path: Path, charset: str, codec: str) -> None:
    words = (
        "\u0412\u043e\u0439\u0441\u043a\u0430" if codec == "cp1251" else "caf\u00e9 \u201cr\u00e9gime\u201d \u00e0 Alep"
    )
    page = f'<html><head><meta charset="{charset}"></head><body><p>{words} {PARAGRAPHS[0]}</p></body></html>'
    item = run(path, page.encode(codec))
    assert isinstance(item, Captured), item
    assert words in item.report.text
    assert codec in item.report.notes[0]


def test_pages_without_text(path: Path) -> None:
    for page in ("<html><body><script>draw()</script></body></html>", "<html></html>", " \n", "<!-- -->"):
        item = run(path, page)
        assert isinstance(item, Failed), page
        assert item.reason.endswith(".")


def test_a_page_that_may_not_be_the_article_is_noted(path: Path) -> None:
    item = run(path, "<html><body><noscript>Please enable JavaScript.</noscript><div id=root></div></body></html>")
    assert isinstance(item, Captured) and "Only 25 characters" in item.report.notes[0]


def test_a_page_that_the_extractor_stumbles_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise AttributeError("tail")

    monkeypatch.setattr("trafilatura.bare_extraction", stumble)
    item = run(path, ARTICLE)
    assert isinstance(item, Captured)
    assert PARAGRAPHS[0] in item.report.text and "all words" in item.report.notes[0]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 200_000 + "x",
        "<html><body>" + "<b>x</b>" * 120_000,
        "<html><body><p " + "".join(f"a{n}=x " for n in range(200_000)) + ">x</p>",
        "<html><body>" + "<!--" * 200_000,
        "<" * 1_000_000,
    ],
    ids=["deep", "many", "attributes", "comments", "brackets"],
)
def test_bombs(path: Path, page: str) -> None:
    start = time.monotonic()
    item = run(path, page)
    assert isinstance(item, Failed)
    assert time.monotonic() - start < 5


def test_pages_of_a_clumsy_builder(path: Path) -> None:
    """Deeper than the parser goes by default, where it would drop the rest without a word."""
    item = run(
        path, "<html><body>" + "<div>" * 700 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 700 + f"<p>{PARAGRAPHS[1]}</p>"
    )
    assert isinstance(item, Captured)
    assert PARAGRAPHS[0] in item.report.text and PARAGRAPHS[1] in item.report.text


def test_nothing_is_printed_about_bad_pages(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(path, "<html><body></body></html>")
    run(path, "<p>x")
    assert capfd.readouterr() == ("", "")
