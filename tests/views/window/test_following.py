"""What is read beside the charts follows the curves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.charts.plot_view import PlotView
from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent
from desktop.session.live_curves import LiveCurves
from desktop.views.explain.panel import ExplainPanel
from tests.views.desks import TARIFF, open_desk, settled

if TYPE_CHECKING:
    from desktop.domain.ensemble import RunRequest


@pytest.fixture(scope="module")
def standing(request: pytest.FixtureRequest, qapp: object) -> Iterator[Desk]:
    with open_desk(QtBot(request), preferences=Preferences()) as desk:
        yield desk


class _Paints(QObject):
    """Note what is painted."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self._done = done

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self._done.append("painted")
        return False


def test_that_charts_are_painted_before_what_they_say_is_told(
    standing: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    watching, tell = _Paints(done), ExplainPanel.show_curves

    def told(panel: ExplainPanel, curves: LiveCurves, drawn: tuple[PlannedEvent, ...] = ()) -> None:
        done.append("told")
        tell(panel, curves, drawn)

    monkeypatch.setattr(ExplainPanel, "show_curves", told)
    settled(qtbot, standing)
    plots = [view for view in standing.window.findChildren(PlotView) if view.isVisible()]
    for plot in plots:
        plot.installEventFilter(watching)
    standing.document.apply(SetLever(TARIFF, Setting(30)))
    settled(qtbot, standing)
    first = done.index("told")
    assert first >= len(plots) > 0
    assert set(done[:first]) == {"painted"}


def test_that_nothing_is_asked_of_a_run_when_a_lever_moves_before_it_is_told(
    standing: Desk, qtbot: QtBot
) -> None:
    curves = settled(qtbot, standing)
    asked: list[RunRequest] = []
    standing.window.explanation.attribution_wanted.connect(lambda one: asked.append(one.request))
    standing.projector.projected.emit(curves)
    standing.document.apply(SetLever(TARIFF, Setting(20)))
    standing.document.apply(SetLever(TARIFF, Setting(10)))
    now = settled(qtbot, standing)
    assert asked == [now.projection.request]
