"""Motion that stops when the system asks for none."""

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

TRAVEL_MS = 1200
"""What curves take from where they were to where they are, on the desk and in the room alike."""
STILL_MS = 900
"""How long the picture before stands where nothing shall move."""


def motion_time(widget: QWidget, milliseconds: int) -> int:
    """Return the time a motion may take: none at all where the style has its animations off."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return milliseconds if widget.style().styleHint(hint, None, widget) > 0 else 0


def eased(widget: QWidget) -> QVariantAnimation:
    """Return an animation that slows towards its end and dies with its widget."""
    animation = QVariantAnimation(widget)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    return animation
