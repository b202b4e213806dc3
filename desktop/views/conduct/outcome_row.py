"""What one team called of a round, beside what came."""

from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.document.play.scenario import ScoredCall
from desktop.document.play.state import PlayState
from desktop.ui.call_words import CallWords
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.team_mark import TeamMark
from desktop.views.conduct.table_words import TableWords


class OutcomeRow(QFrame):
    """Tell whether a call was right, its Brier score and, apart from it, how far off its amount."""

    def __init__(
        self,
        one: ScoredCall,
        state: PlayState,
        words: TableWords,
        calls: CallWords,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        look, team = words.look, one.predicted.team
        tokens = look.tokens
        name = ElidedLabel(SIZE_BODY, tokens.ink, strong=True, parent=self)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name.show_text(words.entries.caller(team), tokens.ink)
        right = ElidedLabel(SIZE_HEADLINE, tokens.ink, strong=True, parent=self)
        right.show_text(
            look.text("calls.yes") if one.score.right else look.text("calls.no"), tokens.ink
        )
        self.sentence = _sentence(one, calls)
        said = PlainLabel(self.sentence, self, wraps=True)
        said.setProperty("role", "second")
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        if team in state.teams:
            place = list(state.teams).index(team)
            grid.addWidget(TeamMark(place, state.teams[team].color, look, self), 0, 0)
        grid.addWidget(name, 0, 1)
        grid.addWidget(right, 0, 2)
        grid.addWidget(said, 1, 1, 1, 2)


def _sentence(one: ScoredCall, calls: CallWords) -> str:
    look, called = calls.look, one.predicted
    direction = calls.direction(called.direction)
    if called.confidence is None or one.score.brier is None:
        told = [look.text("foresee.unsure", direction=direction)]
    else:
        told = [
            look.text(
                "foresee.sure",
                direction=direction,
                sure=calls.sure(called.confidence),
                brier=look.language.number(one.score.brier, 2),
            )
        ]
    if called.amount is not None:
        told.append(
            look.text(
                "foresee.amount",
                amount=calls.amount(called.amount, called.indicator),
                error=calls.amount(one.score.error, called.indicator, signed=False),
            )
        )
    return " ".join(told)
