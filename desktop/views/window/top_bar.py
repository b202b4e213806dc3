"""The bar along the top: what is open, whether it is saved, back and forth, language, theme."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QToolButton, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_PANEL_TITLE, Theme
from desktop.document.document import Document
from desktop.document.filing import SetTargets
from desktop.document.undo_history import UndoStep
from desktop.domain.model.model import Model
from desktop.language.language import LANGUAGES
from desktop.session.save_state import SaveState
from desktop.ui.actions import ActionId, Actions
from desktop.ui.assumption_words import step_words as assumption_words
from desktop.ui.call_words import prediction_step_words
from desktop.ui.fitting_bar import ICON, FittingBar
from desktop.ui.lever_words import LeverWords
from desktop.ui.logo import Mark
from desktop.ui.segmented_control import Segments
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext
from desktop.views.assumptions.picker import AssumptionPicker
from desktop.views.curves.target_editor import target_step_words
from desktop.views.packages.package_words import package_step_words
from desktop.views.timeline.event_words import event_step_words

HEIGHT = 48
STEPS_LISTED = 12


class ScenarioButton(QAbstractButton):
    """Name the scenario and say whether it is saved; a press opens the scenario menu."""

    def __init__(self, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ""
        self._good = True
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(40)
        self.setMinimumWidth(160)
        self.set_look(look)

    def show_state(self, name: str, state: str, *, good: bool) -> None:
        """Show a name and the words for its saved state."""
        self.setText(name)
        self._state, self._good = state, good
        self.setAccessibleName(f"{name}, {state}")
        self.setToolTip(tip(name))
        self.updateGeometry()
        self.update()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the name needs, within reason."""
        name = metrics(SIZE_PANEL_TITLE, strong=True).horizontalAdvance(self.text())
        state = metrics(SIZE_AXIS).horizontalAdvance(self._state) + 18
        return QSize(int(min(360, max(name + 34, state + 16))) + 2, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, chevron and state."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.hover))
            painter.drawRoundedRect(frame, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 6, 6)
        name_metrics = metrics(SIZE_PANEL_TITLE, strong=True)
        name = name_metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - 8 - 24
        )
        painter.setFont(font(SIZE_PANEL_TITLE, strong=True))
        painter.setPen(colour(tokens.ink))
        painter.drawText(QPointF(8, 17), name)
        x = 8 + name_metrics.horizontalAdvance(name) + 8
        painter.setPen(QPen(colour(tokens.ink2), 1.6))
        painter.drawPolyline([QPointF(x, 10.5), QPointF(x + 4, 14.5), QPointF(x + 8, 10.5)])
        state_colour = tokens.ink3 if self._good else tokens.errink
        icon = self._look.icon("check" if self._good else "circle-alert", state_colour)
        icon.paint(painter, 8, 23, 12, 12)
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(colour(state_colour))
        painter.drawText(QPointF(24, 33), self._state)
        painter.end()


