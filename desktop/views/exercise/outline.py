"""The parts of an exercise, as a list from which one is chosen; what is wrong shows at each."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.charts.plain_text import tip
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.findings import START, Finding
from desktop.document.exercise.shape import PARTS
from desktop.domain.exercise.review import WHOLE
from desktop.ui.exercise_words import part_name
from desktop.ui.ui_context import UiContext

Place = tuple[str, str]
"""A part and an id in it; the id is empty for all of a part, or where there is one."""
INJECTS = "injects"
_SHOWN = Qt.ItemDataRole.UserRole + 1
"""The role under which an item keeps what it shows."""


class Outline(QTreeWidget):
    """Tell which part is chosen; the injects are one place, for they have a list of their own."""

    chosen = Signal(str, str)
    add_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, document: ExerciseDocument, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._look = document, look
        self.setHeaderHidden(True)
        self.setProperty("role", "places")
        self.setAccessibleName(look.text("exercises.parts"))
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items: dict[Place, QTreeWidgetItem] = {}
        self._findings: Sequence[Finding] = ()
        self.currentItemChanged.connect(self._tell)
        self.refresh()

    @property
    def place(self) -> Place:
        """Return what is chosen."""
        item = self.currentItem()
        return (WHOLE, "") if item is None else item.data(0, Qt.ItemDataRole.UserRole)

    def go(self, place: Place) -> None:
        """Choose a part; of one that is gone, all of its kind."""
        item = self.items.get(place) or self.items.get((place[0], ""))
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Insert and Delete add and remove."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show the document's parts as they stand, marked by what was found last."""
        exercise = self._document.exercise
        wanted: list[Place] = [(WHOLE, ""), (START, "")]
        for part in PARTS:
            wanted.append((part, ""))
            if part != INJECTS:
                wanted += [(part, one.id) for one in getattr(exercise, part)]
        if list(self.items) != wanted:
            self._make(wanted)
        counts: Counter[Place] = Counter()
        faulty = set()
        for one in self._findings:
            place = (one.part, "" if one.part == INJECTS else one.id)
            place = place if place in self.items else (one.part, "")
            counts[place] += 1
            if one.is_fault:
                faulty.add(place)
        for place, item in self.items.items():
            self._word(place, item, counts[place], faulty=place in faulty)

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show how much is wrong with each part."""
        self._findings = findings
        self.refresh()

    def _make(self, wanted: list[Place]) -> None:
        chosen = self.place
        with QSignalBlocker(self):
            self.clear()
            self.items = {}
            above: QTreeWidgetItem | None = None
            for place in wanted:
                item = QTreeWidgetItem()
                item.setData(0, Qt.ItemDataRole.UserRole, place)
                if place[1] and above is not None:
                    above.addChild(item)
                else:
                    self.addTopLevelItem(item)
                    above = item
                self.items[place] = item
            self.expandAll()
        self.go(chosen)

    def _word(self, place: Place, item: QTreeWidgetItem, count: int, *, faulty: bool) -> None:
        part, name = place
        look, exercise = self._look, self._document.exercise
        if name:
            one = next(one for one in getattr(exercise, part) if one.id == name)
            words = part_name(one, look)
        else:
            words = look.text(f"exercise.part.{part}")
        if part == INJECTS:
            number = look.language.number(len(exercise.injects))
            words = look.text("exercises.counted", what=words, number=number)
        now = (words, count, faulty)
        if item.data(0, _SHOWN) == now:
            # All of them at every key that somebody types would be felt.
            return
        item.setData(0, _SHOWN, now)
        tokens = look.tokens
        if count:
            icon = "circle-alert" if faulty else "triangle-alert"
            item.setIcon(0, look.icon(icon, tokens.errink if faulty else tokens.warnink))
            said = look.language.plural("exercises.to_mend", count)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{words}, {said}")
        else:
            item.setIcon(0, look.icon("check", tokens.ink3))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        item.setText(0, words)
        item.setToolTip(0, tip(words))

    def _tell(self) -> None:
        if self.currentItem() is not None:
            self.chosen.emit(*self.place)
