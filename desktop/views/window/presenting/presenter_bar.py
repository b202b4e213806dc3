"""The presenter's bar: what the room sees, small, and what can be done about it."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_BODY, Theme
from desktop.domain.clock import Month
from desktop.domain.room import CountdownFace, StoryPlace
from desktop.domain.wording import LanguageCode
from desktop.language.durations import clock_words
from desktop.language.language import LANGUAGES
from desktop.ui.actions import ActionId, Actions
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.fitting_bar import ICON, FittingBar
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.window.presenting.screens import Stage

HEIGHT = 60
PICTURE = QSize(92, 52)
"""Room for the picture of what the room sees, in logical pixels."""
SPOKEN = 3
"""Ways in which a room can be spoken to: English, Spanish, both."""


@dataclass(frozen=True, slots=True)
class RoomStand:
    """Hold what the bar tells of the room."""

    stage: Stage | None = None
    """None while the room is shown nowhere."""
    screen: str = ""
    """The name of the screen, where the room has one of its own."""
    blank: bool = False
    frozen: bool = False
    held: bool = False
    story: StoryPlace | None = None
    seen_until: Month | None = None
    countdown: CountdownFace | None = None
    languages: tuple[LanguageCode, ...] = ("en",)
    theme: Theme = Theme.LIGHT

    def words(self, look: UiContext) -> str:
        """Say how the room stands, the most pressing first."""
        text = look.text
        states = (
            (self.blank, text("room.is_blank")),
            (self.frozen, text("room.is_frozen")),
            (self.held, text("room.is_held")),
        )
        said = [words for holds, words in states if holds]
        if self.story is not None:
            place, count = self.story.number, self.story.count
            said.append(look.text("room.in_story", place=place, count=count))
        where = self._where(look)
        return (
            text("room.stands", state=look.language.together(said), where=where) if said else where
        )

    def _where(self, look: UiContext) -> str:
        if self.stage is Stage.SCREEN:
            return look.text("room.on_screen", screen=self.screen)
        if self.stage is Stage.DESK:
            return look.text("room.on_desk")
        if self.stage is Stage.GONE:
            return look.text("room.screen_gone")
        return look.text("room.not_shown")


class PresenterBar(FittingBar):
    """Show a picture, how it stands, and the commands; `closed` asks to end it all."""

    closed = Signal()
    more_time = Signal(int)
    """The countdown shall be so many minutes longer, or shorter."""
    languages_chosen = Signal(int)
    """The place of what the room shall be spoken to in: English, Spanish, both."""
    theme_asked = Signal()

    def __init__(self, actions: Actions, look: UiContext, parent: QWidget) -> None:
        super().__init__(HEIGHT, parent)
        self._stand = RoomStand()
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.picture = PlainLabel(self)
        self.picture.setFixedSize(PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state = ElidedLabel(SIZE_BODY, look.tokens.ink, strong=True, parent=self)
        self.commands = {
            act: self._command(actions, act)
            for act in (
                ActionId.PRESENT,
                ActionId.BLANK,
                ActionId.FREEZE,
                ActionId.REPLAY,
                ActionId.PREDICT,
                ActionId.NOTICE,
                ActionId.SEEN_UNTIL,
                ActionId.CLOCK,
            )
        }
        self.less, self.more = self._plain("minus"), self._plain("plus")
        self.less.clicked.connect(lambda: self.more_time.emit(-1))
        self.more.clicked.connect(lambda: self.more_time.emit(1))
        self.charts = self._plain("list-filter")
        self.charts_menu = QMenu(self.charts)
        self.charts.setMenu(self.charts_menu)
        self.charts.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.languages = Segments(SPOKEN, look.tokens, self)
        self.languages.chosen.connect(self.languages_chosen)
        self.theme = self._plain("moon")
        self.theme.clicked.connect(self.theme_asked)
        self.rest = self._plain("ellipsis")
        self.rest.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.away = self._plain("x")
        self.away.clicked.connect(self.closed)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        row, commands = self.row, self.commands
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(2)
        row.addWidget(self.picture)
        row.addSpacing(6)
        row.addWidget(self.state)
        row.addStretch(1)
        clock = commands[ActionId.CLOCK]
        for button in commands.values():
            if button is not clock:
                row.addWidget(button)
        row.addWidget(self.less)
        row.addWidget(clock)
        row.addWidget(self.more)
        row.addSpacing(4)
        for widget in (self.charts, self.languages, self.theme, self.rest, self.away):
            row.addWidget(widget)
        worded = [button for act, button in commands.items() if act is not ActionId.CLOCK]
        self.give_way(*reversed(worded))

    def _command(self, actions: Actions, act: ActionId) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[act])
        button.setProperty("role", "words")
        button.setIconSize(ICON)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _plain(self, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(icon)
        button.setProperty("role", "icon")
        button.setFixedSize(32, 32)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        text = look.text
        for button, icon, words in (
            (self.less, "minus", text("room.less_time")),
            (self.more, "plus", text("room.more_time")),
            (self.charts, "list-filter", text("room.charts")),
            (self.rest, "ellipsis", text("room.rest")),
            (self.away, "x", text("room.end")),
        ):
            button.setIcon(look.icon(icon, look.tokens.ink2))
            button.setToolTip(tip(words))
            button.setAccessibleName(words)
        self.languages.set_look(look.tokens)
        self.languages.set_words(["EN", "ES", text("room.both")])
        for segment, words in zip(
            self.languages.segments,
            (text("room.speak_en"), text("room.speak_es"), text("room.speak_both")),
            strict=True,
        ):
            segment.setToolTip(tip(words))
            segment.setAccessibleName(words)
        self.picture.setToolTip(tip(look.text("room.picture")))
        self._word()

    def show_stand(self, stand: RoomStand) -> None:
        """Tell how the room stands; nothing is drawn anew where nothing changed."""
        if stand != self._stand:
            self._stand = stand
            self._word()

    def show_picture(self, picture: QPixmap) -> None:
        """Show what the room sees."""
        self.picture.setPixmap(picture)

    def _word(self) -> None:
        look, stand = self._look, self._stand
        words = stand.words(look)
        self.state.show_text(words, look.tokens.ink)
        self.picture.setAccessibleName(look.text("room.sees", state=words))
        clock, face = self.commands[ActionId.CLOCK], stand.countdown
        for button in (self.less, self.more):
            button.setVisible(face is not None)
        worded = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        bare = Qt.ToolButtonStyle.ToolButtonIconOnly
        clock.setToolButtonStyle(bare if face is None else worded)
        clock.setMinimumWidth(0)
        if face is None:
            clock.setIcon(look.icon("timer", look.tokens.ink2))
        else:
            clock.setText(clock_words(face.remaining))
            clock.setIcon(look.icon("pause" if face.running else "play", look.tokens.ink2))
            # Where all else has given way, the layout takes from whatever has no least width.
            clock.ensurePolished()
            clock.setMinimumWidth(clock.sizeHint().width())
        both = len(stand.languages) > 1
        place = SPOKEN - 1 if both else LANGUAGES.index(stand.languages[0])
        self.languages.segments[place].setChecked(True)
        light = stand.theme is Theme.LIGHT
        name = look.text("room.theme_dark") if light else look.text("room.theme_light")
        self.theme.setIcon(look.icon("moon" if light else "sun", look.tokens.ink2))
        self.theme.setToolTip(tip(name))
        self.theme.setAccessibleName(name)
        self.fit()
