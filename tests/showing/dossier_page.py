"""A small report with its reading, and a parser that says what stands in a page."""

from __future__ import annotations

from html.parser import HTMLParser

from sayso.records import Attribution, Event, Incident, Reading, Report, Toll

VOID = {"meta", "link", "br", "input", "img", "hr"}
TEXT = (
    "Guards free villagers near Ostrava Hill\n\nThe Meridian Wire said a captured fighter had told it that guards freed at least 12 "
    "villagers on Monday.\r\nThe governor denied that the camp was shelled."
)


class Element:
    """One element of the page: its name, attributes, and the text within (style and script apart)."""

    def __init__(self, name: str, attributes: dict[str, str], inside: tuple[str, ...]) -> None:
        self.name, self.attributes, self.inside, self.text = name, attributes, inside, ""


class Page(HTMLParser):
    """Every element of a page in order; wrong nesting fails."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {[e.name for e in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {tag} {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(e.name for e in self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name if self.open else ''}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, name: str, **attributes: str) -> list[Element]:
        """The elements of a name with these attributes (``class_`` for class)."""
        wanted = {k.rstrip("_"): v for k, v in attributes.items()}
        return [e for e in self.elements if e.name == name and all(e.attributes.get(k) == v for k, v in wanted.items())]

    @property
    def ids(self) -> list[str]:
        """All ids."""
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def texts(self) -> list[str]:
        """The texts of the reports."""
        return [e.text for e in self.all("div", class_="text")]


def report(text: str = TEXT, number: str = "aaaaaaaaaaaa", **stated: object) -> Report:
    """A report with an id of its own."""
    return Report(number, text, **({"outlet": "Delta Post", "published": "2024-05-06"} | stated))  # type: ignore[arg-type]


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where words stand."""
    start = text.index(words)
    return start, start + len(words)


def reading(of: Report) -> Reading:
    """What the small report says: a chain of three, a toll within an event's sentence, a denied event."""
    return Reading(
        of,
        attributions=(
            Attribution("a1", span("The Meridian Wire"), span("said"), (span("a captured fighter had told it that guards freed at least 12 villagers on Monday"),)),
            Attribution("a2", span("a captured fighter"), span("had told it"), (span("that guards freed at least 12 villagers on Monday"),), inside="a1"),
            Attribution("a3", span("The governor"), span("denied"), (span("that the camp was shelled"),), "deny"),
        ),
        events=(
            Event("e1", span("freed"), "release", actor=span("guards"), target=span("villagers"), time=span("Monday"), incident="i1"),
            Event("e2", span("shelled"), "shelling", "denied", target=span("the camp")),
        ),
        tolls=(Toll("t1", span("at least 12 villagers"), "released", "civilians", 12, None, "e1", "i1"),),
        incidents=(Incident("i1", "release", "Guards free villagers", "2024-05-06", "2024-05-06", "day", "Ostrava Hill", main=True, why="Monday before publication"),),
        reader="test 1",
        notes=("the text names another date than the page",),
    )  # fmt: skip
