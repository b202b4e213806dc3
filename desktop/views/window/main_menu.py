"""The menu behind the three bars: every command of the window, in groups."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from desktop.ui.actions import ActionId, Actions
from desktop.ui.ui_context import UiContext

Group = tuple[ActionId, ...]

_SCENARIO: tuple[Group, ...] = (
    (ActionId.NEW, ActionId.OPEN, ActionId.RENAME, ActionId.DUPLICATE, ActionId.DELETE),
    (ActionId.SAVE, ActionId.VERSIONS),
)
_BRIEF: Group = (ActionId.BRIEF_EN, ActionId.BRIEF_ES, ActionId.BRIEF_BOTH)
_LIBRARY: tuple[Group, ...] = (
    (ActionId.BRING_IN, ActionId.PACK),
    (ActionId.BACKUPS, ActionId.TRASH, ActionId.EXAMPLES),
)
_RESET: Group = (ActionId.RESET, ActionId.RESET_ASSUMPTIONS, ActionId.RESET_ALL)
_CHARTS: tuple[Group, ...] = (
    (ActionId.ASK, ActionId.OUTCOMES, ActionId.LEVER_CARD),
    (ActionId.TARGET, ActionId.FAMILY),
    (ActionId.EXPLAIN, ActionId.EVIDENCE, ActionId.WEDGES, ActionId.CAUSAL_MAP),
    (ActionId.PIN, ActionId.PIN_OTHER, ActionId.COMPARE, ActionId.DIFFERENCE),
    (ActionId.ZOOM_IN, ActionId.ZOOM_OUT, ActionId.WHOLE),
    (ActionId.EXPORT_PICTURE, ActionId.EXPORT_TABLE, ActionId.PRINT),
)
_PANELS: Group = (
    ActionId.PACKAGES,
    ActionId.EVENTS,
    ActionId.FUTURE,
    ActionId.OWN_DATA,
    ActionId.EXERCISES,
    ActionId.PLAY,
    ActionId.NOTES,
    ActionId.TRUST,
)
_ROOM: tuple[Group, ...] = (
    (ActionId.PRESENT, ActionId.PREPARE),
    (ActionId.BLANK, ActionId.FREEZE, ActionId.REPLAY, ActionId.PREDICT),
    (ActionId.COVER, ActionId.HOT_WASH, ActionId.REPORT),
    (ActionId.NEXT, ActionId.BACK, ActionId.STORY_END, ActionId.MARK),
    (ActionId.NOTICE, ActionId.CLOCK, ActionId.COUNTDOWN, ActionId.SEEN_UNTIL, ActionId.SENTENCE),
    (ActionId.MIRRORED, ActionId.MESSAGES, ActionId.LETTERS, ActionId.CHECK_PLACE),
)
_VIEW: tuple[Group, ...] = (
    (ActionId.FIND,),
    (ActionId.LANGUAGE, ActionId.THEME),
    (ActionId.NEXT_PANEL, ActionId.PREVIOUS_PANEL),
)


class MainMenu:
    """Fill a menu with the commands, some in menus of their own, so that it fits a small screen."""

    def __init__(
        self,
        menu: QMenu,
        actions: Actions,
        fill_recent: Callable[[QMenu], None],
        fill_screens: Callable[[QMenu], None],
    ) -> None:
        self.scenario = QMenu(menu)
        self._fill(self.scenario, actions, _SCENARIO)
        self.brief = QMenu(self.scenario)
        self._add(self.brief, actions, _BRIEF)
        self.scenario.addMenu(self.brief)
        self.library = QMenu(menu)
        self.recent = QMenu(self.library)
        self.recent.aboutToShow.connect(lambda: fill_recent(self.recent))
        self._add(self.library, actions, (ActionId.OPEN_LIBRARY,))
        self.library.addMenu(self.recent)
        self._add(self.library, actions, (ActionId.COPY_LIBRARY,))
        for group in _LIBRARY:
            self.library.addSeparator()
            self._add(self.library, actions, group)
        self.reset = QMenu(menu)
        self._add(self.reset, actions, _RESET)
        self.charts = QMenu(menu)
        self._fill(self.charts, actions, _CHARTS)
        self.room = QMenu(menu)
        self._fill(self.room, actions, _ROOM)
        self.screens = QMenu(self.room)
        self.screens.aboutToShow.connect(lambda: fill_screens(self.screens))
        self.room.addMenu(self.screens)
        self.view = QMenu(menu)
        self._fill(self.view, actions, _VIEW)
        menu.addMenu(self.scenario)
        menu.addMenu(self.library)
        menu.addSeparator()
        self._add(menu, actions, (ActionId.UNDO, ActionId.REDO))
        menu.addMenu(self.reset)
        menu.addSeparator()
        self._add(menu, actions, _PANELS)
        menu.addSeparator()
        menu.addMenu(self.room)
        menu.addMenu(self.charts)
        menu.addMenu(self.view)
        menu.addSeparator()
        self._add(menu, actions, (ActionId.HELP, ActionId.QUIT))

    def _fill(self, menu: QMenu, actions: Actions, groups: tuple[Group, ...]) -> None:
        for group in groups:
            if not menu.isEmpty():
                menu.addSeparator()
            self._add(menu, actions, group)

    @staticmethod
    def _add(menu: QMenu, actions: Actions, acts: Group) -> None:
        for act in acts:
            menu.addAction(actions[act])

    def set_look(self, look: UiContext) -> None:
        """Word the menus that are no commands themselves."""
        self.scenario.setTitle(look.text("desk.scenario_menu"))
        self.brief.setTitle(look.text("desk.brief_menu"))
        self.library.setTitle(look.text("desk.library_menu"))
        self.recent.setTitle(look.text("desk.recent_menu"))
        self.reset.setTitle(look.text("desk.reset"))
        self.charts.setTitle(look.text("curves.title"))
        self.room.setTitle(look.text("room.menu"))
        self.screens.setTitle(look.text("room.screen_menu"))
        self.view.setTitle(look.text("desk.view_menu"))
