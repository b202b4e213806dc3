"""The head of a card, in more and in less room."""

import pytest

from desktop.charts.card import FittedLine, Head
from desktop.charts.headline import projected_headline, unit_forms
from desktop.charts.measures import DESK
from desktop.language.language import Language
from tests.charts.examples import APPREHENSIONS, CLOCK, COOPERATION, HOMICIDE, bands, contrast

pytestmark = pytest.mark.usefixtures("fonts")

NBSP = "\u00a0"
SMALL = 281
"""Width of a headline where four charts stand in a window of 1024 pixels."""


def test_that_a_range_is_never_shown_without_what_it_is_and_goes_whole(
    english: Language, spanish: Language
) -> None:
    for language, full, short in (
        (english, "9 of 10 runs: 12–24", "9 of 10: 12–24"),
        (spanish, "9 de cada 10 corridas: 12–24", "9 de 10: 12–24"),
    ):
        policy = contrast(HOMICIDE, bands(24.5, 16.0, 8.0), change=-17.2)
        headline = projected_headline(policy, HOMICIDE, CLOCK, language)
        seen = set()
        for room in range(190, 460):
            line = FittedLine.fitted(headline, room, DESK)
            words = "".join(run.text for run in line.runs)
            assert "–" not in words or words.endswith((full, short)), words
            assert "…" not in words
            assert sum(line.widths) <= room
            seen.add(line.form)
        assert seen == {0, 1, 2, 3}
    words = "".join(run.text for run in FittedLine.fitted(headline, SMALL, DESK).runs)
    assert words.endswith(f" por 100 mil · −17{NBSP}% · 9 de 10: 12–24")


def test_that_a_unit_is_shortened_in_words_and_never_cut(
    english: Language, spanish: Language
) -> None:
    assert unit_forms(HOMICIDE, spanish, 60.0)[-1] == "por 100 mil"
    assert unit_forms(APPREHENSIONS, spanish, 6000.0)[-1] == "millones"
    assert unit_forms(APPREHENSIONS, english, 900.0)[-1] == "k"
    assert "100" in unit_forms(COOPERATION, english, 100.0)[-1]
    forms = unit_forms(HOMICIDE, spanish, 60.0)
    title = spanish.wording(HOMICIDE.name)
    found = [Head.fitted(title, forms, DESK, right).unit for right in range(150, 400)]
    assert set(found) == {"", forms[0], forms[-1]}
    assert sorted(found, key=len) == found
