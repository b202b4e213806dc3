"""Rows of the assumptions: a conflict with both its sides, and a value of one's own."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.assuming import HoldValue, TakeSide, value_unheld
from desktop.document.document import Document
from desktop.domain.assumptions import AdjustableParameter, Conflict, Position, Side
from desktop.domain.model.model import Evidence
from desktop.ui.assumption_words import number_words, side_words, value_words
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.assumptions.value_slider import ValueSlider

SIDES = (Side.ARTICLES, Side.POOLED, Side.STUDIES)
"""In the order of the switch: one side, both, the other side."""
PAUSE_MS = 350
"""Keys that follow each other sooner than this make one step."""


def _label(role: str, parent: QWidget) -> QLabel:
    label = PlainLabel(parent, wraps=True)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # A new policy would forget that the height follows from the width.
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    label.setSizePolicy(policy)
    return label


def _plain(value: float, look: UiContext) -> str:
    """Return a number with the decimals it has."""
    _, _, decimals = f"{value:.6f}".rstrip("0").partition(".")
    return look.language.number(value, len(decimals))


class PositionView(QFrame):
    """Show what one side holds, and on what; a rule at its left says that it counts."""

    def __init__(self, document: Document, position: Position, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._position = position
        self._side = side
        self.setProperty("role", "side")
        self._head = _label("key", self)
        self._text = _label("body", self)
        self._grounds = _label("quiet", self)
        self._changes = [_label("quiet", self) for _ in position.overrides]
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 4, 2)
        column.setSpacing(3)
        for label in (self._head, self._text, self._grounds, *self._changes):
            column.addWidget(label)
        column.addStretch(1)

    @property
    def words(self) -> str:
        """Return the sentence and its grounds, as they are read out."""
        labels = (self._text, self._grounds, *self._changes)
        return " ".join((f"{self._head.text()}:", *(label.text() for label in labels)))

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        model, position = self._document.model, self._position
        self._head.setText(side_words(self._side, look))
        self._text.setText(look.language.wording(position.text))
        sources = [model.sources[name] for name in position.sources]
        named = [*position.claims, *(f"{one.cited} ({one.id})" for one in sources)]
        self._grounds.setText(" · ".join(named))
        claims = [model.claims[name].text for name in position.claims if name in model.claims]
        whole = [look.language.wording(text) for text in claims]
        whole += [f"{one.id}: {one.text}" for one in sources]
        self._grounds.setToolTip(tip("\n".join(whole)))
        for label, one in zip(self._changes, position.overrides.values(), strict=True):
            parameter = model.parameters[one.parameter]
            low, central, high = (_plain(v, look) for v in (one.low, one.central, one.high))
            label.setText(
                look.text(
                    "assume.change",
                    name=look.language.wording(parameter.evidence.name),
                    low=low,
                    central=central,
                    high=high,
                    reason=look.language.wording(one.reason),
                )
            )

    def show_force(self, *, counts: bool) -> None:
        """Mark whether this side counts."""
        if self.property("counts") != counts:
            self.setProperty("counts", counts)
            self.style().unpolish(self)
            self.style().polish(self)


class ConflictRow(QFrame):
    """Show one conflict with both its sides, and the switch that sets it."""

    def __init__(
        self, document: Document, conflict: Conflict, look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.conflict = conflict
        self.setProperty("role", "strip")
        self._name = _label("strong", self)
        self._own = _label("quiet", self)
        self._own.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.switch = Segments(len(SIDES), look.tokens, self)
        self.switch.chosen.connect(
            lambda place: document.apply(TakeSide(conflict.id, SIDES[place]), self)
        )
        self.sides = (
            PositionView(document, conflict.articles, Side.ARTICLES, self),
            PositionView(document, conflict.studies, Side.STUDIES, self),
        )
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addWidget(self._own, 1)
        head.addWidget(self.switch)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addLayout(head, 0, 0, 1, 2)
        for column, side in enumerate(self.sides):
            grid.addWidget(side, 1, column)
            grid.setColumnStretch(column, 1)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._name.setText(look.language.wording(self.conflict.name))
        self.switch.set_look(look.tokens)
        self.switch.set_words([look.text(f"assume.switch_{side.value}") for side in SIDES])
        for side in self.sides:
            side.set_look(look)
        self.refresh()

    def refresh(self) -> None:
        """Show what the document has this conflict set to."""
        assumed = self._document.scenario.assumed
        side = self._document.model.assumptions.side(assumed, self.conflict.id)
        own = assumed.side(self.conflict.id) is not None
        self._own.setText(self._look.text("assume.own_side") if own else "")
        for at, segment in zip(SIDES, self.switch.segments, strict=True):
            segment.setChecked(at is side)
            said = self._look.text(
                "assume.switch_about", name=self._name.text(), side=segment.text()
            )
            segment.setAccessibleName(said)
        for view, held in zip(self.sides, (Side.ARTICLES, Side.STUDIES), strict=True):
            view.show_force(counts=side in (held, Side.POOLED))
        self.setAccessibleName(self._name.text())
        self.setAccessibleDescription(" ".join(view.words for view in self.sides))


class ValueRow(QWidget):
    """Show one value that can be held: name, what it rests on, slider, value, the way back."""

    evidence_asked = Signal(str)
    """Somebody wants to see what this parameter rests on."""

    def __init__(
        self, document: Document, movable: AdjustableParameter, look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.movable = movable
        self._name = _label("body", self)
        self._about = _label("quiet", self)
        self._rests_on = _label("quiet", self)
        self.slider = ValueSlider(movable, look.tokens, self)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self._commit)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._commit)
        self._value = _label("strong", self)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setFixedWidth(112)
        self.evidence = QToolButton(self)
        self.evidence.clicked.connect(lambda: self.evidence_asked.emit(self.movable.parameter))
        self.back = QToolButton(self)
        for button in (self.evidence, self.back):
            button.setProperty("role", "icon")
            button.setFixedSize(28, 28)
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(
            lambda: document.apply(HoldValue(self.movable.parameter, None), self)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        words.addWidget(self._rests_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.slider)
        row.addWidget(self._value)
        row.addWidget(self.evidence)
        row.addWidget(self.back)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        parameter = self._document.model.parameters[self.movable.parameter]
        name = look.language.wording(parameter.evidence.name)
        self._name.setText(name)
        if self.movable.text is not None:
            self._about.setText(look.language.wording(self.movable.text))
        self._about.setVisible(self.movable.text is not None)
        self._rests_on.setText(self._status(parameter.evidence))
        self.evidence.setIcon(look.icon("book-open", look.tokens.ink2))
        self.evidence.setToolTip(tip(look.text("assume.evidence", name=name)))
        self.evidence.setAccessibleName(look.text("assume.evidence", name=name))
        self.slider.set_look(look.tokens)
        self.slider.setAccessibleName(name)
        self.back.setIcon(look.icon("rotate-ccw", look.tokens.ink2))
        self.back.setToolTip(tip(look.text("assume.back", name=name)))
        self.back.setAccessibleName(self.back.toolTip())
        self.refresh()

    def _status(self, evidence: Evidence) -> str:
        """Return how sure it is, between what it can be held, and what it was read from."""
        look, movable = self._look, self.movable
        # A long unit is said once, a chosen one may have its sign before the number.
        low = number_words if movable.text is None else value_words
        fields = {
            "grade": look.text(f"levers.grade.{evidence.grade.value}"),
            "low": low(movable, movable.low, look),
            "high": value_words(movable, movable.high, look),
        }
        if not evidence.sources:
            return look.text("assume.status", **fields)
        return look.text("assume.status_from", **fields, sources=", ".join(evidence.sources))

    def refresh(self) -> None:
        """Show what the document holds this parameter at, or what holds without it."""
        assumed = self._document.scenario.assumed
        name = self.movable.parameter
        own = assumed.value(name)
        usual = value_unheld(self._document.model, assumed, name)
        self.slider.show_value(usual, own)
        self.back.setEnabled(own is not None)
        self._say_value(usual if own is None else own)

    def _say_value(self, value: float) -> None:
        words = value_words(self.movable, value, self._look)
        # The unit of those that nobody chose a short one for stands with their range.
        bare = self.movable.text is None
        self._value.setText(number_words(self.movable, value, self._look) if bare else words)
        self.slider.setAccessibleDescription(words)

    def _moved(self) -> None:
        self._say_value(self.slider.held)
        if not self.slider.isSliderDown():
            self._pause.start()

    def _commit(self) -> None:
        self._pause.stop()
        # Draws and baselines are made anew for every value, so the curves wait for the release.
        self._document.apply(HoldValue(self.movable.parameter, self.slider.held), self)
