"""One demand on the figures: what it came to, what was wanted, met or not."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.calibration.skill import Target
from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, SIZE_PAGE
from desktop.domain.indicator import Indicator
from desktop.reports.track_words import target_limits, target_name, target_said, target_value
from desktop.ui.typography import font
from desktop.ui.ui_context import UiContext

_ICON = 14


class TargetTile(QFrame):
    """Show one figure; sign and words say whether the demand is met, never a colour."""

    def __init__(
        self,
        target: Target,
        indicators: Mapping[str, Indicator],
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.target, self._indicators = target, indicators
        self.setProperty("role", "card")
        self._name, self._value, self._limits = (PlainLabel(self) for _ in range(3))
        self._name.setFont(font(SIZE_HEADLINE))
        self._name.setProperty("role", "second")
        self._name.setWordWrap(True)
        self._value.setProperty("role", "page")
        self._value.setFont(font(SIZE_PAGE, strong=True))
        self._limits.setFont(font(SIZE_AXIS))
        self._limits.setProperty("role", "quiet")
        self._limits.setWordWrap(True)
        self._sign = PlainLabel(self)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._limits, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addStretch(1)
        column.addWidget(self._value)
        column.addLayout(below)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        target, language = self.target, look.language
        self._name.setText(target_name(target, self._indicators, language))
        self._value.setText(target_value(target, language))
        self._limits.setText(target_limits(target, language))
        sign = "check" if target.met else "triangle-alert"
        self._sign.setPixmap(look.icon(sign, look.tokens.ink2).pixmap(QSize(_ICON, _ICON)))
        self.setAccessibleName(target_said(target, self._indicators, language))
