"""What would have been: one decision or one inject out, everything else as it was recorded."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.fonts import SEMIBOLD, font
from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.document.play.headlines import headlines
from desktop.document.play.players import Act, Decided, Drew, Released, acts
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.reports.entry_words import EntryWords
from desktop.reports.without_words import WithoutWords
from desktop.session.play.conduct import Conduct
from desktop.session.play.what_if import Answer
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.ui.worded_list import worded_list
from desktop.views.hotwash.what_if_chart import WhatIfChart

LIST = 330
Out = frozenset[Act]


class WhatIfPane(QWidget):
    """Offer what can be taken out, and show what would have been without it."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._look = play, look
        self._acts: tuple[Act, ...] | None = None
        self._outs: list[Out | None] = []
        """By row of the list; None for a heading."""
        self._answer: Answer | None = None
        text = look.text
        self.list = worded_list(self)
        self.list.setFixedWidth(LIST)
        self.list.setAccessibleName(text("hotwash.take_out"))
        self.list.currentRowChanged.connect(self._ask)
        self.list.itemActivated.connect(lambda _: self._ask(self.list.currentRow(), again=True))
        self.list.itemClicked.connect(lambda _: self._ask(self.list.currentRow(), again=True))
        choose = PlainLabel(text("hotwash.take_out"), self, wraps=True)
        choose.setProperty("role", "key")
        self.indicator = ChoiceBox(text("hotwash.curve"), self)
        self.indicator.currentIndexChanged.connect(lambda _: self._show())
        self.sentence = PlainLabel(self, wraps=True)
        self.sentence.setProperty("role", "strong")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chart = WhatIfChart(look, self)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(text("hotwash.working"))
        self.cancel = worded_button(text("dialog.cancel"), "plain", look, self)
        self.cancel.clicked.connect(self._cancel)
        note = PlainLabel(text("hotwash.what_if_about"), self, wraps=True)
        note.setProperty("role", "quiet")
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(choose)
        left.addWidget(self.list, 1)
        wait = QHBoxLayout()
        wait.setSpacing(8)
        wait.addWidget(self.progress, 1)
        wait.addWidget(self.cancel)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.indicator)
        right.addLayout(wait)
        right.addWidget(self.sentence)
        right.addWidget(self.chart, 1)
        right.addWidget(note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left)
        row.addLayout(right, 1)
        self._fill_indicators()
        self._wait(busy=False)
        play.changed.connect(self.follow)
        play.what_if.answered.connect(self._take)
        play.what_if.failed.connect(self._fail)
        play.what_if.advanced.connect(self._advance)
        self.follow()

    def _fill_indicators(self) -> None:
        setup, language = self._play.setup, self._look.language
        for name in headlines(setup):
            self.indicator.addItem(language.wording(setup.model.indicators[name].name), name)

    def begin(self) -> None:
        """Put the focus where something is chosen; at first all that can be taken out is."""
        if not self.list.selectedItems():
            self.list.setCurrentRow(next((row for row, out in enumerate(self._outs) if out), -1))
        self.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Work nothing out for nobody."""
        super().hideEvent(event)
        if not event.spontaneous() and self._play.what_if.busy:
            self._cancel()

    # ------------------------------------------------------------ what can be taken out

    def follow(self) -> None:
        """Offer what was done in the months that were played."""
        if not self._play.open:
            return
        found = tuple(acts(self._play.state))
        if found == self._acts:
            return
        self._acts, self._answer = found, None
        self._play.what_if.cancel()
        self._wait(busy=False)
        with QSignalBlocker(self.list):
            self.list.clear()
            self._outs = []
            for words, out in self._offered(found):
                item = QListWidgetItem(words)
                if out is None:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                    item.setFont(font(SIZE_HEADLINE, SEMIBOLD))
                self.list.addItem(item)
                self._outs.append(out)
        self.list.setEnabled(self._play.same_model and bool(found))
        self._show()

    def _offered(self, found: tuple[Act, ...]) -> Iterator[tuple[str, Out | None]]:
        text, words = self._look.text, EntryWords(self._play.setup, self._look.language)
        decided = frozenset(one for one in found if isinstance(one, Decided))
        if len(decided) > 1:
            yield text("hotwash.every_decision"), decided
        by_round: dict[str, list[Act]] = {one: [] for one in self._play.setup.rounds}
        for act in found:
            by_round[self._round_of(act)].append(act)
        for name, some in by_round.items():
            if some:
                yield self._heading(words, name), None
            for act in some:
                yield self._word(words, act), frozenset((act,))

    def _heading(self, words: EntryWords, name: str) -> str:
        title = words.either(self._play.setup.rounds[name].title)
        return self._look.text("conduct.round_named", round=words.round(name), title=title)

    def _round_of(self, act: Act) -> str:
        """Return the round of a decision or a draw, and that in which an inject struck."""
        if not isinstance(act, Released):
            return act.round
        state = self._play.state
        struck = state.injects[act.inject].strikes
        assert struck is not None, "only what struck is an act"
        return next(one.advance.round for one in state.advances if struck.month <= one.last)

    def _word(self, words: EntryWords, act: Act) -> str:
        match act:
            case Decided():
                offer = self._play.state.decisions[act.round][act.team, act.lever].offer
                return words.words(offer)
            case Released():
                return self._look.text("hotwash.inject", inject=words.inject(act.inject))
            case Drew():
                return self._look.text("hotwash.chance")

    # ------------------------------------------------------------ asking

    @property
    def out(self) -> Out | None:
        """Return what is chosen to be taken out."""
        row = self.list.currentRow()
        return self._outs[row] if 0 <= row < len(self._outs) else None

    def _ask(self, row: int, *, again: bool = False) -> None:
        out, what_if = self.out, self._play.what_if
        if out is None or not self._play.same_model or row < 0:
            return
        if again and (what_if.busy or (self._answer is not None and self._answer.out == out)):
            # A click chooses first, which has asked.
            return
        self._answer = None
        self._wait(busy=True)
        what_if.ask(out)
        self._show()

    def _cancel(self) -> None:
        self._play.what_if.cancel()
        self.list.setFocus()
        self._wait(busy=False)
        self.sentence.setText(self._look.text("hotwash.cancelled"))

    def _advance(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _take(self, answer: Answer) -> None:
        self._answer = answer
        self._wait(busy=False)
        self._show()

    def _fail(self, error: VecinosError) -> None:
        self._wait(busy=False)
        self.sentence.setText(self._look.language.error(error))

    def _wait(self, *, busy: bool) -> None:
        if not busy and self.cancel.hasFocus():
            self.list.setFocus()
        self.progress.setRange(0, 0)
        for widget in (self.progress, self.cancel):
            widget.setVisible(busy)

    # ------------------------------------------------------------ what is shown

    def _show(self) -> None:
        text, play = self._look.text, self._play
        answer = self._answer
        self.chart.clear()
        if not play.same_model:
            self.sentence.setText(text("hotwash.other_model"))
        elif not play.state.advances:
            self.sentence.setText(text("hotwash.not_played"))
        elif not self._acts:
            self.sentence.setText(text("hotwash.nothing_done"))
        elif answer is None and play.what_if.busy:
            self.sentence.setText(text("hotwash.working"))
        elif answer is None:
            self.sentence.setText(text("hotwash.choose"))
        else:
            self._show_answer(answer)

    def _show_answer(self, answer: Answer) -> None:
        play = self._play
        name = str(self.indicator.currentData())
        found = answer.found.get(name)
        if found is None:
            self.sentence.setText(self._look.text("hotwash.of_zero"))
            return
        words = WithoutWords(play.setup, play.state, self._look.language)
        sentence = words.sentence(answer.out, found)
        self.sentence.setText(sentence)
        self.chart.show_found(play.setup.model.indicators[name], found, sentence, self._rounds())

    def _rounds(self) -> tuple[tuple[Month, str], ...]:
        words = EntryWords(self._play.setup, self._look.language)
        return tuple(
            (one.last, words.round(one.advance.round)) for one in self._play.state.advances
        )
