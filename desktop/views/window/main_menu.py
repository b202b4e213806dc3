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
_LIBRARY: tuple[Group, ...] = (
    (ActionId.BRING_IN, ActionId.PACK),
    (ActionId.BACKUPS, ActionId.TRASH, ActionId.EXAMPLES),
)
_DESK: tuple[Group, ...] = (
    (ActionId.UNDO, ActionId.REDO),
    (ActionId.RESET, ActionId.RESET_ASSUMPTIONS, ActionId.RESET_ALL),
    (
        ActionId.PACKAGES,
        ActionId.EVENTS,
        ActionId.FUTURE,
        ActionId.OWN_DATA,
        ActionId.EXPLAIN,
        ActionId.EVIDENCE,
        ActionId.NOTES,
        ActionId.TRUST,
    ),
    (ActionId.EXPORT_PICTURE, ActionId.EXPORT_TABLE, ActionId.PRINT),
    (ActionId.TARGET, ActionId.FAMILY, ActionId.ZOOM_IN, ActionId.ZOOM_OUT, ActionId.WHOLE),
    (ActionId.NEXT_PANEL, ActionId.PREVIOUS_PANEL),
    (ActionId.LANGUAGE, ActionId.THEME),
    (ActionId.HELP,),
    (ActionId.QUIT,),
)


class MainMenu:
    """Fill a menu with the commands, and with one of its own for the library and its files."""

    def __init__(self, menu: QMenu, actions: Actions, fill_recent: Callable[[QMenu], None]) -> None:
        self.library = QMenu(menu)
        self.recent = QMenu(self.library)
        self.recent.aboutToShow.connect(lambda: fill_recent(self.recent))
        self._add(self.library, actions, (ActionId.OPEN_LIBRARY,))
        self.library.addMenu(self.recent)
        self._add(self.library, actions, (ActionId.COPY_LIBRARY,))
        for group in _LIBRARY:
            self.library.addSeparator()
            self._add(self.library, actions, group)
        for group in _SCENARIO:
            self._add(menu, actions, group)
            menu.addSeparator()
        menu.addMenu(self.library)
        for group in _DESK:
            menu.addSeparator()
            self._add(menu, actions, group)

    @staticmethod
    def _add(menu: QMenu, actions: Actions, acts: Group) -> None:
        for act in acts:
            menu.addAction(actions[act])

    def set_look(self, look: UiContext) -> None:
        """Word the menus that are no commands themselves."""
        self.library.setTitle(look.text("desk.library_menu"))
        self.recent.setTitle(look.text("desk.recent_menu"))
