"""Hands on the mouse: presses, moves and releases as the window system sends them."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.levers.lever_slider import LeverSlider

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.MouseButton.NoButton


def _send(widget: QWidget, kind: QEvent.Type, at: QPointF, *, held: bool) -> None:
    button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
    buttons = _LEFT if held else _NONE
    where = QPointF(widget.mapToGlobal(at))
    modifiers = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(kind, at, where, button, buttons, modifiers))


def press(widget: QWidget, x: float) -> None:
    widget.setFocus(Qt.FocusReason.MouseFocusReason)
    _send(widget, QEvent.Type.MouseButtonPress, QPointF(x, widget.height() / 2), held=True)


def move(widget: QWidget, x: float, y: float = 12) -> None:
    _send(widget, QEvent.Type.MouseMove, QPointF(x, y), held=True)


def release(widget: QWidget, x: float, y: float = 12) -> None:
    _send(widget, QEvent.Type.MouseButtonRelease, QPointF(x, y), held=False)


def take(slider: LeverSlider) -> None:
    """Press exactly on the knob."""
    press(slider, slider.place(slider.value))


def drag(slider: LeverSlider, *values: float) -> None:
    """Take the knob, carry it over these values and let go."""
    take(slider)
    for value in values:
        move(slider, slider.place(value))
    release(slider, slider.place(values[-1]))


def double_click(widget: QWidget, place: QPoint | None = None) -> None:
    """Press twice and let go: Qt's own hands leave the button held."""
    at = widget.rect().center() if place is None else place
    QTest.mouseDClick(widget, _LEFT, pos=at)
    QTest.mouseRelease(widget, _LEFT, pos=at)


def hover(widget: QWidget) -> None:
    at = QPointF(4, 4)
    QApplication.sendEvent(widget, QEnterEvent(at, at, at))


def wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over a widget; like the window system, ask its parents if it declines."""
    asked: QWidget | None = widget
    while asked is not None:
        at = QPointF(asked.width() / 2, asked.height() / 2)
        event = QWheelEvent(
            at,
            asked.mapToGlobal(at),
            QPoint(),
            QPoint(0, 120 * notches),
            _NONE,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt takes it by position: the wheel is not inverted
        )
        QApplication.sendEvent(asked, event)
        if event.isAccepted():
            return
        asked = asked.parentWidget()


def ask(widget: QWidget, at: QPoint) -> None:
    """Rest the pointer until a tooltip is due."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
