"""Controls for one value each; what they hold is what the field of the record holds."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.document.exercise.shape import (
    Assumed,
    Choice,
    Day,
    FieldShape,
    Line,
    Lines,
    MonthOf,
    Number,
    OneId,
    Switch,
    Text,
)
from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.form import MOST_LINE, MOST_PROSE, paragraphs
from desktop.ui.exercise_words import choice_words
from desktop.ui.ui_context import UiContext

LEAST_LINES, MOST_LINES = 3, 11
FRAME = 32
"""Pixels of a field of paragraphs above and below its lines."""
WIDEST = 420
"""Pixels of a list to choose from."""


class Entry(QWidget):
    """Hold one value: `changed` when somebody has changed it, `left` when the focus goes away."""

    changed = Signal()
    left = Signal()

    def value(self) -> Any:
        """Return the value as it stands."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a value; nobody is told."""
        raise NotImplementedError


class Prose(QPlainTextEdit):
    """Take paragraphs, as high as they are; Tab leaves it."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # The document's own history is the one that counts.
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "prose")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), LEAST_LINES), MOST_LINES)
        height = lines * self.fontMetrics().lineSpacing() + FRAME
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew, and be as high as they are."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for little width: two stand side by side."""
        return QSize(160, self.height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody left."""
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless somebody writes here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TextEntry(Entry):
    """Take one text in both languages, side by side; `clean` gives what is kept of it."""

    def __init__(
        self,
        shape: FieldShape,
        label: str,
        look: UiContext,
        parent: QWidget,
        clean: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clean = clean or tidy
        assert isinstance(shape.kind, Text)
        self._optional, one_line = shape.optional, shape.kind.one_line
        self.sides: dict[str, QLineEdit | Prose] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for code in ("en", "es"):
            side: QLineEdit | Prose = QLineEdit(self) if one_line else Prose(self)
            if isinstance(side, QLineEdit):
                side.setMaxLength(MOST_LINE)
                side.editingFinished.connect(self.left)
            else:
                side.left.connect(self.left)
            side.setAccessibleName(
                look.text("exercises.in", what=label, language=look.text(f"desk.language_{code}"))
            )
            side.setPlaceholderText(look.text(f"desk.language_{code}"))
            side.textChanged.connect(self.changed)
            self.sides[code] = side
            row.addWidget(side, 1)
        self.setFocusProxy(self.sides[look.language.code])

    def value(self) -> Wording | None:
        """Return the text, None where it may be absent and is empty in both languages."""
        wording = Wording(self._text("en"), self._text("es"))
        return None if self._optional and not (wording.en or wording.es) else wording

    def _text(self, code: str) -> str:
        side = self.sides[code]
        return self._clean(side.text() if isinstance(side, QLineEdit) else side.toPlainText())

    def put(self, value: Wording | None) -> None:
        """Show a text; what says the same already stays as it is typed."""
        for code, side in self.sides.items():
            text = "" if value is None else getattr(value, code)
            if self._text(code) != text:
                with QSignalBlocker(side):
                    if isinstance(side, QLineEdit):
                        side.setText(text)
                    else:
                        side.setPlainText(text)


def tidy(words: str) -> str:
    """Return a text as a file holds it: what nobody sees is gone, line breaks part paragraphs."""
    seen = "".join(one if one.isprintable() or one in "\n\u00a0" else " " for one in words)
    return paragraphs(seen)[:MOST_PROSE].strip()


class Typed(Entry):
    """Take what is typed in one line; what is nothing of the kind is marked and not taken."""

    def __init__(
        self,
        read: Callable[[str], Any],
        shown: Callable[[Any], str],
        label: str,
        parent: QWidget,
        *,
        narrow: bool = True,
    ) -> None:
        super().__init__(parent)
        self._read, self._shown = read, shown
        self._value: Any = None
        self.line = QLineEdit(self)
        self.line.setAccessibleName(label)
        if narrow:
            self.line.setMaximumWidth(140)
        self.line.textEdited.connect(self._take)
        self.line.editingFinished.connect(self._end)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        if narrow:
            row.addStretch(1)
        self.setFocusProxy(self.line)

    def value(self) -> Any:
        """Return what was understood last."""
        return self._value

    def put(self, value: Any) -> None:
        """Show a value."""
        if value != self._value or not self.line.hasFocus():
            self._value = value
            self.line.setText(self._shown(value))
            self._mark(wrong=False)

    def _take(self, words: str) -> None:
        try:
            value = self._read(words.strip())
        except (ValueError, VecinosError):
            self._mark(wrong=True)
            return
        self._mark(wrong=False)
        if value != self._value:
            self._value = value
            self.changed.emit()

    def _end(self) -> None:
        self.line.setText(self._shown(self._value))
        self._mark(wrong=False)
        self.left.emit()

    def _mark(self, *, wrong: bool) -> None:
        role = "invalid" if wrong else ""
        if self.line.property("role") != role:
            self.line.setProperty("role", role)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)


class NumberEntry(Typed):
    """Take a number within limits; the arrow keys count."""

    def __init__(self, shape: FieldShape, label: str, parent: QWidget) -> None:
        assert isinstance(shape.kind, Number)
        self._kind = shape.kind
        self._may_lack = shape.optional
        super().__init__(self._number, _plain_number, label, parent)
        self.line.installEventFilter(self)

    def _number(self, words: str) -> float | None:
        if not words and self._may_lack:
            return None
        value: float = int(words) if self._kind.whole else float(words.replace(",", "."))
        if not self._kind.least <= value <= self._kind.most:
            raise ValueError(words)
        return value

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Count up and down with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step is not None and isinstance(self._value, int | float):
                self.line.setText(_plain_number(self._value + step))
                self._take(self.line.text())
                return True
        return False


def _plain_number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


class _Box(QComboBox):
    """Leave the wheel to the page unless somebody chooses here."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class OneEntry(Entry):
    """Choose one of several; an empty line stands for none."""

    def __init__(
        self, choices: Mapping[Any, str], label: str, parent: QWidget, none: str | None
    ) -> None:
        super().__init__(parent)
        self.box = _Box(self)
        self.box.setAccessibleName(label)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(18)
        self._values: list[Any] = []
        self._none = none
        self.offer(choices)
        self.box.activated.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.box.setMaximumWidth(WIDEST)
        self.setFocusProxy(self.box)

    def offer(self, choices: Mapping[Any, str]) -> None:
        """Offer these from now on; what is chosen stays."""
        words = [*([] if self._none is None else [self._none]), *choices.values()]
        values = [*([] if self._none is None else [None]), *choices]
        shown = [self.box.itemText(place) for place in range(self.box.count())]
        if (self._values, shown) == (values, words):
            return
        chosen = self.value()
        self.box.clear()
        self._values = values
        self.box.addItems(words)
        self.put(chosen)

    def value(self) -> Any:
        """Return the one that is chosen."""
        place = self.box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def put(self, value: Any) -> None:
        """Choose one; one that is not offered stands as it is."""
        if value not in self._values:
            if value is None:
                return
            self._values.append(value)
            self.box.addItem(str(value) or "–")
        self.box.setCurrentIndex(self._values.index(value))

    def _tell(self) -> None:
        self.changed.emit()
        self.left.emit()


class SwitchEntry(Entry):
    """Say yes or no."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.box.setAccessibleName(label)
        self.box.clicked.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)

    def value(self) -> bool:
        """Return whether it is on."""
        return self.box.isChecked()

    def put(self, value: bool) -> None:
        """Turn it on or off."""
        self.box.setChecked(value)

    def _tell(self) -> None:
        self.changed.emit()
        self.left.emit()


def simple_entry(
    shape: FieldShape, label: str, look: UiContext, parent: QWidget, choices: Mapping[Any, str]
) -> Entry:
    """Return the control of a field that holds one value; `choices` are those of an id."""
    none = look.text("exercises.none") if shape.optional else None
    match shape.kind:
        case Text():
            return TextEntry(shape, label, look, parent)
        case Number():
            return NumberEntry(shape, label, parent)
        case Choice():
            worded: dict[Any, str] = {one: choice_words(one, look) for one in shape.kind.of}
            return OneEntry(worded, label, parent, none)
        case OneId():
            return OneEntry(choices, label, parent, none)
        case Switch():
            return SwitchEntry(label, parent)
        case MonthOf():
            return Typed(_or_none(Month.parse, shape), _shown, label, parent)
        case Day():
            return Typed(_or_none(date.fromisoformat, shape), _shown, label, parent)
        case Assumed():
            return Typed(
                Assumptions.parse, lambda one: one.text if one else "", label, parent, narrow=False
            )
        case Line():
            return Typed(tidy, str, label, parent, narrow=False)
        case Lines():
            return Typed(_lines, "; ".join, label, parent, narrow=False)
    raise TypeError(shape)


def _or_none(read: Callable[[str], Any], shape: FieldShape) -> Callable[[str], Any]:
    return lambda words: None if shape.optional and not words else read(words)


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _lines(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in words.split(";") if (one := tidy(part))))
