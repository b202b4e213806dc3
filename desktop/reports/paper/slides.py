"""Slides for a projector: one finding each, with a picture and a chart that can be edited."""

from dataclasses import dataclass

from desktop.domain.wording import LanguageCode
from desktop.reports.paper.tree import Picture, Table, Text


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a chart."""

    name: str
    values: tuple[float, ...]
    kind: "LineKind"


@dataclass(frozen=True, slots=True)
class LineKind:
    """Say how a line is drawn."""

    grey: str
    """Six hexadecimal digits."""
    points: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """Hold a chart that is drawn by the program that shows the slides, told in a sentence."""

    months: tuple[str, ...]
    lines: tuple[Line, ...]
    decimals: int
    alt: str


@dataclass(frozen=True, slots=True)
class Slide:
    """Hold one slide: its finding as the title, and what bears it out.

    A picture stands at the left and a chart at the right, both under the points; a table below.
    """

    title: str
    points: tuple[Text, ...] = ()
    picture: Picture | None = None
    chart: LineChart | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class SlidePart:
    """Hold slides in one language, and what stands at the foot of each of them."""

    language: LanguageCode
    handling: str
    disclaimer: str
    page: str
    """Names `{page}` and `{pages}`, which count through the whole deck."""
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """Hold the slides of a document: in two languages, one part behind the other."""

    title: str
    parts: tuple[SlidePart, ...]
