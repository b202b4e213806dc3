"""The sheet that documents are laid out for: U.S. letter, on which Mexico prints as well."""

from dataclasses import dataclass

from desktop.domain.wording import LanguageCode

WIDTH, HEIGHT = 612.0, 792.0
MARGIN = 54.0
"""Points (1/72 inch), on all four sides; header and footer stand within."""
TEXT_WIDTH = WIDTH - 2 * MARGIN
GREY_OF_HEADS, GREY_OF_LINES = "EDEDED", "7F7F7F"

TAGS: dict[LanguageCode, str] = {"en": "en-US", "es": "es-MX"}
"""Languages as documents mark them."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Hold sizes of type in points."""

    body: float
    note: float
    headings: tuple[float, float, float]
    """Of levels 1, 2 and 3."""
    margin: float
    """Of header and footer."""

    @property
    def writing_line(self) -> float:
        """Return the height of a line to write on by hand, in points."""
        return max(22.0, 1.6 * self.body)


NORMAL = Sizes(10.5, 9.0, (20.0, 14.0, 11.5), 8.5)
LARGE = Sizes(18.0, 16.0, (28.0, 23.0, 20.0), 13.0)
"""Large print: no words of the text under 16 points."""
