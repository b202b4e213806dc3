"""States of a room made without a session, and windows that show them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from desktop.charts.fan import Fan
from desktop.charts.fonts import load_fonts
from desktop.charts.room_state import RoomCurve, RoomState
from desktop.charts.tokens import Theme
from desktop.domain.clock import Month
from desktop.domain.parts import Part, Parts, Player, PlayerKind
from desktop.domain.room import RoomScene
from desktop.domain.wording import LanguageCode, Wording
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.ui_context import UiContext
from desktop.views.room.room_window import RoomWindow
from tests.views.desks import compiled

CURVES = ("homicide_rate", "us_opioid_deaths", "cooperation_depth", "effective_tariff")
TITLE = Wording("Concurrent elections", "Elecciones concurrentes")
_SPREAD = np.array([-0.4, -0.15, 0.0, 0.2, 0.6])[:, None]


def bands(start: float, end: float) -> np.ndarray:
    """Return percentiles (5, TIME) that fan out from one value to another."""
    steps = compiled().model.clock.steps + 1
    middle = np.linspace(start, end, steps)
    return middle * (1.0 + _SPREAD * np.linspace(0.0, 1.0, steps))


def curve(indicator: str, start: float, end: float, usual_end: float) -> RoomCurve:
    """Return a curve that goes from one value to another, and its status quo elsewhere."""
    model = compiled().model
    found = model.indicators[indicator]
    step = model.clock.steps * 7 // 13
    policy, baseline = bands(start, end), bands(start, usual_end)
    low, lower, middle, upper, high = policy[:, step]
    change = middle - baseline[2, step]
    if found.change.value == "percent":
        change = change / baseline[2, step] * 100
    difference = PairedDifference(
        indicator, step, middle, low, high, change, change * 1.4, change * 0.6, 0.95, lower, upper
    )
    series = None if found.series is None else model.series[found.series]
    return RoomCurve(found, series, Fan(None, baseline, policy), difference)


def state(curves: int = 2, scene: RoomScene | None = None, **others: object) -> RoomState:
    """Return what a room sees of so many curves."""
    model = compiled().model
    starts = {"cooperation_depth": (45.0, 61.0, 44.0), "effective_tariff": (1.0, 14.0, 1.2)}
    made = tuple(curve(each, *starts.get(each, (24.6, 19.8, 23.4))) for each in CURVES[:curves])
    plain = RoomState(scene or RoomScene(TITLE), model.clock, model.votes, made)
    return replace(plain, **others)  # type: ignore[arg-type]  # its own fields


def why(indicator: str = CURVES[0]) -> Parts:
    """Return how a rise divides among all who can have a part in it."""
    shares = {
        PlayerKind.US: (4.13, 0.42),
        PlayerKind.MX: (-1.24, -0.31),
        PlayerKind.JOINT: (-2.08, 0.9),
        PlayerKind.INJECTS: (3.3, 0.04),
        PlayerKind.CHANCE: (0.0, 0.0),
    }
    parts = tuple(Part((Player(kind),), *each) for kind, each in shares.items())
    change = 2.4 + sum(one.total for one in parts)
    return Parts(
        compiled().model.indicators[indicator],
        Month(2026, 12),
        Month(2025, 12),
        24.6,
        24.6 * (1 + change / 100),
        change,
        2.4,
        parts,
    )


@contextmanager
def shown(
    qtbot: QtBot,
    *,
    languages: Sequence[LanguageCode] = ("en",),
    size: tuple[int, int] = (1280, 800),
    theme: Theme = Theme.LIGHT,
    language: Language | None = None,
) -> Iterator[RoomWindow]:
    """Show the room's window."""
    load_fonts(RESOURCES)
    spoken = language or load_language(languages[0], RESOURCES)
    window = RoomWindow(UiContext(spoken, theme, RESOURCES), tuple(languages))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    yield window
