"""Typing one figure: month, value, source and its date."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.errors import VecinosError
from desktop.domain.observation import LONGEST_SOURCE
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext

MONTH, VALUE, SOURCE, DAY = range(4)
_NAMES = ("month", "value", "source", "day")
_WIDTHS = (104, 128, 0, 116)


class Entry(QWidget):
    """Hold four fields; Enter in any of them, or the button, gives what they say."""

    given = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.fields = tuple(QLineEdit(self) for _ in _NAMES)
        self.heads = tuple(PlainLabel(self) for _ in _NAMES)
        self.add = worded_button(look.text("data.add"), "main", look, self, "plus")
        self.add.clicked.connect(self.given)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, (head, field) in enumerate(zip(self.heads, self.fields, strict=True)):
            head.setProperty("role", "quiet")
            head.setBuddy(field)
            field.setProperty("role", "field")
            field.setMaxLength(LONGEST_SOURCE)
            field.returnPressed.connect(self.given)
            field.textEdited.connect(lambda _: self.fault.hide())
            if _WIDTHS[place]:
                field.setFixedWidth(_WIDTHS[place])
            else:
                grid.setColumnStretch(place, 1)
            # A long word about the unit must not push the fields apart.
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(head, 0, place)
            grid.addWidget(field, 1, place)
        grid.addWidget(self.add, 1, len(_NAMES))
        grid.addWidget(self.fault, 2, 0, 1, len(_NAMES) + 1)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what the fields say."""
        return tuple(field.text() for field in self.fields)

    def fill(self, texts: tuple[str, ...]) -> None:
        """Put texts into the fields."""
        for field, text in zip(self.fields, texts, strict=True):
            field.setText(text)

    def word(self, heads: tuple[str, ...], hints: tuple[str, ...]) -> None:
        """Name the fields, and show by an example how each is written."""
        for field, head, name, hint in zip(self.fields, self.heads, heads, hints, strict=True):
            head.setText(name)
            head.setToolTip(tip(name))
            field.setPlaceholderText(hint)
            field.setAccessibleName(name)
            field.setToolTip(tip(name))

    def refuse(self, error: VecinosError) -> None:
        """Say what is wrong with what was given."""
        self.tell(self._look.language.error(error))

    def tell(self, sentence: str) -> None:
        """Say something about what was given."""
        self.fault.setText(sentence)
        self.fault.setAccessibleName(self.fault.text())
        self.fault.show()

    def allow(self, *, writable: bool) -> None:
        """Let figures be given, or not."""
        for part in (*self.fields, self.add):
            part.setEnabled(writable)
