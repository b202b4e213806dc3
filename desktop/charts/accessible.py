"""What a screen reader is told of a chart: one Chart whose name is its sentence."""

import weakref

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QWidget

_INSTALLED = "vecinosChartsSpeak"

_Part = QAccessibleInterface | None
"""Qt asks for a part and is told that there is none, which its annotations do not foresee."""


class SpokenChart(QWidget):
    """Say itself in words: the base of every chart widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak()
        self.accessible: AccessibleChart | None = None
        """Kept here, because Qt holds the C++ half only."""

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        raise NotImplementedError

    def spoken_description(self) -> str:
        """Return what holds for it at all times."""
        raise NotImplementedError


class AccessibleChart(QAccessibleInterface):
    """Stand for one chart widget; it has no parts of its own.

    The widget is referred to weakly: Qt keeps this object as long as the widget, not longer.
    """

    def __init__(self, chart: SpokenChart) -> None:
        super().__init__()
        self._chart = weakref.ref(chart)

    def isValid(self) -> bool:
        """Say whether the widget is still there."""
        return self._chart() is not None

    def object(self) -> QObject | None:  # type: ignore[override]  # None once the widget is gone
        """Return the widget."""
        return self._chart()

    def role(self) -> QAccessible.Role:
        """Return the role Chart."""
        return QAccessible.Role.Chart

    def text(self, kind: QAccessible.Text) -> str:
        """Return the sentence, or what holds at all times."""
        chart = self._chart()
        if chart is None:
            return ""
        if kind is QAccessible.Text.Name:
            return chart.spoken_name()
        if kind is QAccessible.Text.Description:
            return chart.spoken_description()
        return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Change nothing: a chart's words follow from its numbers."""

    def rect(self) -> QRect:
        """Return the place on the screen."""
        chart = self._chart()
        if chart is None:
            return QRect()
        return QRect(chart.mapToGlobal(QPoint(0, 0)), chart.size())

    def state(self) -> QAccessible.State:
        """Return whether the chart can have, or has, the focus."""
        state = QAccessible.State()
        chart = self._chart()
        if chart is None:
            state.invalid = True
            return state
        state.focusable = chart.focusPolicy() is not Qt.FocusPolicy.NoFocus
        state.readOnly = True
        state.focused = chart.hasFocus()
        state.invisible = not chart.isVisible()
        return state

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # top level: None
        """Return what the chart lies in."""
        chart = self._chart()
        holder = chart.parentWidget() if chart is not None else None
        return QAccessible.queryAccessibleInterface(holder) if holder is not None else None

    def window(self) -> QWindow | None:  # type: ignore[override]  # None before it is shown
        """Return the window on the screen."""
        chart = self._chart()
        return chart.window().windowHandle() if chart is not None else None

    def child(self, _index: int) -> _Part:  # type: ignore[override]  # none
        """Return none: the chart has no parts."""
        return None

    def childAt(self, _x: int, _y: int) -> _Part:  # type: ignore[override]  # none
        """Return none: the chart has no parts."""
        return None

    def childCount(self) -> int:
        """Count no parts."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Find no part."""
        return -1

    def focusChild(self) -> _Part:  # type: ignore[override]  # none
        """Return none: the chart itself has the focus."""
        return None


def _made_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, SpokenChart):
        return None
    thing.accessible = AccessibleChart(thing)
    return thing.accessible


def speak() -> None:
    """Have Qt ask the charts of this application for their words; a second call does nothing."""
    application = QCoreApplication.instance()
    if application is None or application.property(_INSTALLED):
        return
    QAccessible.installFactory(_made_for)
    application.setProperty(_INSTALLED, True)  # noqa: FBT003 (Qt takes any value here)
