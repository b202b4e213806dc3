"""The head of a curve's card: what moved it, to be read aloud, and its causes by size."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.analysis.attribution import CauseKind
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY, SIZE_HEADLINE
from desktop.ui.card_rows import CauseRow, paragraph
from desktop.ui.ui_context import UiContext
from desktop.views.explain.story import Story, StoryWords


class StoryView(QWidget):
    """Tell one story at a time; `chosen` carries the lever whose row was pressed."""

    chosen = Signal(str)

    def __init__(self, words: StoryWords, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._look = words, look
        self.sentences: list[QLabel] = []
        self.rows: list[CauseRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    @property
    def text(self) -> str:
        """Return what is to be read aloud."""
        return "\n".join(label.text() for label in self.sentences)

    def tell(self, story: Story) -> None:
        """Tell a story in place of the last one; nothing is built anew for the same words."""
        said = self._words.sentences(story)
        drivers = () if story.attribution is None else story.attribution.drivers
        listed = [
            (one, *self._words.heading(one, story.policy), self._words.share(one))
            for one in drivers
        ]
        rows = [(row.text(), row.values) for row in self.rows]
        if said == [label.text() for label in self.sentences] and rows == [
            (name + detail, share) for _, name, detail, share in listed
        ]:
            return
        self._clear()
        for sentence, role in zip(said, ("body", "second"), strict=False):
            label = paragraph(sentence, SIZE_BODY, role, self)
            self.sentences.append(label)
            self._put(label)
        if not listed:
            return
        self._column.addSpacing(8)
        self._put(paragraph(self._look.text("explain.causes"), SIZE_HEADLINE, "head", self))
        for driver, name, detail, share in listed:
            row = CauseRow(driver.id, self._look.tokens, self)
            heading = name + detail
            spoken = self._look.text("command.set_lever", lever=heading, value=share)
            if driver.kind is CauseKind.LEVER:
                spoken = self._look.text("explain.row", name=heading, value=share)
                row.clicked.connect(lambda _=False, lever=driver.id: self.chosen.emit(lever))
            else:
                row.stand_still()
            row.show_words(name, share, spoken, detail)
            self.rows.append(row)
            self._put(row)
        self._put(paragraph(self._look.text("explain.causes_about"), SIZE_AXIS, "quiet", self))

    def _put(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        # A layout shows what comes later only in the next round of the event loop.
        widget.show()

    def _clear(self) -> None:
        self.sentences, self.rows = [], []
        while self._column.count():
            item = self._column.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
