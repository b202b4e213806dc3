"""The bar over the desk where an operator asks a room, takes down its calls and reveals."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.filing import ForgetPrediction
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.prediction import CONFIDENCES, DIRECTIONS, MOST_HANDS, Call
from desktop.session.room.room_show import RoomShow
from desktop.ui.call_row import HEIGHT, NARROWEST, CallRow
from desktop.ui.call_taking import CallTaking
from desktop.ui.call_words import ARROWS, CallWords
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.focus import FocusBefore
from desktop.ui.page import icon_button, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.calls.call_table import CallTable
from desktop.views.calls.earlier import EarlierPredictions
from desktop.views.calls.question_form import QuestionForm

_LINES = ((860, 6), (700, 3), (600, 2), (0, 1))
"""Heights of a window, and lines of teams that it leaves its charts room for."""
_MARGIN = 12
_HANDS_WIDTH = 64


class CallsBar(QFrame):
    """Ask, take down, reveal: beside the charts and never in their way.

    `act` is the one command: it opens the bar, asks what it says, reveals what was asked, and
    begins anew. What the room sees of it is the business of the room's show alone.
    """

    teams_named = Signal(list)
    """The teams that are expected from now on: their names."""

    def __init__(
        self,
        show: RoomShow,
        document: Document,
        signals: DocumentSignals,
        shown: Callable[[], tuple[str, ...]],
        month: Callable[[], Month],
        look: UiContext,
        focus: FocusBefore,
        parent: QWidget,
    ) -> None:
        """Ask about the indicators `shown` first, in the `month` that headlines speak of."""
        super().__init__(parent)
        self._show, self._calls, self._document = show, show.calls, document
        self._shown, self._month, self._focus = shown, month, focus
        self._look = look
        self._hidden = False
        self._taking = CallTaking(self._called, self._call)
        self.rows: list[CallRow] = []
        self._arranged = 0
        """Lines that the teams stand in, 0 before they do."""
        self.setProperty("role", "ask-top")
        self._icon = PlainLabel(self)
        self.form = QuestionForm(look, self)
        self.form.asked.connect(self.ask)
        self.question = ElidedLabel(SIZE_HEADLINE, look.tokens.ink, strong=True, parent=self)
        self.standing = ElidedLabel(SIZE_HEADLINE, look.tokens.ink, parent=self)
        self.keys = ElidedLabel(SIZE_AXIS, look.tokens.ink2, parent=self)
        self._texts = QWidget(self)
        self.cancel = worded_button("", "plain", look, self)
        self.cancel.clicked.connect(self._calls.cancel)
        self.reveal = worded_button("", "main", look, self)
        self.reveal.clicked.connect(self._show.reveal)
        self.anew = worded_button("", "main", look, self)
        self.anew.clicked.connect(self._begin_anew)
        self.earlier = icon_button("history", "", look, self)
        self.earlier.clicked.connect(self.open_earlier)
        self.away = icon_button("x", "", look, self)
        self.away.clicked.connect(self.put_away)
        self._teams = QWidget()
        self._grid = QGridLayout(self._teams)
        self._scroll = QScrollArea(self)
        self.hands = tuple(QLineEdit(self) for _ in DIRECTIONS)
        self._hand_signs = tuple(PlainLabel(self) for _ in DIRECTIONS)
        self._hand_row = QWidget(self)
        self.table = CallTable(self)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self._lay_out()
        self.hide()
        self._calls.changed.connect(self._follow)
        signals.changed.connect(self._on_document_changed)
        self.set_look(look)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.form, 1)
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        for part in (self.question, self.standing, self.keys):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            texts.addWidget(part)
        head.addWidget(self._texts, 1)
        for button in (self.cancel, self.reveal, self.anew, self.earlier, self.away):
            head.addWidget(button)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._scroll.setWidget(self._teams)
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "strip")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._teams.setAutoFillBackground(False)
        counts = QHBoxLayout(self._hand_row)
        counts.setContentsMargins(0, 0, 0, 0)
        counts.setSpacing(8)
        following = (*self.hands[1:], self.reveal)
        for sign, field, after in zip(self._hand_signs, self.hands, following, strict=True):
            field.setProperty("role", "field")
            field.setFixedWidth(_HANDS_WIDTH)
            field.setValidator(QIntValidator(0, MOST_HANDS, field))
            field.textEdited.connect(lambda _: self._count())
            field.returnPressed.connect(after.setFocus)
            counts.addWidget(sign)
            counts.addWidget(field)
            counts.addSpacing(16)
        counts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self._scroll, self._hand_row, self.table, self.fault):
            column.addWidget(widget)

    # ------------------------------------------------------------ look

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme; what was typed and called stays."""
        self._look = look
        tokens, text = look.tokens, look.text
        self._icon.setPixmap(look.icon("hand", tokens.ink2).pixmap(QSize(16, 16)))
        self.form.set_look(look)
        self.cancel.setText(text("calls.cancel"))
        self.anew.setText(text("calls.anew"))
        for button, icon, name in (
            (self.earlier, "history", text("calls.earlier")),
            (self.away, "x", text("calls.close")),
        ):
            button.setIcon(look.icon(icon, tokens.ink2))
            button.setToolTip(tip(name))
            button.setAccessibleName(name)
        for sign, field, direction in zip(self._hand_signs, self.hands, DIRECTIONS, strict=True):
            words = self._words.direction(direction)
            sign.setText(text("calls.hand", arrow=ARROWS[direction], direction=words))
            field.setAccessibleName(text("calls.hands_for", direction=words))
        self.keys.show_text(text("calls.keys_short"), tokens.ink2)
        self._drop_rows()
        if not self.isHidden():
            self._offer()
        self._follow()

    def set_hidden(self, hidden: bool) -> None:
        """Show who has called and not what, where the room sees this screen, or all of it again."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._follow()

    @property
    def _words(self) -> CallWords:
        return CallWords(self._look, self._document.model)

    def release(self) -> None:
        """Follow nothing any more: the window closes, and what is asked stays asked."""
        self._calls.changed.disconnect(self._follow)

    # ------------------------------------------------------------ the command

    def act(self) -> None:
        """Open the bar; once it is open, ask; once it was asked, reveal; after that, begin anew.

        What is being revealed goes on being so.
        """
        if self.isHidden():
            self.open()
        elif self._calls.asked is not None:
            self._show.reveal()
        elif self._calls.result is not None:
            self._begin_anew()
        else:
            self.ask()

    def open(self) -> None:
        """Show the bar, where it was left."""
        if self.isHidden():
            self._focus.remember()
            self._offer()
            self.show()
        self._follow()
        self._begin()

    def put_away(self) -> None:
        """Close the bar, and take what was revealed from the room; a question stays asked."""
        if not self.isHidden():
            self._calls.put_away()
            self.hide()
            self._focus.bring_back()

    def ask(self) -> None:
        """Ask the room what the form says, or say what is wrong with it."""
        form, calls = self.form, self._calls
        try:
            indicator, month = form.question
            calls.by_hands = form.by_hands
            if not form.by_hands:
                calls.set_teams(form.named)
                self.teams_named.emit(list(calls.teams))
            self._show.hold(indicator, month, form.seconds)
        except VecinosError as error:
            self._refuse(error)
            return
        self._taking.sure.clear()
        self._begin()

    def _begin_anew(self) -> None:
        self._calls.put_away()
        self._offer()
        self._begin()

    def _offer(self) -> None:
        self.form.offer(self._document.model, self._shown(), self._month(), self._calls.teams)

    def _begin(self) -> None:
        """Put the focus where one begins as the question stands."""
        first: QWidget = self.form.indicator
        if self._calls.asked is not None:
            first = self.reveal
            if self._calls.by_hands:
                first = self.hands[0]
            elif self.rows:
                first = self.rows[0]
        elif self._calls.result is not None:
            first = self.anew
        first.setFocus()

    # ------------------------------------------------------------ taking calls down

    def _call(
        self, team: str, direction: str, confidence: int | None, amount: float | None
    ) -> None:
        self._try(lambda: self._calls.take_call(Call(team, direction, confidence, amount)))

    def _call_confidence(self, team: str, place: int) -> None:
        self._taking.confidence(team, place)
        if self._called(team) is None:
            self._follow()

    def _call_amount(self, team: str, typed: str) -> None:
        self._try(lambda: self._taking.amount(team, typed))

    def _called(self, team: str) -> Call | None:
        return None if self._calls.asked is None else self._calls.asked.call_of(team)

    def _take_back(self, team: str) -> None:
        self._taking.sure.pop(team, None)
        self._calls.remove_call(team)

    def _go_on(self, row: CallRow) -> None:
        """Go to the next team that has not called, and past the last to the reveal."""
        at = self.rows.index(row)
        after = [*self.rows[at + 1 :], *self.rows[:at]]
        missing = next((one for one in after if self._called(one.team) is None), None)
        (missing or self.reveal).setFocus()

    def _count(self) -> None:
        if any(field.text() for field in self.hands):
            hands = tuple(int(field.text() or 0) for field in self.hands)
            self._try(lambda: self._calls.take_hands(hands))
        else:
            self._calls.take_hands(())

    def _try(self, take: Callable[[], None]) -> None:
        try:
            take()
        except VecinosError as error:
            self._refuse(error)

    def _refuse(self, error: VecinosError) -> None:
        self.fault.setText(self._look.language.error(error))
        self.fault.show()

    # ------------------------------------------------------------ following

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model and not self.isHidden():
            self._offer()
        if changes.details or changes.scenario or changes.model:
            self._follow()

    def _follow(self) -> None:
        """Show how the question stands."""
        calls, look = self._calls, self._look
        asked, result = calls.asked, calls.result
        inside = self.isAncestorOf(self.window().focusWidget())
        self.fault.hide()
        held, told = asked is not None, asked is None and result is not None
        self.form.setVisible(not held and not told)
        for part, seen in (
            (self._texts, held or told),
            (self.standing, held),
            (self.keys, held and bool(calls.teams) and not calls.by_hands and self._lines > 2),
            (self.cancel, held),
            (self.reveal, held),
            (self.anew, told),
            (self.earlier, not held),
            (self.away, not held),
            (self._scroll, held and not calls.by_hands and bool(calls.teams)),
            (self._hand_row, held and calls.by_hands),
            (self.table, told and result is not None and bool(result.calls)),
        ):
            part.setVisible(seen)
        tint = look.tokens.ink
        if asked is not None:
            self.question.show_text(self._words.question(asked), tint)
            self.standing.show_text(self._stand(), tint)
            self.reveal.setText(
                look.text("calls.waits") if calls.revealing else look.text("calls.reveal")
            )
            self.reveal.setEnabled(not calls.revealing)
            self._show_rows()
            self._show_hands(asked.hands)
        elif result is not None:
            self.question.show_text(self._words.came(result), tint)
            self.table.show_calls(result, self._words, self._lines)
        if inside and not self.isAncestorOf(self.window().focusWidget()):
            # What had the focus has gone with the stage of the question that it was for.
            self._begin()

    def _stand(self) -> str:
        """Return who has called and who is missing."""
        question, look = self._calls.question, self._look
        if question is None or self._calls.by_hands:
            return look.text("calls.count_hands")
        count = len(question.called) + len(question.missing)
        if not count:
            return look.text("calls.no_teams")
        said = [look.language.plural("calls.have_called", count, called=len(question.called))]
        if question.called and question.missing:
            missing = look.language.together(question.missing)
            said.append(look.text("calls.waits_for", teams=missing))
        return " ".join(said)

    def _show_rows(self) -> None:
        asked, teams = self._calls.asked, self._calls.teams
        if asked is None or self._calls.by_hands:
            self._drop_rows()
            return
        if tuple(row.team for row in self.rows) != teams:
            self._drop_rows()
            self._make_rows(asked.indicator, teams)
        self._arrange()
        for row in self.rows:
            row.show_call(asked.call_of(row.team), hidden=self._hidden)
            sure = self._taking.sure.get(row.team)
            if sure is not None and not self._hidden:
                row.confidences.show_choice(CONFIDENCES.index(sure))

    def _make_rows(self, indicator: str, teams: tuple[str, ...]) -> None:
        for team in teams:
            row = CallRow(team, indicator, self._words, self._teams)
            row.direction_called.connect(lambda at, one=team: self._taking.direction(one, at))
            row.confidence_called.connect(lambda at, one=team: self._call_confidence(one, at))
            row.amount_called.connect(lambda typed, one=team: self._call_amount(one, typed))
            row.taken_back.connect(lambda one=team: self._take_back(one))
            row.done.connect(lambda one=row: self._go_on(one))
            row.reached.connect(lambda one=row: self._scroll.ensureWidgetVisible(one, 0, 0))
            self.rows.append(row)

    def _drop_rows(self) -> None:
        for row in self.rows:
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self._arranged = [], 0

    def _arrange(self) -> None:
        """Put the teams into as many columns as there is room for, down each column in turn."""
        columns = max(1, (self.width() - 2 * _MARGIN) // NARROWEST)
        lines = -(-len(self.rows) // columns)
        self._scroll.setFixedHeight(min(lines, self._lines) * HEIGHT + 2)
        if lines == self._arranged:
            return
        self._arranged = lines
        for place, row in enumerate(self.rows):
            self._grid.addWidget(row, place % lines, place // lines)
            # At once, and not when the layout gets to it: the first is to take the focus.
            row.show()

    @property
    def _lines(self) -> int:
        """Return how many lines of teams are seen at once; to the rest one scrolls."""
        height = self.window().height()
        return next(lines for lowest, lines in _LINES if height >= lowest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the teams anew."""
        super().resizeEvent(event)
        self._arrange()

    def _show_hands(self, hands: tuple[int, ...]) -> None:
        for place, field in enumerate(self.hands):
            if not field.hasFocus():
                counted = str(hands[place]) if hands else ""
                field.setText("" if self._hidden else counted)

    # ------------------------------------------------------------ what was predicted before

    def open_earlier(self) -> EarlierPredictions:
        """List the predictions that the scenario keeps."""
        kept = self._document.scenario.predictions
        listed = EarlierPredictions(kept, self._words, self._forget, self.window())
        listed.open_beside(self.earlier)
        return listed

    def _forget(self, place: int) -> None:
        self._document.apply(ForgetPrediction(place), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the bar away with Escape, unless calls are being taken down."""
        if event.key() == Qt.Key.Key_Escape and self._calls.asked is None:
            self.put_away()
        else:
            super().keyPressEvent(event)
