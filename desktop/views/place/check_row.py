"""One line of the list: a sign, one sentence, what helps, and what can be done there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.ui.ui_context import UiContext
from desktop.views.place.findings import CheckId, Finding, Verdict

_TITLE_WIDTH = 132
_SIGN = 16


class CheckRow(QFrame):
    """Show how one check came out; its parts are read as one by those who do not see it."""

    def __init__(self, check: CheckId, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("role", "line")
        self._title = look.text(f"place.check.{check}")
        self.finding = Finding(Verdict.TRYING, look.text("place.trying"))
        self._sign = PlainLabel(self)
        self._sign.setFixedSize(_SIGN, _SIGN)
        title = PlainLabel(self._title, self, wraps=True)
        title.setProperty("role", "strong")
        title.setFixedWidth(_TITLE_WIDTH)
        self._sentence = PlainLabel(self, wraps=True)
        self._sentence.setProperty("role", "body")
        self._remedy = PlainLabel(self, wraps=True)
        self._remedy.setProperty("role", "second")
        self.below = QVBoxLayout()
        """What belongs under the sentence."""
        self.below.setSpacing(4)
        self.beside = QHBoxLayout()
        """What can be done."""
        self.beside.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._remedy)
        words.addLayout(self.below)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._sign, 0, top)
        line.addWidget(title, 0, top)
        line.addLayout(words, 1)
        line.addLayout(self.beside)
        line.setAlignment(self.beside, top)
        self.show_finding(self.finding)

    def show_finding(self, finding: Finding) -> None:
        """Show what was found."""
        self.finding = finding
        tokens = self._look.tokens
        icon, tint = {
            Verdict.GOOD: ("check", tokens.migration),
            Verdict.CARE: ("triangle-alert", tokens.warnline),
            Verdict.BAD: ("circle-alert", tokens.errink),
            Verdict.UNKNOWN: ("info", tokens.ink3),
            Verdict.YOURS: ("circle", tokens.ink2),
            Verdict.TRYING: ("ellipsis", tokens.ink3),
        }[finding.verdict]
        verdict = self._look.text(f"place.verdict.{finding.verdict}")
        self._sign.setPixmap(self._look.icon(icon, tint).pixmap(_SIGN, _SIGN))
        self._sign.setAccessibleName(verdict)
        self._sign.setToolTip(tip(verdict))
        self._sentence.setText(finding.sentence)
        self._remedy.setText(finding.remedy)
        self._remedy.setVisible(bool(finding.remedy))
        self.setAccessibleName(self._look.text("place.said", check=self._title, verdict=verdict))
        self.setAccessibleDescription(" ".join(filter(None, (finding.sentence, finding.remedy))))
