"""What each team has spent of its political capital in the round."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.document.play.state import PlayState
from desktop.session.play.conduct import Conduct
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.team_mark import TeamMark
from desktop.ui.typography import colour, metrics
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.table_words import TableWords

_HEIGHT = 6
_BAR = 60


class PurseBar(QWidget):
    """Show the share of a purse that is spent; more than there is, in the color of warnings."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = look.tokens
        self._spent = self._purse = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a bar beside a line of words."""
        return QSize(_BAR, _HEIGHT)

    def show_spent(self, spent: float, purse: float) -> None:
        """Show points spent, and those that there are."""
        self._spent, self._purse = spent, purse
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, and on it what is spent."""
        painter, tokens = QPainter(self), self._tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.track))
        whole = QRectF(self.rect())
        painter.drawRoundedRect(whole, _HEIGHT / 2, _HEIGHT / 2)
        over = self._spent > self._purse
        share = 1.0 if over else self._spent / self._purse if self._purse else 0.0
        if share > 0:
            painter.setBrush(colour(tokens.warnline if over else tokens.primary))
            whole.setWidth(max(_HEIGHT, whole.width() * share))
            painter.drawRoundedRect(whole, _HEIGHT / 2, _HEIGHT / 2)


def purse_words(words: TableWords, state: PlayState, team: str, spent: float) -> str:
    """Return what a team has spent of what, endorsements in, as a sentence."""
    purse = state.purse(team)
    said = words.look.text(
        "sheet.purse_of",
        team=words.team(team),
        spent=words.points(spent),
        purse=words.points(purse),
    )
    by_others = purse - state.teams[team].purse
    if by_others:
        points = words.look.language.number(by_others, 0, signed=True)
        said = " ".join((said, words.look.text("sheet.by_others", points=points)))
    if spent > purse:
        over = words.look.text("sheet.over", points=words.points(spent - purse))
        said = " ".join((said, over))
    return said


class PurseList(QWidget):
    """List the teams that have a purse to spend, each with its bar and its points."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._words = play, TableWords(look, play.setup)
        self._shown: dict[str, tuple[ElidedLabel, PurseBar, ElidedLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        play.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show what is spent."""
        if not self._play.open:
            return
        state, tokens = self._play.state, self._words.look.tokens
        for place, (team, one) in enumerate(state.teams.items()):
            if not one.levers:
                continue
            if team not in self._shown:
                self._add(place, team)
            name, bar, points = self._shown[team]
            spent, purse = state.spent(team), state.purse(team)
            said = purse_words(self._words, state, team, spent)
            bar.show_spent(spent, purse)
            short = self._words.look.text(
                "sheet.purse", spent=self._words.points(spent), purse=self._words.points(purse)
            )
            points.show_text(short, tokens.warnink if spent > purse else tokens.ink)
            points.setAccessibleName(said)
            for part in (name, bar, points):
                part.setToolTip(tip(said))

    def _add(self, place: int, team: str) -> None:
        look, state = self._words.look, self._play.state
        mark = TeamMark(place, state.teams[team].color, look, self)
        name = ElidedLabel(SIZE_HEADLINE, look.tokens.ink, parent=self)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name.show_text(self._words.team(team), look.tokens.ink)
        bar = PurseBar(look, self)
        points = ElidedLabel(SIZE_HEADLINE, look.tokens.ink, parent=self)
        points.setMinimumWidth(round(metrics(SIZE_HEADLINE).horizontalAdvance("00.5 / 00")))
        row = len(self._shown)
        for column, part in enumerate((mark, name, bar, points)):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
        self._shown[team] = name, bar, points
