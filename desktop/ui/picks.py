"""A choice of a few, side by side, of which none may hold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import Tokens
from desktop.ui.segmented_control import Segment


class Picks(QWidget):
    """Offer a few choices to the mouse; `chosen` carries the place of the one that was pressed.

    It shows what it is told to show, and nothing by itself. Keys are its owner's business.
    """

    chosen = Signal(int)

    def __init__(self, count: int, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.segments = [
            Segment(tokens, first=place == 0, last=place == count - 1, parent=self)
            for place in range(count)
        ]
        self._choice: int | None = None
        for place, segment in enumerate(self.segments):
            segment.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            segment.clicked.connect(lambda _=False, at=place: self._press(at))
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_choice(self, place: int | None) -> None:
        """Show the choice of a place, or none."""
        self._choice = place
        for at, segment in enumerate(self.segments):
            segment.setChecked(at == place)

    def set_words(self, words: Sequence[str], names: Sequence[str]) -> None:
        """Write the choices, and name them for those who do not see the signs."""
        for segment, text, name in zip(self.segments, words, names, strict=True):
            segment.setText(text)
            segment.setAccessibleName(name)
            segment.setToolTip(tip(name))
            segment.updateGeometry()

    def _press(self, place: int) -> None:
        self.show_choice(self._choice)
        self.chosen.emit(place)
