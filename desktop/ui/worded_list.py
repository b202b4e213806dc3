"""A list whose rows are sentences: they break their lines, and none is cut."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QWidget


def worded_list(parent: QWidget) -> QListWidget:
    """Return a list for sentences, each with a sign before it."""
    rows = QListWidget(parent)
    rows.setProperty("role", "list")
    rows.setIconSize(QSize(16, 16))
    rows.setWordWrap(True)
    rows.setResizeMode(QListWidget.ResizeMode.Adjust)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    rows.setTextElideMode(Qt.TextElideMode.ElideNone)
    return rows
