"""The answers that a scenario keeps, the latest first, to be looked at again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.document.document import Document
from desktop.document.kept_answers import read_answer
from desktop.domain.inquiry import Answer
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.ui_context import UiContext
from desktop.views.ask.ask_words import AskWords

WIDTH = 230


class KeptList(ChoiceBox):
    """Offer every kept answer that can be worded; hidden where there is none."""

    picked = Signal(Answer)

    def __init__(self, document: Document, look: UiContext, parent: QWidget) -> None:
        super().__init__(look.text("ask.kept"), parent)
        self._document, self._look = document, look
        self._words = AskWords(document.model, look.language)
        self._answers: tuple[Answer, ...] = ()
        self.setFixedWidth(WIDTH)
        self.activated.connect(self._pick)
        self.follow()

    def follow(self) -> None:
        """List what the scenario keeps now, and whether it still is about the run of now."""
        scenario, model = self._document.scenario, self._document.model
        read = (read_answer(one, scenario.request, model) for one in reversed(scenario.answers))
        found = tuple(one for one in read if one is not None)
        if found == self._answers and self.count():
            return
        self._answers = found
        self.clear()
        self.addItem(self._look.language.plural("ask.kept_count", len(found)))
        self.addItems([self._words.kept(one) for one in found])
        self.setVisible(bool(found))

    def _pick(self, place: int) -> None:
        self.setCurrentIndex(0)
        if place > 0:
            self.picked.emit(self._answers[place - 1])
