"""Which levers may move in a search, and which are held where the policy has them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.lever import Holder, Lever
from desktop.domain.model.model import Model
from desktop.ui.page import Scrolled, worded_button
from desktop.ui.ui_context import UiContext

WIDTH = 286
_NAME = 34


class HeldList(QFrame):
    """List every lever by its holder; what is not checked is held. `changed` tells of a change."""

    changed = Signal()

    def __init__(
        self, model: Model, held: frozenset[str], look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._look = look
        self._holders = {one.id: one.holder for one in model.levers.values()}
        self.boxes: dict[str, QCheckBox] = {}
        self.turns: dict[Holder, QPushButton] = {}
        self._count = PlainLabel(self, wraps=True)
        self._count.setProperty("role", "second")
        inside = QWidget(self)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(12, 4, 12, 12)
        lines.setSpacing(4)
        for holder in Holder:
            ours = [one for one in model.levers.values() if one.holder is holder]
            if ours:
                lines.addLayout(self._head(holder, inside))
                for lever in ours:
                    lines.addWidget(self._box(lever, held, inside))
        lines.addStretch(1)
        self.scrolled = Scrolled(inside, self)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = PlainLabel(look.text("ask.may_move"), self)
        title.setProperty("role", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 1)
        column.setSpacing(4)
        for label in (title, self._count):
            label.setContentsMargins(12, 0, 12, 0)
            column.addWidget(label)
        column.addWidget(self.scrolled, 1)
        self._tell()

    def _head(self, holder: Holder, parent: QWidget) -> QHBoxLayout:
        label = PlainLabel(self._look.text(f"levers.holder.{holder}"), parent)
        label.setProperty("role", "head")
        turn = worded_button("", "plain", self._look, parent)
        turn.clicked.connect(self._turning(holder))
        self.turns[holder] = turn
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(label, 1)
        row.addWidget(turn)
        return row

    def _box(self, lever: Lever, held: frozenset[str], parent: QWidget) -> QCheckBox:
        name = self._look.language.wording(lever.name)
        box = QCheckBox(name if len(name) <= _NAME else f"{name[: _NAME - 1]}…", parent)
        box.setAccessibleName(name)
        box.setToolTip(tip(name))
        box.setChecked(lever.id not in held)
        box.toggled.connect(self._tell)
        self.boxes[lever.id] = box
        return box

    @property
    def held(self) -> frozenset[str]:
        """Return the levers that may not move."""
        return frozenset(name for name, box in self.boxes.items() if not box.isChecked())

    def hold(self, held: frozenset[str]) -> None:
        """Hold these levers and no others."""
        for name, box in self.boxes.items():
            box.setChecked(name not in held)

    def _turning(self, holder: Holder) -> Callable[[], None]:
        def turn() -> None:
            levers = self._of(holder)
            free = not any(self.boxes[one].isChecked() for one in levers)
            for one in levers:
                self.boxes[one].setChecked(free)

        return turn

    def _tell(self) -> None:
        held = len(self.held)
        self._count.setText(self._look.language.plural("ask.held", held))
        for holder, turn in self.turns.items():
            ours = self._of(holder)
            free = any(self.boxes[one].isChecked() for one in ours)
            whose = self._look.text(f"levers.holder.{holder}")
            if free:
                turn.setText(self._look.text("ask.hold_all"))
                turn.setAccessibleName(self._look.text("ask.hold_all_of", holder=whose))
            else:
                turn.setText(self._look.text("ask.free_all"))
                turn.setAccessibleName(self._look.text("ask.free_all_of", holder=whose))
        self.changed.emit()

    def _of(self, holder: Holder) -> list[str]:
        return [name for name in self.boxes if self._holders[name] is holder]
