"""Every command of the desk, once: its words, its keys, whether it can be given now."""

import sys
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.charts.plain_text import tip
from desktop.ui.ui_context import UiContext


class ActionId(StrEnum):
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
    FIND = "find"
    EVENTS = "events"
    FUTURE = "future"
    PACKAGES = "packages"
    OWN_DATA = "own_data"
    EXERCISES = "exercises"
    PLAY = "play"
    OUTCOMES = "outcomes"
    ASK = "ask"
    LEVER_CARD = "lever_card"
    EXPLAIN = "explain"
    EVIDENCE = "evidence"
    NOTES = "notes"
    WEDGES = "wedges"
    CAUSAL_MAP = "causal_map"
    TRUST = "trust"
    EXPORT_PICTURE = "export_picture"
    EXPORT_TABLE = "export_table"
    BRIEF_EN = "brief_en"
    BRIEF_ES = "brief_es"
    BRIEF_BOTH = "brief_both"
    PRINT = "print"
    TARGET = "target"
    PIN = "pin"
    PIN_OTHER = "pin_other"
    COMPARE = "compare"
    DIFFERENCE = "difference"
    FAMILY = "family"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    WHOLE = "whole"
    PRESENT = "present"
    NEXT = "next"
    BACK = "back"
    STORY_END = "story_end"
    CLOCK = "clock"
    MARK = "mark"
    BLANK = "blank"
    FREEZE = "freeze"
    COVER = "cover"
    HOT_WASH = "hot_wash"
    REPORT = "report"
    REPLAY = "replay"
    PREDICT = "predict"
    NOTICE = "notice"
    COUNTDOWN = "countdown"
    SEEN_UNTIL = "seen_until"
    SENTENCE = "sentence"
    PREPARE = "prepare"
    MIRRORED = "mirrored"
    LETTERS = "letters"
    MESSAGES = "messages"
    CHECK_PLACE = "check_place"
    NEXT_PANEL = "next_panel"
    PREVIOUS_PANEL = "previous_panel"
    LANGUAGE = "language"
    THEME = "theme"
    HELP = "help"
    QUIT = "quit"


