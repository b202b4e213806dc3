"""The backups of a library: when each was made, and a way to look into one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.ui.page import worded_button
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext

if TYPE_CHECKING:
    from db import Backup

_KIB = 1024


class BackupList(QWidget):
    """List backups, newest first; `wanted` carries the number of one to restore into a copy."""

    wanted = Signal(int)
    made_wanted = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.buttons: list[QPushButton] = []
        about = PlainLabel(look.text("backups.about"), self, wraps=True)
        about.setProperty("role", "second")
        self.make = worded_button(look.text("backups.make"), "plain", look, self, "plus")
        self.make.clicked.connect(self.made_wanted)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(about, 1)
        top.addWidget(self.make, 0, Qt.AlignmentFlag.AlignTop)
        self._nothing = PlainLabel(look.text("backups.none"), self, wraps=True)
        self._nothing.setProperty("role", "body")
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addWidget(self._area, 1)

    def show_backups(self, found: "tuple[Backup, ...]") -> None:
        """Show backups, newest first."""
        self.buttons = []
        rows = QWidget(self._area)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        for one in found:
            column.addWidget(self._row(one, rows))
        column.addStretch(1)
        self._area.setWidget(rows)
        rows.setAutoFillBackground(False)
        self._nothing.setVisible(not found)

    def _row(self, one: "Backup", parent: QWidget) -> QWidget:
        look = self._look
        row = QFrame(parent)
        row.setProperty("role", "line")
        when = PlainLabel(instant_words(one.made_at, look), row)
        when.setProperty("role", "strong")
        size = look.language.number(max(1, round(one.bytes / _KIB)))
        words = look.text("backups.size", size=size)
        if one.before_upgrade:
            words = look.text("backups.before_upgrade", size=size)
        about = PlainLabel(words, row)
        about.setProperty("role", "quiet")
        about.setToolTip(tip(str(one.path)))
        button = worded_button(look.text("backups.restore"), "plain", look, row)
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(look.text("backups.restore_of", when=when.text()))
        button.setEnabled(one.format is not None)
        button.clicked.connect(lambda _=False, number=one.number: self.wanted.emit(number))
        self.buttons.append(button)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(when)
        text.addWidget(about)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 6, 0, 6)
        across.addLayout(text, 1)
        across.addWidget(button)
        return row
