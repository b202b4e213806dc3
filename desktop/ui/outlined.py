"""Where what is written stands: an outline at the left, a form at the right, what is weak below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

OUTLINE = 216
FINDINGS = 108


def lay_outlined(
    place: QWidget,
    tools: Sequence[QWidget],
    outline: QWidget,
    title: QWidget,
    forms: QWidget,
    findings: QWidget,
) -> None:
    """Fill a place: tools over the outline, a title over the form; all borders can be dragged."""
    row = QHBoxLayout()
    row.setSpacing(2)
    for tool in tools:
        row.addWidget(tool)
    row.addStretch(1)
    left = QWidget(place)
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addLayout(row)
    column.addWidget(outline, 1)
    left.setMinimumWidth(OUTLINE - 40)
    right = QWidget(place)
    column = QVBoxLayout(right)
    column.setContentsMargins(8, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    column.addWidget(forms, 1)
    across = QSplitter(Qt.Orientation.Horizontal, place)
    across.addWidget(left)
    across.addWidget(right)
    across.setStretchFactor(1, 1)
    across.setSizes([OUTLINE, 10_000])
    across.setChildrenCollapsible(False)
    whole = QSplitter(Qt.Orientation.Vertical, place)
    whole.addWidget(across)
    whole.addWidget(findings)
    whole.setStretchFactor(0, 1)
    whole.setSizes([10_000, FINDINGS])
    whole.setChildrenCollapsible(False)
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(whole)