KEYS: dict[ActionId, tuple[str, ...]] = {
    ActionId.NEW: ("Ctrl+N",),
    ActionId.OPEN: ("Ctrl+O",),
    ActionId.RENAME: ("F2",),
    ActionId.DUPLICATE: ("Ctrl+D",),
    ActionId.DELETE: ("Ctrl+Shift+Delete",),
    ActionId.SAVE: ("Ctrl+S",),
    ActionId.VERSIONS: ("Ctrl+Shift+H",),
    ActionId.OPEN_LIBRARY: ("Ctrl+Shift+O",),
    ActionId.COPY_LIBRARY: ("Ctrl+Shift+S",),
    ActionId.BRING_IN: ("Ctrl+Shift+B",),
    ActionId.PACK: ("Ctrl+Shift+E",),
    ActionId.BACKUPS: (),
    ActionId.TRASH: (),
    ActionId.EXAMPLES: (),
    ActionId.UNDO: ("Ctrl+Z",),
    ActionId.REDO: ("Ctrl+Y", "Ctrl+Shift+Z"),
    ActionId.RESET: ("Ctrl+Shift+Backspace",),
    ActionId.RESET_ASSUMPTIONS: (),
    ActionId.RESET_ALL: (),
    ActionId.FIND: ("Ctrl+K",),
    ActionId.EVENTS: ("Ctrl+Shift+G",),
    ActionId.FUTURE: ("Ctrl+G",),
    ActionId.PACKAGES: ("Ctrl+Shift+P",),
    ActionId.OWN_DATA: ("Ctrl+Shift+D",),
    ActionId.EXERCISES: ("Ctrl+Shift+Y",),
    ActionId.PLAY: ("Ctrl+Shift+L",),
    ActionId.OUTCOMES: ("Ctrl+Shift+A",),
    ActionId.ASK: ("Ctrl+Shift+R",),
    ActionId.LEVER_CARD: ("Shift+F1",),
    ActionId.EXPLAIN: ("Ctrl+I",),
    ActionId.EVIDENCE: ("Ctrl+Shift+I",),
    ActionId.NOTES: ("Ctrl+Shift+N",),
    ActionId.WEDGES: ("Ctrl+Shift+W",),
    ActionId.CAUSAL_MAP: ("Ctrl+Shift+V",),
    # Where Ctrl is the command key, it hides the program with H.
    ActionId.TRUST: ("Meta+H" if sys.platform == "darwin" else "Ctrl+H",),
    ActionId.EXPORT_PICTURE: ("Ctrl+E",),
    ActionId.EXPORT_TABLE: ("Ctrl+Shift+X",),
    ActionId.BRIEF_EN: (),
    ActionId.BRIEF_ES: (),
    ActionId.BRIEF_BOTH: (),
    ActionId.PRINT: ("Ctrl+P",),
    ActionId.TARGET: ("Ctrl+Shift+T",),
    ActionId.PIN: ("Ctrl+B",),
    ActionId.PIN_OTHER: ("Ctrl+Shift+J",),
    ActionId.COMPARE: ("Ctrl+Shift+C",),
    ActionId.DIFFERENCE: ("Ctrl+J",),
    ActionId.FAMILY: ("Ctrl+Shift+F",),
    ActionId.ZOOM_IN: ("Ctrl++", "Ctrl+="),
    ActionId.ZOOM_OUT: ("Ctrl+-",),
    ActionId.WHOLE: ("Ctrl+0",),
    ActionId.PRESENT: ("F11",),
    ActionId.NEXT: ("F5",),
    ActionId.BACK: (),
    ActionId.STORY_END: (),
    ActionId.CLOCK: ("F6",),
    ActionId.MARK: ("F7",),
    ActionId.BLANK: ("F8",),
    ActionId.FREEZE: ("F9",),
    ActionId.COVER: ("F12",),
    ActionId.HOT_WASH: ("Ctrl+Shift+K",),
    ActionId.REPORT: (),
    ActionId.REPLAY: ("F10",),
    ActionId.PREDICT: ("Ctrl+R",),
    ActionId.NOTICE: ("Ctrl+Shift+M",),
    ActionId.COUNTDOWN: (),
    ActionId.SEEN_UNTIL: (),
    ActionId.SENTENCE: (),
    ActionId.PREPARE: (),
    ActionId.MIRRORED: (),
    ActionId.LETTERS: (),
    ActionId.MESSAGES: (),
    ActionId.CHECK_PLACE: (),
    ActionId.NEXT_PANEL: ("Ctrl+F6",),
    ActionId.PREVIOUS_PANEL: ("Ctrl+Shift+F6",),
    ActionId.LANGUAGE: ("Ctrl+L",),
    ActionId.THEME: ("Ctrl+T",),
    ActionId.HELP: ("F1",),
    ActionId.QUIT: ("Ctrl+Q",),
}

ICONS: dict[ActionId, str] = {
    ActionId.NEW: "plus",
    ActionId.OPEN: "search",
    ActionId.RENAME: "pencil",
    ActionId.DUPLICATE: "copy",
    ActionId.DELETE: "trash-2",
    ActionId.SAVE: "bookmark",
    ActionId.VERSIONS: "history",
    ActionId.OPEN_LIBRARY: "library",
    ActionId.COPY_LIBRARY: "save",
    ActionId.BRING_IN: "package-open",
    ActionId.PACK: "package",
    ActionId.BACKUPS: "archive",
    ActionId.TRASH: "trash-2",
    ActionId.EXAMPLES: "rotate-ccw",
    ActionId.UNDO: "undo-2",
    ActionId.REDO: "redo-2",
    ActionId.RESET: "rotate-ccw",
    ActionId.RESET_ASSUMPTIONS: "rotate-ccw",
    ActionId.RESET_ALL: "rotate-ccw",
    ActionId.FIND: "search",
    ActionId.EVENTS: "list-plus",
    ActionId.FUTURE: "dices",
    ActionId.PACKAGES: "package",
    ActionId.OWN_DATA: "list-plus",
    ActionId.EXERCISES: "list-checks",
    ActionId.PLAY: "play",
    ActionId.OUTCOMES: "list-checks",
    ActionId.ASK: "lightbulb",
    ActionId.LEVER_CARD: "info",
    ActionId.EXPLAIN: "info",
    ActionId.EVIDENCE: "book-open",
    ActionId.NOTES: "pencil",
    ActionId.WEDGES: "activity",
    ActionId.CAUSAL_MAP: "git-branch",
    ActionId.TRUST: "target",
    ActionId.EXPORT_PICTURE: "save",
    ActionId.EXPORT_TABLE: "file-spreadsheet",
    ActionId.BRIEF_EN: "book-open",
    ActionId.BRIEF_ES: "book-open",
    ActionId.BRIEF_BOTH: "book-open",
    ActionId.PRINT: "external-link",
    ActionId.TARGET: "target",
    ActionId.PIN: "pin",
    ActionId.PIN_OTHER: "pin",
    ActionId.COMPARE: "scale",
    ActionId.DIFFERENCE: "activity",
    ActionId.FAMILY: "library",
    ActionId.ZOOM_IN: "plus",
    ActionId.ZOOM_OUT: "search",
    ActionId.WHOLE: "clock",
    ActionId.PRESENT: "presentation",
    ActionId.NEXT: "skip-forward",
    ActionId.BACK: "skip-back",
    ActionId.STORY_END: "clock",
    ActionId.CLOCK: "timer",
    ActionId.MARK: "bookmark-plus",
    ActionId.BLANK: "eye-off",
    ActionId.FREEZE: "snowflake",
    ActionId.COVER: "eye-off",
    ActionId.HOT_WASH: "message-square",
    ActionId.REPORT: "book-open",
    ActionId.REPLAY: "repeat",
    ActionId.PREDICT: "hand",
    ActionId.NOTICE: "message-square",
    ActionId.COUNTDOWN: "timer",
    ActionId.SEEN_UNTIL: "calendar",
    ActionId.SENTENCE: "message-square",
    ActionId.PREPARE: "presentation",
    ActionId.MIRRORED: "monitor",
    ActionId.LETTERS: "languages",
    ActionId.MESSAGES: "info",
    ActionId.CHECK_PLACE: "list-checks",
    ActionId.NEXT_PANEL: "chevron-right",
    ActionId.PREVIOUS_PANEL: "arrow-left",
    ActionId.LANGUAGE: "languages",
    ActionId.THEME: "moon",
    ActionId.HELP: "info",
    ActionId.QUIT: "log-out",
}

