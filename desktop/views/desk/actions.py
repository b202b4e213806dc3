"""Every command of the desk, once: its words, its keys, whether it can be given now."""

import sys
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.charts.plain_text import tip
from desktop.views.desk.look import Look


class Act(StrEnum):
    """Name a command; its words are the message `action.<name>`."""

    NEW = "new"
    OPEN = "open"
    RENAME = "rename"
    DUPLICATE = "duplicate"
    DELETE = "delete"
    SAVE = "save"
    VERSIONS = "versions"
    OPEN_LIBRARY = "open_library"
    COPY_LIBRARY = "copy_library"
    BRING_IN = "bring_in"
    PACK = "pack"
    BACKUPS = "backups"
    TRASH = "trash"
    EXAMPLES = "examples"
    UNDO = "undo"
    REDO = "redo"
    RESET = "reset"
    RESET_ASSUMPTIONS = "reset_assumptions"
    RESET_ALL = "reset_all"
    EVENTS = "events"
    FUTURE = "future"
    PACKAGES = "packages"
    OWN_DATA = "own_data"
    EXPLAIN = "explain"
    EVIDENCE = "evidence"
    NOTES = "notes"
    TRUST = "trust"
    EXPORT_PICTURE = "export_picture"
    EXPORT_TABLE = "export_table"
    PRINT = "print"
    TARGET = "target"
    FAMILY = "family"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    WHOLE = "whole"
    NEXT_PANEL = "next_panel"
    PREVIOUS_PANEL = "previous_panel"
    LANGUAGE = "language"
    THEME = "theme"
    HELP = "help"
    QUIT = "quit"


KEYS: dict[Act, tuple[str, ...]] = {
    Act.NEW: ("Ctrl+N",),
    Act.OPEN: ("Ctrl+O",),
    Act.RENAME: ("F2",),
    Act.DUPLICATE: ("Ctrl+D",),
    Act.DELETE: ("Ctrl+Shift+Delete",),
    Act.SAVE: ("Ctrl+S",),
    Act.VERSIONS: ("Ctrl+Shift+H",),
    Act.OPEN_LIBRARY: ("Ctrl+Shift+O",),
    Act.COPY_LIBRARY: ("Ctrl+Shift+S",),
    Act.BRING_IN: ("Ctrl+Shift+B",),
    Act.PACK: ("Ctrl+Shift+E",),
    Act.BACKUPS: (),
    Act.TRASH: (),
    Act.EXAMPLES: (),
    Act.UNDO: ("Ctrl+Z",),
    Act.REDO: ("Ctrl+Y", "Ctrl+Shift+Z"),
    Act.RESET: ("Ctrl+Shift+Backspace",),
    Act.RESET_ASSUMPTIONS: (),
    Act.RESET_ALL: (),
    Act.EVENTS: ("Ctrl+Shift+G",),
    Act.FUTURE: ("Ctrl+G",),
    Act.PACKAGES: ("Ctrl+Shift+P",),
    Act.OWN_DATA: ("Ctrl+Shift+D",),
    Act.EXPLAIN: ("Ctrl+I",),
    Act.EVIDENCE: ("Ctrl+Shift+I",),
    Act.NOTES: ("Ctrl+Shift+N",),
    # Where Ctrl is the command key, it hides the program with H.
    Act.TRUST: ("Meta+H" if sys.platform == "darwin" else "Ctrl+H",),
    Act.EXPORT_PICTURE: ("Ctrl+E",),
    Act.EXPORT_TABLE: ("Ctrl+Shift+X",),
    Act.PRINT: ("Ctrl+P",),
    Act.TARGET: ("Ctrl+Shift+T",),
    Act.FAMILY: ("Ctrl+Shift+F",),
    Act.ZOOM_IN: ("Ctrl++", "Ctrl+="),
    Act.ZOOM_OUT: ("Ctrl+-",),
    Act.WHOLE: ("Ctrl+0",),
    Act.NEXT_PANEL: ("Ctrl+F6",),
    Act.PREVIOUS_PANEL: ("Ctrl+Shift+F6",),
    Act.LANGUAGE: ("Ctrl+L",),
    Act.THEME: ("Ctrl+T",),
    Act.HELP: ("F1",),
    Act.QUIT: ("Ctrl+Q",),
}

ICONS: dict[Act, str] = {
    Act.NEW: "plus",
    Act.OPEN: "search",
    Act.RENAME: "pencil",
    Act.DUPLICATE: "copy",
    Act.DELETE: "trash-2",
    Act.SAVE: "bookmark",
    Act.VERSIONS: "history",
    Act.OPEN_LIBRARY: "library",
    Act.COPY_LIBRARY: "save",
    Act.BRING_IN: "package-open",
    Act.PACK: "package",
    Act.BACKUPS: "archive",
    Act.TRASH: "trash-2",
    Act.EXAMPLES: "rotate-ccw",
    Act.UNDO: "undo-2",
    Act.REDO: "redo-2",
    Act.RESET: "rotate-ccw",
    Act.RESET_ASSUMPTIONS: "rotate-ccw",
    Act.RESET_ALL: "rotate-ccw",
    Act.EVENTS: "list-plus",
    Act.FUTURE: "dices",
    Act.PACKAGES: "package",
    Act.OWN_DATA: "list-plus",
    Act.EXPLAIN: "info",
    Act.EVIDENCE: "book-open",
    Act.NOTES: "pencil",
    Act.TRUST: "target",
    Act.EXPORT_PICTURE: "save",
    Act.EXPORT_TABLE: "file-spreadsheet",
    Act.PRINT: "external-link",
    Act.TARGET: "target",
    Act.FAMILY: "library",
    Act.ZOOM_IN: "plus",
    Act.ZOOM_OUT: "search",
    Act.WHOLE: "clock",
    Act.NEXT_PANEL: "chevron-right",
    Act.PREVIOUS_PANEL: "arrow-left",
    Act.LANGUAGE: "languages",
    Act.THEME: "moon",
    Act.HELP: "info",
    Act.QUIT: "log-out",
}


class Actions(QObject):
    """Hold the QActions of one window; menus, buttons and keys all use these."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._actions: dict[Act, QAction] = {}
        for act in Act:
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in KEYS[act]])
            # Left to itself, macOS guesses from the words which commands are the system's.
            quits = act is Act.QUIT
            action.setMenuRole(QAction.MenuRole.QuitRole if quits else QAction.MenuRole.NoRole)
            window.addAction(action)
            self._actions[act] = action
        self.set_look(look)

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def set_look(self, look: Look) -> None:
        """Take another language or theme."""
        for act, action in self._actions.items():
            action.setText(look.text(f"action.{act}"))
            action.setIcon(look.icon(ICONS[act], look.tokens.ink2))
            if KEYS[act]:
                keys = KEYS[act][0]
                action.setToolTip(
                    tip(look.text("action.with_keys", action=action.text(), keys=keys))
                )
