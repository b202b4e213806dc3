"""A real desk over the real model, small enough to be quick."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk, build
from desktop.bridge.preferences import Preferences
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import RunPlacement
from desktop.ui.ui_context import UiContext
from desktop.views.window.following import CurvesFollower
from desktop.views.window.main_window import MainWindow

FEW = EnsembleChoice(members=40)
TARIFF = "us_tariff_on_mexico"
SIZE = (1440, 900)


@cache
def compiled() -> CompiledModel:
    return compile_model(read_model(RESOURCES))


def look(code: LanguageCode = "en", theme: Theme = Theme.LIGHT) -> UiContext:
    return UiContext(load_language(code, RESOURCES), theme, RESOURCES)


def sparing() -> Preferences:
    """Return preferences of a desk that opens fast: two charts, and no column that explains."""
    chosen = Preferences()
    chosen.chart_count = 2
    chosen.explanation = False
    return chosen


def untitled() -> Scenario:
    """Return what is on a desk that opens."""
    return Scenario("Untitled scenario", ensemble=FEW)


@contextmanager
def open_desk(
    qtbot: QtBot,
    *,
    preferences: Preferences | None = None,
    library: Path | None = None,
    lane: RunPlacement = RunPlacement.GUI,
    size: tuple[int, int] | None = SIZE,
    worn: UiContext | None = None,
) -> Iterator[Desk]:
    """Show a desk and wait for its first curves, and for its library if it has one.

    It opens as a first start does where it is given fresh `Preferences()`, and `sparing` without.
    """
    load_fonts(RESOURCES)
    remembered = preferences or sparing()
    code: LanguageCode = remembered.language or "en"
    desk = build(
        compiled(), untitled(), remembered, worn or look(code, remembered.theme), lane=lane
    )
    try:
        if size is None:
            desk.window.take_place()
        else:
            desk.window.resize(*size)
        desk.window.show()
        settled(qtbot, desk)
        if library is not None:
            keeper = desk.open_library(library)
            qtbot.waitUntil(lambda: keeper.id is not None and bool(keeper.summaries), timeout=20000)
            settled(qtbot, desk)
        yield desk
    finally:
        desk.close()


def nothing_asked() -> bool:
    """Say whether nothing is being found out beside the path."""
    return all(one.name != "a question about runs" for one in threading.enumerate())


def as_it_opened(qtbot: QtBot, desk: Desk) -> Desk:
    """Put a desk without a library back to where it opened, for the next test that shares it.

    What a test chooses of how it looks, but for language and theme, it puts back itself.
    """
    window = desk.window
    assert window.pages.page is None
    if window.look.language.code != "en":
        window.set_language("en")
    if window.look.theme is not Theme.LIGHT:
        window.set_theme(Theme.LIGHT)
    window.desk.banner.hide()
    window.desk.notice.hide()
    window.desk.set_cross_hair(None)
    desk.document.load(untitled())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settled(qtbot, desk)
    return desk


@contextmanager
def another_window(desk: Desk, code: LanguageCode, size: tuple[int, int]) -> Iterator[MainWindow]:
    """Open a window more on the session of a desk; it goes for good at the end."""
    window = MainWindow(desk.session, look(code))
    try:
        window.resize(*size)
        window.show()
        yield window
    finally:
        gone(window)


def gone(window: MainWindow) -> None:
    """Close a window and let it go at once."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settled(qtbot: QtBot, desk: Desk) -> LiveCurves:
    """Wait until exact curves of the document as it stands, and what they say, are on the desk."""
    follower = desk.window.findChild(CurvesFollower)
    assert isinstance(follower, CurvesFollower)

    def stands() -> bool:
        curves = desk.window.desk.curves
        if curves is None or desk.projector.busy or not curves.exact or follower.waits:
            return False
        return curves.projection.request.policy == desk.document.scenario.combined

    qtbot.waitUntil(stands, timeout=20000)
    curves = desk.window.desk.curves
    assert curves is not None
    return curves


def drag(
    desk: Desk, lever: str, shares: list[float], midway: Callable[[], None] | None = None
) -> None:
    """Drag a lever's slider through shares of its range, from where it stands, and let go."""
    slider = desk.window.levers.rows[lever].slider
    known = desk.document.model.levers[lever]

    def point(value: float) -> QPoint:
        return QPoint(round(slider.place(value)), slider.height() // 2)

    left = Qt.MouseButton.LeftButton
    QTest.mousePress(slider, left, Qt.KeyboardModifier.NoModifier, point(slider.value))
    for share in shares:
        QTest.mouseMove(slider, point(known.low + share * (known.high - known.low)))
    if midway is not None:
        midway()
    end = point(known.low + shares[-1] * (known.high - known.low))
    QTest.mouseRelease(slider, left, Qt.KeyboardModifier.NoModifier, end)
