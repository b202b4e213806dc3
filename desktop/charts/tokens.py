"""The look in numbers: colours of both themes, sizes, type.

Palette, style sheet and painters all read them here.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.lever import Family
from desktop.domain.pin import LETTERS


class Theme(StrEnum):
    """Name a colour theme."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold the colours of one theme as `#RRGGBB`, and the band opacities."""

    window: str
    panel: str
    surface: str
    sunken: str
    hover: str
    select: str
    proj: str
    grid: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    primary: str
    onprimary: str
    focus: str
    hist: str
    base: str
    track: str
    warnbg: str
    warnink: str
    warnline: str
    errbg: str
    errink: str
    security: str
    drugs: str
    trade: str
    migration: str
    diplomacy: str
    diplomacy_text: str
    pin_a: str
    pin_b: str
    pin_c: str
    pin_d: str
    band90: float
    band50: float

    def family(self, family: Family) -> str:
        """Return a family's colour for lines, knobs and bars."""
        colours = {
            Family.SECURITY: self.security,
            Family.DRUGS: self.drugs,
            Family.TRADE: self.trade,
            Family.MIGRATION: self.migration,
            Family.DIPLOMACY: self.diplomacy,
        }
        return colours[family]

    def family_text(self, family: Family) -> str:
        """Return a family's colour for words, where it must be darker than the line's."""
        return self.diplomacy_text if family is Family.DIPLOMACY else self.family(family)

    def pin(self, letter: str) -> str:
        """Return the colour of a pin, for its line and its words."""
        pins = self.pin_a, self.pin_b, self.pin_c, self.pin_d
        return pins[LETTERS.index(letter)]


LIGHT = Tokens(
    window="#E6EAE8",
    panel="#F5F7F6",
    surface="#FFFFFF",
    sunken="#EBEFED",
    hover="#ECF0EF",
    select="#E1E8EE",
    proj="#F7F9F8",
    grid="#E3E8E6",
    line="#DAE0DD",
    line2="#788580",
    ink="#15222B",
    ink2="#42515B",
    ink3="#5A6871",
    primary="#17384A",
    onprimary="#FFFFFF",
    focus="#3B49D6",
    hist="#7A868D",
    base="#42515B",
    track="#CBD3CF",
    warnbg="#FBEFD3",
    warnink="#6A4300",
    warnline="#B47B12",
    errbg="#FBE5E2",
    errink="#8E1B10",
    security="#A5240F",
    drugs="#5E1F63",
    trade="#1B74CC",
    migration="#10624C",
    diplomacy="#A37F1C",
    diplomacy_text="#7A5C0C",
    pin_a="#5A3A22",
    pin_b="#0B4A57",
    pin_c="#4A3F7A",
    pin_d="#55590F",
    band90=0.13,
    band50=0.24,
)

DARK = Tokens(
    window="#0E1214",
    panel="#161B1F",
    surface="#1B2227",
    sunken="#11161A",
    hover="#1F272D",
    select="#27343D",
    proj="#1F272C",
    grid="#29333A",
    line="#2B353C",
    line2="#71808A",
    ink="#E8EDEF",
    ink2="#B9C4CA",
    ink3="#94A2AB",
    primary="#D5E2EA",
    onprimary="#10222C",
    focus="#A7B3FF",
    hist="#8A979F",
    base="#B9C4CA",
    track="#3A464E",
    warnbg="#3A2C10",
    warnink="#F6D796",
    warnline="#C9962F",
    errbg="#3F1B17",
    errink="#FFB9AE",
    security="#EA6A35",
    drugs="#B980B4",
    trade="#8FCDFF",
    migration="#4AA07F",
    diplomacy="#F7DC80",
    diplomacy_text="#F7DC80",
    pin_a="#E3D9C0",
    pin_b="#BFE9E2",
    pin_c="#CFC7F2",
    pin_d="#DDE3A0",
    band90=0.15,
    band50=0.26,
)

PAPER = replace(LIGHT, window=LIGHT.surface)
"""Of what is printed: no ink between the charts."""

_FAMILIES = ("security", "drugs", "trade", "migration", "diplomacy", "diplomacy_text")
GREY = replace(PAPER, **dict.fromkeys(_FAMILIES, "#1A1A1A"), band90=0.15, band50=0.30)
"""Of what is printed without color: families share one dark line, the other lines are dashed."""

TOKENS = {Theme.LIGHT: LIGHT, Theme.DARK: DARK}

FONT_FAMILY = "Source Sans 3"
FONT_FILES = (
    "SourceSans3-Regular.ttf",
    "SourceSans3-Medium.ttf",
    "SourceSans3-Semibold.ttf",
    "SourceSans3-Bold.ttf",
)

SIZE_MARK = 11
SIZE_AXIS = 12
SIZE_HEADLINE = 13
SIZE_BODY = 14
SIZE_CARD_TITLE = 15
SIZE_PANEL_TITLE = 16
SIZE_PAGE = 20
"""Pixel sizes of type; whole pixels only, the style sheet rounds anything else."""