SWITCHES = (
    ActionId.DIFFERENCE,
    ActionId.PRESENT,
    ActionId.BLANK,
    ActionId.FREEZE,
    ActionId.SENTENCE,
    ActionId.PREPARE,
    ActionId.MIRRORED,
    ActionId.LETTERS,
)
"""Commands that are on or off."""
OPERATING = (
    ActionId.NEXT,
    ActionId.CLOCK,
    ActionId.MARK,
    ActionId.BLANK,
    ActionId.FREEZE,
    ActionId.REPLAY,
    ActionId.PRESENT,
    ActionId.COVER,
)
"""Commands whose keys act from any focus in any window, once however long they are held."""
OPERATOR = {Qt.Key[f"Key_{KEYS[act][0]}"]: act for act in OPERATING}
"""Their keys."""
REMOTE = {
    Qt.Key.Key_PageDown: ActionId.NEXT,
    Qt.Key.Key_PageUp: ActionId.BACK,
    Qt.Key.Key_B: ActionId.BLANK,
    Qt.Key.Key_Period: ActionId.BLANK,
}
"""What a presenter's remote sends beside F5 and Escape."""


def with_keys(words: str, keys: QKeySequence) -> str:
    """Return the words of a menu entry that names keys which another action hears.

    Two actions with the same keys would get none of them, from the first time the menu was open.
    """
    return f"{words}\t{keys.toString(QKeySequence.SequenceFormat.NativeText)}"


class Actions(QObject):
    """Hold the QActions of one window; menus, buttons and keys all use these."""

    def __init__(self, window: QWidget, look: UiContext) -> None:
        super().__init__(window)
        self._actions: dict[ActionId, QAction] = {}
        for act in ActionId:
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in KEYS[act]])
            # Left to itself, macOS guesses from the words which commands are the system's.
            quits = act is ActionId.QUIT
            action.setCheckable(act in SWITCHES)
            action.setAutoRepeat(act not in OPERATING)
            action.setMenuRole(QAction.MenuRole.QuitRole if quits else QAction.MenuRole.NoRole)
            window.addAction(action)
            self._actions[act] = action
        self.set_look(look)

    def __getitem__(self, act: ActionId) -> QAction:
        return self._actions[act]

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        for act, action in self._actions.items():
            action.setText(look.text(f"action.{act}"))
            action.setIcon(look.icon(ICONS[act], look.tokens.ink2))
            if KEYS[act]:
                keys = KEYS[act][0]
                action.setToolTip(
                    tip(look.text("action.with_keys", action=action.text(), keys=keys))
                )
