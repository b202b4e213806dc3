"""One inject in full: what players read, what the model gets, and what is the facilitator's."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_CARD_TITLE
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.exercise.injects import Inject
from desktop.domain.wording import Wording
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.exercise_words import choice_words, either
from desktop.ui.page import Scrolled, card, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.inject_words import audience, effect, inject_of, titled


class InjectDetail(QWidget):
    """Show the chosen inject; nothing is released that was not shown before."""

    show_wanted = Signal(str)
    release_wanted = Signal()
    skip_wanted = Signal(str)
    back_wanted = Signal(int)
    """A release shall be taken back: the number of its entry."""

    def __init__(self, setup: Setup, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._setup, self._look = setup, look
        self.inject: str | None = None
        self._released = 0
        box = card(self)
        self.title = ElidedLabel(SIZE_CARD_TITLE, look.tokens.ink, strong=True, parent=box)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.status = PlainLabel("", box)
        self.status.setProperty("role", "second")
        self.show_ = worded_button(look.text("conduct.show"), "plain", look, box, "play")
        self.release = worded_button(look.text("conduct.release"), "main", look, box, "play")
        self.skip = worded_button(look.text("conduct.skip"), "plain", look, box)
        self.take_back = worded_button(look.text("conduct.take_back"), "plain", look, box)
        self.show_.clicked.connect(lambda: self.show_wanted.emit(self._named))
        self.release.clicked.connect(self.release_wanted)
        self.skip.clicked.connect(lambda: self.skip_wanted.emit(self._named))
        self.take_back.clicked.connect(lambda: self.back_wanted.emit(self._released))
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 4)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.status)
        for button in (self.take_back, self.skip, self.show_, self.release):
            head.addWidget(button)
        inside = QWidget(box)
        self._players = _Texts(inside)
        self._own = _Texts(inside)
        side = QFrame(inside)
        side.setProperty("role", "facilitator")
        mark = PlainLabel(side)
        mark.setPixmap(look.icon("eye-off", look.tokens.warnink).pixmap(QSize(16, 16)))
        heading = PlainLabel(look.text("conduct.facilitator_only"), side)
        heading.setProperty("role", "strong")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(mark)
        top.addWidget(heading, 1)
        lines = QVBoxLayout(side)
        lines.setContentsMargins(14, 8, 14, 10)
        lines.setSpacing(4)
        lines.addLayout(top)
        lines.addWidget(self._own)
        lines.addStretch(1)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(14, 2, 14, 10)
        left.addWidget(self._players)
        left.addStretch(1)
        row.addLayout(left, 3)
        row.addWidget(side, 2)
        self._scroll = Scrolled(inside, box)
        column = QVBoxLayout(box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)

    @property
    def _named(self) -> str:
        return self.inject or ""

    def show_inject(
        self,
        name: str | None,
        state: PlayState,
        released: datetime | None,
        *,
        can_take_back: bool,
    ) -> None:
        """Show an inject as it stands; `released` is when, by the clock on the wall."""
        other, self.inject = name != self.inject, name
        self.setVisible(name is not None)
        if name is None:
            return
        look, one, played = self._look, inject_of(self._setup, name), state.injects[name]
        self.title.show_text(titled(self._setup, name, look), look.tokens.ink)
        done = played.status is InjectStatus.RELEASED
        shown = played.status is InjectStatus.SHOWN
        self._released = 0 if played.released is None else played.released.number
        self.show_.setVisible(not done and not shown)
        self.release.setVisible(shown)
        self.skip.setVisible(not done and played.status is not InjectStatus.SKIPPED)
        self.take_back.setVisible(done and can_take_back)
        at = "" if released is None else f"{released:%H:%M}"
        words = look.text("conduct.released_at", time=at) if done else ""
        if played.status is InjectStatus.SKIPPED:
            words = look.text("conduct.status.skipped")
        self.status.setText(words)
        for button in (self.show_, self.skip):
            button.setEnabled(state.begun and not state.ended)
        self._players.show_texts(self._public(one, state))
        self._own.show_texts(self._private(one))
        self._scroll.fit()
        if other:
            self._scroll.verticalScrollBar().setValue(0)

    def _public(self, one: Inject, state: PlayState) -> list[tuple[str, str]]:
        look = self._look
        to = audience(self._setup, state, one, look)
        found = [
            ("", look.text("conduct.players_read", to=to)),
            ("body", either(one.text, look)),
        ]
        if sender := either(one.sender, look):
            found.append(("second", look.text("conduct.sender", sender=sender)))
        if questions := _texts(one.questions, look):
            found += [("", look.text("exercise.field.questions")), ("body", questions)]
        return [
            *found,
            ("", look.text("conduct.model_receives")),
            ("body", effect(self._setup, state, one, look)),
        ]

    def _private(self, one: Inject) -> list[tuple[str, str]]:
        look = self._look
        found = [("second", look.text("conduct.by", delivery=choice_words(one.delivery, look)))]
        if one.note is not None:
            found.append(("second", either(one.note, look)))
        when = None if one.trigger is None else one.trigger.when
        expected = [each.text for each in one.expected]
        parts = [
            (look.text("exercise.field.controller"), _text(one.controller, look)),
            (
                look.text("exercise.field.expected"),
                _texts(expected, look),
            ),
            (look.text("exercise.field.learning_point"), _text(one.learning_point, look)),
            (look.text("exercise.field.trigger"), _text(when, look)),
            (
                look.text("exercise.field.after"),
                "\n".join(titled(self._setup, each, look) for each in one.after),
            ),
            (look.text("exercise.field.remarks"), _text(one.remarks, look)),
        ]
        for heading, words in parts:
            if words:
                found += [("key", heading), ("second", words)]
        return found


def _text(wording: Wording | None, look: UiContext) -> str:
    return "" if wording is None else either(wording, look)


def _texts(wordings: "tuple[Wording, ...] | list[Wording]", look: UiContext) -> str:
    return "\n".join(either(one, look) for one in wordings)


class _Texts(QWidget):
    """Show lines below one another; labels are used again, as the next inject needs them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._labels: list[PlainLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_texts(self, texts: list[tuple[str, str]]) -> None:
        """Show texts, each with its role; without one it is a heading."""
        while len(self._labels) < len(texts):
            label = PlainLabel("", self, wraps=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._labels.append(label)
            self._column.addWidget(label)
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(texts))
            role, words = texts[place] if place < len(texts) else ("", "")
            label.setText(words)
            if label.property("role") != (role or "quiet"):
                label.setProperty("role", role or "quiet")
                label.style().unpolish(label)
                label.style().polish(label)
