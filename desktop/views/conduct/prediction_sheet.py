"""What teams predict of a round, entered from paper; and after the advance, how good it was."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.document.play.calibration import LEAST_CALLS, calibration
from desktop.document.play.fold import taken_back
from desktop.document.play.scenario import ScoredCall, scored
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import FACILITATOR, Predicted, StageBegun
from desktop.domain.prediction import CONFIDENCES, Call, Prediction
from desktop.session.play.conduct import Conduct
from desktop.ui.call_row import CallRow
from desktop.ui.call_taking import CallTaking
from desktop.ui.call_words import CallWords
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.page import Scrolled
from desktop.ui.team_mark import TeamMark
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.outcome_row import OutcomeRow
from desktop.views.conduct.seen_frame import SeenFrame
from desktop.views.conduct.table_words import TableWords, refusal


class _SlipHead(QWidget):
    """Name the team whose slip it is."""

    def __init__(self, play: Conduct, words: TableWords, team: str, parent: QWidget) -> None:
        super().__init__(parent)
        state, look = play.state, words.look
        name = ElidedLabel(SIZE_BODY, look.tokens.ink, strong=True, parent=self)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name.show_text(words.entries.caller(team), look.tokens.ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 0)
        row.setSpacing(10)
        if team in state.teams:
            place = list(state.teams).index(team)
            row.addWidget(TeamMark(place, state.teams[team].color, look, self))
        row.addWidget(name, 1)


class PredictionSheet(SeenFrame):
    """Take down the predictions of every team; tell who is missing, and at last who was right.

    The keys are those of calls at the desk; Enter goes on to the next that is missing.
    """

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(play, parent)
        self._look = look
        self._made_for: tuple[object, ...] | None = None
        self.rows: dict[tuple[str, str], CallRow] = {}
        self.sentences: list[str] = []
        """What is told of the outcome."""
        self._taking = CallTaking(self._called, self._take)
        self.setAccessibleName(look.text("foresee.title"))
        self.title = PlainLabel(look.text("foresee.title"), self)
        self.title.setProperty("role", "key")
        self.standing = ElidedLabel(SIZE_HEADLINE, look.tokens.ink2, parent=self)
        self.standing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys = ElidedLabel(SIZE_HEADLINE, look.tokens.ink3, parent=self)
        self.keys.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys.show_text(look.text("foresee.keys"), look.tokens.ink3)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(4, 0, 4, 8)
        self._column.setSpacing(2)
        self._scroll = Scrolled(self._inside, self)
        self._scroll.setProperty("role", "strip")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self.standing, 1)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(2)
        head.addLayout(top)
        head.addWidget(self.keys)
        head.addWidget(self.fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.fault.hide()

    def minimumSizeHint(self) -> QSize:
        """Return what a window of 1024 pixels leaves at least."""
        return QSize(456, 200)

    def begin(self) -> None:
        """Put the focus on the first prediction that is missing."""
        missing = next(self._missing(), None)
        if missing is not None:
            self.rows[missing].setFocus()

    # ------------------------------------------------------------ following

    @property
    def _words(self) -> TableWords:
        return TableWords(self._look, self._play.setup)

    @property
    def _asked(self) -> tuple[str, ...]:
        """Return the indicators of the present round."""
        state = self._play.state
        return self._play.setup.rounds[state.round].predict if state.round else ()

    @property
    def _teams(self) -> tuple[str, ...]:
        return tuple(self._play.state.teams) or (FACILITATOR,)

    def follow(self) -> None:
        """Show how the round stands."""
        state = self._play.state
        made_for = (state.round, self._teams, state.advanced, len(state.advances))
        if made_for != self._made_for:
            held = next((key for key, row in self.rows.items() if row.hasFocus()), None)
            self._make()
            self._made_for = made_for
            if held in self.rows:
                self.rows[held].setFocus()
        for (team, indicator), row in self.rows.items():
            key = f"{team}/{indicator}"
            row.show_call(self._called(key), hidden=False)
            sure = self._taking.sure.get(key)
            if sure is not None:
                row.confidences.show_choice(CONFIDENCES.index(sure))
            row.setEnabled(not state.ended and self._play.same_model)
        self._tell()
        self._scroll.fit()

    def _tell(self) -> None:
        look, state = self._look, self._play.state
        self.keys.setVisible(bool(self.rows))
        if not state.round:
            said = look.text("foresee.not_begun")
        elif not self._asked:
            said = look.text("foresee.none_asked")
        elif state.advanced:
            said = look.text("foresee.came")
        else:
            said = look.language.plural(
                "foresee.counted",
                len(self.rows),
                made=len(self.rows) - sum(1 for _ in self._missing()),
            )
            missing = dict.fromkeys(self._words.entries.caller(team) for team, _ in self._missing())
            if missing and len(missing) < len(self._teams):
                teams = look.language.together(list(missing))
                said = " ".join((said, look.text("calls.waits_for", teams=teams)))
        self.standing.show_text(said, look.tokens.ink2)

    def _missing(self) -> Iterator[tuple[str, str]]:
        made = self._play.state.predictions.get(self._play.state.round, {})
        return (key for key in self.rows if key not in made)

    def _make(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self.sentences = {}, []
        self._taking.sure.clear()
        self.fault.hide()
        if self._play.state.advanced:
            self._make_outcome()
        elif self._asked:
            self._make_rows()
        self._column.addStretch(1)

    def _make_rows(self) -> None:
        words = self._words
        calls = CallWords(self._look, self._play.setup.model)
        for team in self._teams:
            self._put(_SlipHead(self._play, words, team, self._inside))
            for indicator in self._asked:
                name = words.entries.caller(team)
                row = CallRow(name, indicator, calls, self._inside, about=True)
                row.setObjectName(f"prediction-{team}-{indicator}")
                key = f"{team}/{indicator}"
                row.direction_called.connect(lambda at, one=key: self._taking.direction(one, at))
                row.confidence_called.connect(lambda at, one=key: self._call_confidence(one, at))
                row.amount_called.connect(lambda typed, one=key: self._call_amount(one, typed))
                row.taken_back.connect(lambda one=key: self._take_back(one))
                row.done.connect(lambda one=(team, indicator): self._go_on(one))
                row.reached.connect(lambda one=row: self._scroll.ensureWidgetVisible(one, 0, 30))
                self.rows[team, indicator] = row
                self._put(row)

    def _put(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()

    # ------------------------------------------------------------ taking calls down

    def _called(self, key: str) -> Call | None:
        state = self._play.state
        team, _, indicator = key.partition("/")
        made = state.predictions.get(state.round, {}).get((team, indicator))
        if made is None:
            return None
        name = self._words.entries.caller(team)
        return Call(name, made.direction, made.confidence, made.amount)

    def _take(self, key: str, direction: str, confidence: int | None, amount: float | None) -> None:
        team, _, indicator = key.partition("/")
        entry = Predicted(team, indicator, direction, confidence, amount)
        state = self._play.state
        if entry == state.predictions.get(state.round, {}).get((team, indicator)):
            return
        error = refusal(self._play.setup, state, self._play.entries, entry)
        if error is not None:
            self._refuse(error)
            return
        self.fault.hide()
        self._play.enter(entry)

    def _call_confidence(self, key: str, place: int) -> None:
        self._taking.confidence(key, place)
        if self._called(key) is None:
            self.follow()

    def _call_amount(self, key: str, typed: str) -> None:
        try:
            self._taking.amount(key, typed)
        except VecinosError as error:
            self._refuse(error)

    def _take_back(self, key: str) -> None:
        """Take back whatever a team called of an indicator in this round."""
        self._taking.sure.pop(key, None)
        team, _, indicator = key.partition("/")
        gone = taken_back(self._play.entries)
        for one in reversed(self._play.entries):
            entry = one.entry
            if isinstance(entry, StageBegun) and entry.round != self._play.state.round:
                break
            if one.number in gone or not isinstance(entry, Predicted):
                continue
            if (entry.team, entry.indicator) == (team, indicator):
                self._play.take_back(one.number)
        self.follow()

    def _refuse(self, error: VecinosError) -> None:
        self.fault.setText(self._words.error(error))
        self.fault.show()

    def _go_on(self, key: tuple[str, str]) -> None:
        """Go to the next that is missing, else to the next there is."""
        keys = list(self.rows)
        after = keys[keys.index(key) + 1 :]
        missing = set(self._missing())
        goal = next((one for one in after if one in missing), next(iter(after), None))
        if goal is not None:
            self.rows[goal].setFocus()

    # ------------------------------------------------------------ what came

    def _make_outcome(self) -> None:
        play, look = self._play, self._look
        every = list(scored(play.setup, play.state))
        calls = CallWords(look, play.setup.model)
        month = play.state.advances[-1].last
        for indicator in self._asked:
            own = [
                one
                for one in every
                if one.round == play.state.round and one.predicted.indicator == indicator
            ]
            if not own:
                self._say(look.text("foresee.nobody", indicator=calls.name(indicator)), "second")
                continue
            prediction = Prediction(
                indicator,
                month,
                tuple(self._call_of(one) for one in own),
                outcome=own[0].outcome,
            )
            self._say(calls.came(prediction), "strong")
            own.sort(key=lambda one: (not one.score.right, one.score.brier or 0.0))
            for one in own:
                row = OutcomeRow(one, play.state, self._words, calls, self._inside)
                self.sentences.append(row.sentence)
                self._put(row)
        for sentence in self._pooled(every):
            self._say(sentence, "second")

    def _call_of(self, one: ScoredCall) -> Call:
        called = one.predicted
        name = self._words.entries.caller(called.team)
        return Call(name, called.direction, called.confidence, called.amount)

    def _pooled(self, every: list[ScoredCall]) -> Iterator[str]:
        """Tell how many calls of each team were right, and how well all of them were judged."""
        look = self._look
        counts = []
        for team in self._teams:
            own = [one for one in every if one.predicted.team == team]
            if own:
                right = sum(one.score.right for one in own)
                name = self._words.entries.caller(team)
                counts.append(
                    look.language.plural("foresee.team_right", len(own), team=name, right=right)
                )
        if counts:
            yield look.text("foresee.right", counts=look.language.together(counts))
        pooled = calibration(every)
        if pooled is None:
            yield look.language.plural("foresee.few", LEAST_CALLS)
            return
        shares = [
            look.language.plural("foresee.share", calls, confidence=confidence, right=right)
            for confidence, right, calls in pooled.by_confidence
        ]
        yield look.text(
            "foresee.pooled",
            calls=look.language.number(pooled.calls),
            brier=look.language.number(pooled.brier, 2),
            shares=look.language.together(shares),
        )

    def _say(self, sentence: str, role: str) -> None:
        self.sentences.append(sentence)
        label = PlainLabel(sentence, self._inside, wraps=True)
        label.setProperty("role", role)
        label.setContentsMargins(8, 8, 8, 2)
        self._put(label)
