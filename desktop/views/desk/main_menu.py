"""The menu behind the three bars: every command of the window, in groups."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from desktop.views.desk.actions import Act, Actions
from desktop.views.desk.look import Look

Group = tuple[Act, ...]

_SCENARIO: tuple[Group, ...] = (
    (Act.NEW, Act.OPEN, Act.RENAME, Act.DUPLICATE, Act.DELETE),
    (Act.SAVE, Act.VERSIONS),
)
_LIBRARY: tuple[Group, ...] = ((Act.BRING_IN, Act.PACK), (Act.BACKUPS, Act.TRASH, Act.EXAMPLES))
_DESK: tuple[Group, ...] = (
    (Act.UNDO, Act.REDO),
    (Act.RESET, Act.RESET_ASSUMPTIONS, Act.RESET_ALL),
    (
        Act.PACKAGES,
        Act.EVENTS,
        Act.FUTURE,
        Act.OWN_DATA,
        Act.EXPLAIN,
        Act.EVIDENCE,
        Act.NOTES,
        Act.TRUST,
    ),
    (Act.EXPORT_PICTURE, Act.EXPORT_TABLE, Act.PRINT),
    (Act.TARGET, Act.FAMILY, Act.ZOOM_IN, Act.ZOOM_OUT, Act.WHOLE),
    (Act.NEXT_PANEL, Act.PREVIOUS_PANEL),
    (Act.LANGUAGE, Act.THEME),
    (Act.HELP,),
    (Act.QUIT,),
)


class MainMenu:
    """Fill a menu with the commands, and with one of its own for the library and its files."""

    def __init__(self, menu: QMenu, actions: Actions, fill_recent: Callable[[QMenu], None]) -> None:
        self.library = QMenu(menu)
        self.recent = QMenu(self.library)
        self.recent.aboutToShow.connect(lambda: fill_recent(self.recent))
        self._add(self.library, actions, (Act.OPEN_LIBRARY,))
        self.library.addMenu(self.recent)
        self._add(self.library, actions, (Act.COPY_LIBRARY,))
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

    def set_look(self, look: Look) -> None:
        """Word the menus that are no commands themselves."""
        self.library.setTitle(look.text("desk.library_menu"))
        self.recent.setTitle(look.text("desk.recent_menu"))