class TopBar(FittingBar):
    """Lay out the bar; commands are the window's actions."""

    language_chosen = Signal(str)

    def __init__(
        self, document: Document, actions: Actions, look: UiContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(HEIGHT, parent)
        self._document = document
        self._actions = actions
        self._state = SaveState.OPENING
        self._discreet = False
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = Mark(look.tokens, self)
        self.scenario = ScenarioButton(look, self)
        self.scenario_menu = QMenu(self)
        self.scenario.clicked.connect(self._open_scenario_menu)
        self._undo = self._button(ActionId.UNDO)
        self._redo = self._button(ActionId.REDO)
        self._history = QToolButton(self)
        self.history_menu = QMenu(self._history)
        self.history_menu.aboutToShow.connect(self._list_history)
        self._menu_button(self._history, self.history_menu)
        self.trust = QToolButton(self)
        self.trust.setDefaultAction(actions[ActionId.TRUST])
        self.trust.setProperty("role", "words")
        self.trust.setIconSize(ICON)
        self.trust.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.assumptions = AssumptionPicker(document, look, self)
        self._find = self._button(ActionId.FIND)
        self._theme = self._button(ActionId.THEME)
        self.language = Segments(len(LANGUAGES), look.tokens, self)
        self.language.chosen.connect(lambda place: self.language_chosen.emit(LANGUAGES[place]))
        self.messages = self._button(ActionId.MESSAGES)
        self.messages.hide()
        self._menu = QToolButton(self)
        self.menu = QMenu(self._menu)
        self._menu_button(self._menu, self.menu)
        row = self.row
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._mark)
        row.addWidget(self.scenario)
        row.addSpacing(12)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._history)
        row.addWidget(self.messages)
        row.addStretch(1)
        row.addWidget(self._find)
        row.addWidget(self.assumptions)
        row.addSpacing(4)
        row.addWidget(self.trust)
        row.addWidget(self._theme)
        row.addSpacing(4)
        row.addWidget(self.language)
        row.addSpacing(4)
        row.addWidget(self._menu)
        self.give_way(self.trust, self.assumptions)
        self.set_look(look)

    def _button(self, act: ActionId) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[act])
        return self._style_button(button)

    def _menu_button(self, button: QToolButton, menu: QMenu) -> None:
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._style_button(button)

    @staticmethod
    def _style_button(button: QToolButton) -> QToolButton:
        button.setProperty("role", "icon")
        button.setFixedSize(32, 32)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._mark.set_look(look.tokens)
        self.scenario.set_look(look)
        self.assumptions.set_look(look)
        self.language.set_look(look.tokens)
        self.language.set_words([code.upper() for code in LANGUAGES])
        for code, segment in zip(LANGUAGES, self.language.segments, strict=True):
            segment.setAccessibleName(look.text(f"desk.language_{code}"))
            segment.setToolTip(tip(segment.accessibleName()))
            segment.setChecked(code == look.language.code)
        self._actions[ActionId.THEME].setIcon(
            look.icon("moon" if look.theme is Theme.LIGHT else "sun", look.tokens.ink2)
        )
        for button, name, icon in (
            (self._history, "desk.history", "history"),
            (self._menu, "desk.menu", "menu"),
        ):
            button.setIcon(look.icon(icon, look.tokens.ink2))
            button.setToolTip(tip(look.text(name)))
            button.setAccessibleName(look.text(name))
        self.refresh()

    def show_state(self, state: SaveState) -> None:
        """Show whether the scenario is saved."""
        self._state = state
        self.refresh()

    @property
    def state(self) -> SaveState:
        """Return where the scenario stands."""
        return self._state

    @property
    def state_words(self) -> str:
        """Return the saved state in words."""
        return self._look.text(f"state.{self._state}")

    def set_discreet(self, discreet: bool) -> None:
        """Name no step of the history, or all of them again."""
        self._discreet = discreet
        self.refresh()

    def refresh(self) -> None:
        """Read name and history anew."""
        name = self._document.scenario.name
        self.scenario.show_state(name, self.state_words, good=self._state.good)
        self.assumptions.refresh()
        history = self._document.history
        for act, steps in ((ActionId.UNDO, history.done), (ActionId.REDO, history.undone)):
            action = self._actions[act]
            action.setEnabled(bool(steps))
            if steps and self._discreet:
                action.setToolTip(tip(action.text()))
            elif steps:
                what = step_words(steps[-1], self._document.model, self._look)
                action.setToolTip(tip(self._look.text(f"desk.{act}_step", step=what)))
        self._history.setEnabled(bool(history.done or history.undone) and not self._discreet)
        self.fit()

    def _open_scenario_menu(self) -> None:
        self.scenario_menu.popup(self.scenario.mapToGlobal(self.scenario.rect().bottomLeft()))

    def _list_history(self) -> None:
        self.history_menu.clear()
        history = self._document.history
        undone = history.undone[:STEPS_LISTED] if history.undone else []
        for count, step in reversed(list(enumerate(reversed(history.undone), 1))):
            if count <= len(undone):
                self._add_step(step, count, redo=True)
        if history.undone:
            self.history_menu.addSeparator()
        for count, step in enumerate(reversed(history.done[-STEPS_LISTED:]), 1):
            self._add_step(step, count, redo=False)

    def _add_step(self, step: UndoStep, count: int, *, redo: bool) -> None:
        what = step_words(step, self._document.model, self._look)
        message = "desk.redo_step" if redo else "desk.undo_step"
        action = self.history_menu.addAction(self._look.text(message, step=what))
        go = self._document.redo if redo else self._document.undo

        def walk() -> None:
            for _ in range(count):
                go(self)

        action.triggered.connect(walk)


def step_words(step: UndoStep, model: Model, look: UiContext) -> str:
    """Return what a step did, in words: the lever and its value where it set one."""
    if step.subject is None:
        told = assumption_words(step.label, step.before, step.after, model, look)
        if step.label == SetTargets(()).label:
            told = target_step_words(step, model, look)
        told = told or package_step_words(step, look) or prediction_step_words(step, model, look)
        return told or look.text(step.label)
    if step.subject in model.events:
        return event_step_words(step, model, look)
    words = LeverWords(look.language, model.levers[step.subject])
    setting = step.after.combined.settings.get(step.subject)
    if setting is None:
        return look.text("command.reset_lever", lever=words.name)
    return look.text("command.set_lever", lever=words.name, value=words.value(setting.value))
