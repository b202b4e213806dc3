import pytest

from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.domain.lever import Family
from tests.charts.pixels import rgb

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = rgb(colour) / 255
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    ("ink", "surface", 16.2, 13.6), ("ink", "panel", 15.1, 14.7), ("ink", "window", 13.4, 16.0),
    ("ink", "sunken", 14.0, 15.4), ("ink", "hover", 14.1, 12.8), ("ink", "select", 13.1, 10.8),
    ("ink2", "surface", 8.2, 9.1), ("ink2", "panel", 7.6, 9.8), ("ink2", "window", 6.8, 10.6),
    ("ink2", "sunken", 7.1, 10.2), ("ink2", "hover", 7.1, 8.5), ("ink2", "select", 6.6, 7.2),
    ("ink3", "surface", 5.8, 6.1), ("ink3", "panel", 5.3, 6.6), ("ink3", "window", 4.7, 7.2),
    ("ink3", "sunken", 5.0, 7.0), ("ink3", "hover", 5.0, 5.8), ("ink3", "select", 4.7, 4.9),
    ("onprimary", "primary", 12.4, 12.4), ("warnink", "warnbg", 7.6, 9.7),
    ("errink", "errbg", 7.5, 9.3), ("ink3", "proj", 5.4, 5.8),
    ("line2", "window", 3.2, 4.6), ("focus", "select", 5.5, 6.4),
    ("hist", "surface", 3.7, 5.4), ("base", "surface", 8.2, 9.1),
    ("security", "surface", 7.3, 5.1), ("drugs", "surface", 11.3, 5.2),
    ("trade", "surface", 4.8, 9.5), ("migration", "surface", 7.3, 5.1),
    ("diplomacy", "surface", 3.7, 11.9), ("diplomacy_text", "surface", 6.2, 11.9),
    ("pin_a", "surface", 10.2, 11.5), ("pin_b", "surface", 9.9, 12.2),
]  # fmt: skip
"""Pairs with the contrast that the design names for light and dark."""


@pytest.mark.parametrize(("front", "behind", "light", "dark"), TEXT)
def test_that_the_contrasts_are_those_the_design_computed(
    front: str, behind: str, light: float, dark: float
) -> None:
    for theme, named in ((LIGHT, light), (DARK, dark)):
        found = contrast(getattr(theme, front), getattr(theme, behind))
        assert found == pytest.approx(named, abs=0.06)


@THEMES
@pytest.mark.parametrize("words", ["ink", "ink2", "ink3"])
@pytest.mark.parametrize("behind", ["surface", "panel", "window", "sunken", "hover", "select"])
def test_that_all_text_reaches_the_contrast_of_wcag_aa(
    theme: Tokens, words: str, behind: str
) -> None:
    assert contrast(getattr(theme, words), getattr(theme, behind)) >= 4.5


@THEMES
@pytest.mark.parametrize("family", list(Family))
def test_that_every_family_line_stands_three_to_one_and_its_words_more(
    theme: Tokens, family: Family
) -> None:
    assert contrast(theme.family(family), theme.surface) >= 3.0
    assert contrast(theme.family_text(family), theme.surface) >= 4.5
    assert contrast(theme.family(family), theme.select) >= 3.0
