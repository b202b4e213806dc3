"""The injects: their list or their timeline above, the form of the current one below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.edits import part_of, removed
from desktop.ui.page import Scrolled
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.inject_timeline import InjectTimeline
from desktop.views.exercise.msel_view import MselView
from desktop.views.exercise.record_form import RecordEntry


class InjectPage(QWidget):
    """Keep list, timeline and form on the same inject."""

    chosen = Signal(str)

    def __init__(
        self,
        document: ExerciseDocument,
        look: UiContext,
        form: RecordEntry,
        scroll: Scrolled,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._form = document, form
        self.list = MselView(document, look, self)
        self.timeline = InjectTimeline(document, look, self)
        self.ways = Segments(2, look.tokens, self)
        self.ways.set_words((look.text("exercises.as_list"), look.text("exercises.as_timeline")))
        self.ways.setAccessibleName(look.text("exercises.ways"))
        tools = QHBoxLayout()
        tools.addWidget(self.ways)
        tools.addStretch(1)
        self._above = QStackedWidget(self)
        self._above.addWidget(self.list)
        self._above.addWidget(Scrolled(self.timeline, self))
        self.ways.chosen.connect(self._above.setCurrentIndex)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self._above)
        split.addWidget(scroll)
        split.setSizes([600, 400])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(tools)
        column.addWidget(split, 1)
        self.current: str | None = None
        self.list.chosen.connect(self._choose)
        self.timeline.chosen.connect(self._choose)
        self.list.table.delete_wanted.connect(self._remove_chosen)
        if document.exercise.injects:
            self.show_inject(document.exercise.injects[0].id)
        form.setEnabled(self.current is not None)

    def show_inject(self, name: str) -> None:
        """Make an inject the current one everywhere."""
        self.list.show_inject(name)
        self._choose(name)

    def _choose(self, name: str) -> None:
        one = part_of(self._document.exercise, "injects", name)
        if one is None:
            return
        if name != self.current:
            self._document.leave()
            self.current = name
            self.list.show_inject(name)
            self.timeline.show_inject(name)
        self._form.setEnabled(True)
        self._form.put(one)
        self.chosen.emit(name)

    def refresh(self) -> None:
        """Show the document as it stands."""
        self.list.refresh()
        self.timeline.refresh()
        injects = self._document.exercise.injects
        one = self.current and part_of(self._document.exercise, "injects", self.current)
        if one:
            self._form.put(one)
        elif injects:
            self.show_inject(injects[0].id)
        else:
            self.current = None
            self._form.setEnabled(False)

    def _remove_chosen(self) -> None:
        rows = {one.row() for one in self.list.table.selectedIndexes()}
        model, filtered = self.list.model, self.list.filtered
        names = [
            model.inject(filtered.mapToSource(filtered.index(row, 0)).row()).id for row in rows
        ]
        exercise = self._document.exercise
        for name in names:
            exercise = removed(exercise, "injects", name)
        self._document.apply(exercise)
