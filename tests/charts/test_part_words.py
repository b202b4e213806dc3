"""How a change divides, in words: printed parts add up, and both languages say it."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.charts.part_words import (
    part_lines,
    part_name,
    part_title,
    part_total,
    parts_heading,
    parts_mainly,
    parts_sentence,
)
from desktop.domain.lever import Family
from desktop.domain.parts import Part, Parts, Player, PlayerKind
from desktop.domain.play.entries import FACILITATOR
from desktop.domain.prediction import told
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from tests.views.room.rooms import why

CHANGES = st.floats(-400.0, 400.0)


def divided(anyway: float, *shares: tuple[float, float]) -> Parts:
    parts = tuple(
        Part((Player(PlayerKind.TEAM, str(place)),), *each) for place, each in enumerate(shares)
    )
    change = math.fsum((anyway, *(one.total for one in parts)))
    return replace(why(), change=change, anyway=anyway, parts=parts)


def sentence(parts: Parts, code: LanguageCode) -> str:
    return "".join(run.text for run in parts_sentence(parts, load_language(code, RESOURCES)))


@given(CHANGES, st.lists(st.tuples(CHANGES, CHANGES), max_size=8))
def test_that_printed_parts_add_up_to_the_printed_change(
    anyway: float, shares: list[tuple[float, float]]
) -> None:
    parts = divided(anyway, *shares)
    lines = part_lines(parts)
    assert round(sum(line.total for line in lines), 1) == told(parts.change)
    for line in lines:
        true = anyway if line.part is None else line.part.total
        assert abs(line.total - true) <= 0.2
        assert round(line.own + line.interaction, 1) == line.total


def test_that_a_rise_a_fall_and_hardly_a_change_are_each_told() -> None:
    english = load_language("en", RESOURCES)
    rise = why()
    assert parts_heading(rise, english) == "Why did it go up?"
    assert sentence(rise, "en") == (
        "Homicide rate went up by 7.6\u00a0% since Dec\u00a02025: from 24.6 per 100,000 to "
        "26.5 per 100,000 in Dec\u00a02026."
    )
    assert sentence(rise, "es") == (
        "Tasa de homicidios: alza de 7.6\u00a0% desde dic\u00a02025, de 24.6 por 100 mil a "
        "26.5 por 100 mil en dic\u00a02026."
    )
    assert parts_mainly(rise, english) == "Mainly from U.S. moves."
    fall = divided(-3.0, (-2.7, 0.1), (0.4, 0.0))
    assert parts_heading(fall, english) == "Why did it go down?"
    assert "went down by 5.2\u00a0%" in sentence(fall, "en")
    assert parts_mainly(fall, english) == "Mainly from what came anyway and 0."
    against = divided(0.5, (6.0, 0.0), (-5.0, 0.0))
    assert parts_mainly(against, english) == "Mainly from 0."
    still = divided(3.0, (-3.4, 0.1))
    assert parts_heading(still, english) == "Why did it hardly change?"
    assert "hardly changed" in sentence(still, "en")
    assert parts_mainly(still, english) == ""


def test_that_a_change_against_nobody_is_told_without_what_came_anyway() -> None:
    against = replace(divided(0.0, (4.0, 1.0)), since=None)
    assert [line.part for line in part_lines(against)] == list(against.parts)
    assert "instead of" in sentence(against, "en")
    assert "en vez de" in sentence(against, "es")


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_every_player_has_a_name(code: LanguageCode) -> None:
    language = load_language(code, RESOURCES)
    named = (PlayerKind.LEVER, PlayerKind.TEAM, PlayerKind.INJECT, PlayerKind.FAMILY)
    players = [Player(kind) for kind in PlayerKind if kind not in named]
    players += [Player(PlayerKind.FAMILY, family) for family in Family]
    players.append(Player(PlayerKind.TEAM, "north", Wording("the North", "el Norte")))
    players.append(Player(PlayerKind.TEAM, FACILITATOR))
    parts = [*(Part((one,), 1.0, 0.0) for one in players), Part(tuple(players), 1.0, 0.0), None]
    names = [part_name(one, language) for one in parts]
    assert len(set(names)) == len(parts)
    assert all(part_title(one, language)[0].isupper() for one in parts)
    assert FACILITATOR not in names


def test_that_an_index_is_told_in_points() -> None:
    parts = why("cooperation_depth")
    lines = part_lines(parts)
    english = load_language("en", RESOURCES)
    assert part_total(lines[0], parts.indicator.change, english) == "+4.6 points"
