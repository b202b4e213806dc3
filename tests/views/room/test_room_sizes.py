"""From the last row: sizes of what a room reads, and nothing cut or over each other."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.domain.clock import Month
from desktop.domain.prediction import Call, Prediction
from desktop.domain.room import (
    CountdownFace,
    Goal,
    Happened,
    Panel,
    PanelKind,
    Question,
    RoomScene,
    StoryPlace,
)
from desktop.domain.scenario import TargetLine
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import Language
from desktop.modelfiles.resources import RESOURCES
from desktop.views.room.room_text import RoomText
from desktop.views.room.room_window import RoomWindow
from tests.views.desks import compiled
from tests.views.legibility import faults
from tests.views.pseudo import pseudo_spanish
from tests.views.room.rooms import CURVES, TITLE, shown, state, why

SIZES = ((1024, 768), (1280, 800), (1920, 1080))
SMALL, LARGE = (640, 480), (3840, 2160)
LANGUAGES: tuple[tuple[LanguageCode, ...], ...] = (("en",), ("es",), ("es", "en"))
ROUND = Wording("Round 2 of 4: Two new presidencies", "Ronda 2 de 4: Dos presidencias nuevas")
CLOCK = CountdownFace(760, 1200, running=True, label=Wording("Deliberate", "Deliberar"))
NEWS = Panel(
    PanelKind.INJECT,
    Wording(
        "Washington threatens a 25 % tariff unless crossings fall within six weeks",
        "Washington amenaza con un arancel de 25 % si los cruces no bajan en seis semanas",
    ),
    Month(2025, 5),
)
LONG = Panel(PanelKind.NOTICE, Wording(*(["x" * 40 + " más palabras " * 40] * 2)))


def goals() -> tuple[Goal, ...]:
    indicators = compiled().model.indicators
    shares = (0.99, 0.43, None, 0.001)
    return tuple(
        Goal(indicators[each], TargetLine(each, 20.0, month), share)
        for each, share, month in zip(
            CURVES, shares, (Month(2030, 12), None, None, Month(2036, 12)), strict=True
        )
    )


def scenes() -> Iterator[RoomScene]:
    """Yield scenes that fill every part of the window in turn."""
    first = compiled().model.indicators[CURVES[0]]
    calls = tuple(Call(f"Team {n}", "down", 80, -12.5) for n in range(5))
    yield RoomScene(TITLE, ROUND, None, CLOCK, NEWS, goals())
    yield RoomScene(TITLE, ROUND, StoryPlace(2, 12), spoken=True)
    yield RoomScene(TITLE, countdown=CountdownFace(0, 3725, running=False), panel=LONG)
    yield RoomScene(
        TITLE,
        panel=Panel(PanelKind.QUESTION, NEWS.text),
        question=Question(first, Month(2030, 12), ("North", "South"), ("Press",), hands=True),
    )
    yield RoomScene(
        TITLE,
        panel=Panel(PanelKind.CALLS, NEWS.text),
        goals=goals(),
        prediction=Prediction(CURVES[0], Month(2030, 12), calls, (), -17.3),
    )
    yield RoomScene(TITLE, prediction=Prediction(CURVES[2], Month(2030, 12), (), (9, 0, 5), 1.0))
    yield RoomScene(TITLE, goals=goals())
    yield RoomScene(TITLE, ROUND, countdown=CLOCK, why=why())
    yield RoomScene(TITLE, ROUND, goals=goals(), happened=Happened((NEWS.text,) * 9, (TITLE,)))


def too_small(window: RoomWindow) -> list[str]:
    """Name what is smaller than the last row can read."""
    height = window.height()
    found = [
        f"{text.text()!r}: {text.type_size} of {height}"
        for text in window.findChildren(RoomText)
        if text.isVisible() and text.type_size < 0.024 * height
    ]
    for chart in window.page.charts:
        found += [
            f"headline {one.type_size}" for one in chart.lines if one.type_size < 0.028 * height
        ]
        measures = chart.plot.plot.frame.measures
        found += (
            [f"axis {measures.axis}"] if min(measures.axis, measures.mark) < 0.024 * height else []
        )
        pens = {
            "policy": measures.policy_pen,
            "moving": measures.moving_pen,
            "status quo": measures.baseline_pen,
            "history": measures.history_pen,
            "pin": measures.pin_pen,
            "target": measures.target_pen,
            "leader": measures.leader_pen,
            "elections, axes": measures.rule,
        }
        found += [f"{name} {pen}" for name, pen in pens.items() if pen < 0.0027 * height]
    return found


def look_at(window: RoomWindow, where: str) -> list[str]:
    QApplication.processEvents()
    return [f"{where}: {fault}" for fault in (*faults(window), *too_small(window))]


@pytest.fixture
def longer(qapp: QApplication) -> Language:
    load_fonts(RESOURCES)
    return pseudo_spanish(RESOURCES)


@pytest.mark.parametrize(
    ("size", "curves", "languages"),
    [
        pytest.param((1024, 768), 2, ("es", "en"), marks=pytest.mark.long),
        ((1920, 1080), 4, ("es",)),
    ],
)
def test_that_a_room_can_be_read_from_the_last_row(
    qtbot: QtBot,
    longer: Language,
    size: tuple[int, int],
    curves: int,
    languages: tuple[LanguageCode],
) -> None:
    with shown(qtbot, languages=languages, size=size, language=longer) as window:
        found = []
        for place, scene in enumerate(scenes()):
            window.show_state(state(curves, scene))
            found += look_at(window, f"scene {place}")
        assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("languages", [*LANGUAGES, "longer", "longer and en"])
@pytest.mark.parametrize("size", [SMALL, *SIZES, LARGE])
def test_that_every_room_can_be_read_from_the_last_row(
    qtbot: QtBot,
    longer: Language,
    size: tuple[int, int],
    languages: tuple[LanguageCode] | str,
    theme: Theme,
) -> None:
    language = longer if isinstance(languages, str) else None
    codes: tuple[LanguageCode, ...]
    if isinstance(languages, str):
        codes = ("es", "en") if languages.endswith("en") else ("es",)
    else:
        codes = languages
    with shown(qtbot, languages=codes, size=size, language=language, theme=theme) as window:
        found = []
        for (place, scene), curves in product(enumerate(scenes()), range(5)):
            window.show_state(state(curves, scene))
            found += look_at(window, f"scene {place}, {curves} curves")
        assert not found, "\n".join(found)
