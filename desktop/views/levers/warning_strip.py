"""The amber strip above the levers: what of the settings hardly goes together, and a button."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_HEADLINE, Tokens
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.warnings import MendWarning, WarningRules
from desktop.domain.policy_warning import PolicyWarning
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.ui.glyphs import Sign, draw_sign
from desktop.ui.heights import height_for
from desktop.ui.lever_words import LeverWords
from desktop.ui.sign_button import SignButton
from desktop.ui.typography import metrics

_BEFORE, _AFTER = 33, 4
_AROUND_WORDS = 20
"""Pixels that padding and border of a button take."""


class WarningStrip(QFrame):
    """Show one warning at a time of those that the policy meets; hidden where it meets none.

    Settings are looked at when a gesture has ended, never during it. One that was put away stays
    so until it holds no more.
    """

    height_changed = Signal()

    def __init__(
        self, document: Document, language: Language, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._language = document, language
        self._rules = WarningRules(document.model)
        self._holding: tuple[PolicyWarning, ...] = ()
        self._put_away: frozenset[str] = frozenset()
        self._at = 0
        self._fix = ""
        self._silent = False
        self._locked: Mapping[str, Wording] = {}
        self.setProperty("role", "need")
        self.sentence = PlainLabel(self, wraps=True)
        self.mend = self._link()
        self.next = self._link()
        self.away = SignButton(Sign.CLOSE, tokens, self)
        self.mend.clicked.connect(self._mend)
        self.next.clicked.connect(lambda: self._turn(self._at + 1))
        self.away.clicked.connect(self._hide_this)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.sentence, 1)
        top.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self._top = top
        column = QVBoxLayout(self)
        column.setContentsMargins(_BEFORE, 6, _AFTER, 4)
        column.setSpacing(0)
        column.addLayout(top)
        for button in (self.mend, self.next):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_language(language)
        self._look_at_policy()

    def _link(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "link")
        return button

    @property
    def shown(self) -> PolicyWarning | None:
        """Return the warning on show."""
        waiting = self._waiting
        return waiting[self._at] if waiting and not self._silent else None

    @property
    def _waiting(self) -> tuple[PolicyWarning, ...]:
        return tuple(one for one in self._holding if one.id not in self._put_away)

    # ------------------------------------------------------------ what others tell it

    def on_document_changed(self, changes: Changes) -> None:
        """Hear of a change of the document."""
        if changes.model:
            self._rules = WarningRules(self._document.model)
        if changes.scenario:
            self._put_away = frozenset()
        if changes.lever_names:
            self._word()
        if changes.gesture_ended or changes.scenario or changes.model:
            self._look_at_policy()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.setAccessibleName(language.text("warnings.title"))
        self.away.setToolTip(tip(language.text("warnings.hide")))
        self.away.setAccessibleName(language.text("warnings.hide"))
        self._word()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self.away.set_look(tokens)
        self.update()

    def set_silent(self, silent: bool) -> None:
        """Warn of nothing, or again."""
        self._silent = silent
        self._word()

    def lock(self, reasons: Mapping[str, Wording]) -> None:
        """Know which levers nobody may set."""
        self._locked = reasons
        self._word()

    # ------------------------------------------------------------ what it shows

    def _look_at_policy(self) -> None:
        before = self._holding
        self._holding = self._rules.holding(self._document.scenario.combined)
        if self._holding == before:
            return
        self._put_away &= {one.id for one in self._holding}
        new = [one for one in self._waiting if one not in before]
        self._at = self._waiting.index(new[0]) if new else 0
        self._word()
        if new and not self._silent and QAccessible.isActive():
            said = self._language.wording(new[0].text)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _turn(self, place: int) -> None:
        self._at = place % len(self._waiting)
        self._word()

    def _hide_this(self) -> None:
        if self.shown is not None:
            self._put_away |= {self.shown.id}
            self._at = 0
            self._word()

    def _mend(self) -> None:
        if self.shown is not None:
            self._document.apply(MendWarning(self.shown), self)

    def _word(self) -> None:
        warning, language = self.shown, self._language
        if warning is not None:
            self.sentence.setText(language.wording(warning.text))
            fix = self._fix = self._fix_words(warning)
            self.mend.setToolTip(tip(language.text("warnings.mend_tip", fix=fix)))
            self.mend.setVisible(self._locked.keys().isdisjoint(warning.fix))
            count = len(self._waiting)
            self.next.setVisible(count > 1)
            place = {"place": language.number(self._at + 1), "count": language.number(count)}
            self.next.setText(language.text("warnings.next", **place))
        self.setVisible(warning is not None)
        self._fit()
        self.height_changed.emit()

    def _fit(self) -> None:
        """Take the height of the words: left to itself the strip keeps that of those before."""
        layout = self.layout()
        if layout is not None and not self.isHidden():
            room = self.width() - _BEFORE - _AFTER - _AROUND_WORDS
            measure = metrics(SIZE_HEADLINE, strong=True)
            self.mend.setText(measure.elidedText(self._fix, Qt.TextElideMode.ElideRight, room))
            self._top.invalidate()
            layout.invalidate()
            self.setFixedHeight(height_for(layout, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fix_words(self, warning: PolicyWarning) -> str:
        """Word the fix; no warning needs more than a lever or two."""
        said = []
        for lever, value in warning.fix.items():
            words = LeverWords(self._language, self._document.model.levers[lever])
            short = self._language.wording(words.lever.short)
            fields = {"lever": short, "value": words.value(value)}
            said.append(self._language.text("levers.need_set", **fields))
        return " · ".join(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign before the words."""
        super().paintEvent(event)
        ink = self.sentence.palette().windowText().color()
        draw_sign(QPainter(self), Sign.ALERT, ink, QPointF(17, self.height() / 2))
