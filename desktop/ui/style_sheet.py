"""The style sheet of the desk's frame, on top of the one that all windows share."""

from string import Template

from desktop.charts.tokens import (
    SIZE_AXIS,
    SIZE_BODY,
    SIZE_HEADLINE,
    SIZE_PAGE,
    SIZE_PANEL_TITLE,
    Tokens,
)

_SHEET = Template("""
QWidget[role="bar"], QWidget[role="timeline"] { background: $panel; }
QWidget[role="centre"] { background: $window; }
QWidget[role="inspector"] { background: $panel; border-left: 1px solid $line; }
QToolButton[role="tab"] {
    background: transparent; color: $ink2; font-size: ${body}px; padding: 12px 6px 10px 6px;
    border: 0; border-radius: 0; border-bottom: 2px solid transparent;
}
QToolButton[role="tab"]:hover { color: $ink; background: $hover; }
QToolButton[role="tab"]:checked {
    color: $ink; font-weight: 600; border-bottom: 2px solid $primary;
}
QToolButton[role="tab"]:focus { border: 2px solid $focus; padding: 10px 4px; }
QLabel[role="head"] { font-size: ${headline}px; font-weight: 600; color: $ink2; }
QLabel[role="body"] { font-size: ${headline}px; }
QLabel[role="strong"] { font-size: ${headline}px; font-weight: 600; }
QFrame[role="hairline"] { background: $line; border: 0; }

QToolButton[role="icon"] {
    background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 4px;
}
QToolButton[role="icon"]:hover { background: $hover; }
QToolButton[role="icon"]:pressed, QToolButton[role="icon"]:open { background: $select; }
QToolButton[role="icon"]:focus { border-color: $focus; }
QToolButton[role="icon"]::menu-indicator { image: none; width: 0; }

QToolButton[role="words"] {
    background: transparent; color: $ink2; border: 2px solid transparent; border-radius: 6px;
    padding: 3px 8px; font-size: ${body}px;
}
QToolButton[role="words"]:hover { background: $hover; color: $ink; }
QToolButton[role="words"]:checked { background: $select; color: $ink; }
QToolButton[role="words"]:focus { border-color: $focus; }
QToolButton[role="words"]:disabled { color: $ink3; }

QPushButton[role="plain"] {
    background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px;
    padding: 0 12px; min-height: 28px; font-size: ${body}px;
}
QPushButton[role="plain"]:hover { background: $hover; }
QPushButton[role="plain"]:focus { border: 2px solid $focus; padding: 0 11px; min-height: 26px; }
QPushButton[role="plain"]:disabled { color: $ink3; border-color: $line; }
QPushButton[role="main"] {
    background: $primary; color: $onprimary; border: 1px solid $primary; border-radius: 6px;
    padding: 0 14px; min-height: 28px; font-size: ${body}px; font-weight: 600;
}
QPushButton[role="main"]:focus { border: 2px solid $focus; padding: 0 13px; min-height: 26px; }
QPushButton[role="main"]:disabled { background: $track; border-color: $track; color: $ink3; }
QPushButton[role="link"] {
    background: transparent; border: 2px solid transparent; border-radius: 6px; color: $ink;
    padding: 0 6px; min-height: 20px; font-size: ${headline}px; font-weight: 600;
    text-decoration: underline;
}
QPushButton[role="link"]:focus { border-color: $focus; }

QPushButton[role="key"] {
    background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px;
    padding: 0 4px; min-height: 28px; font-size: ${headline}px;
}
QPushButton[role="key"]:hover { background: $hover; }
QPushButton[role="key"]:disabled { color: $ink3; border-color: $line; }
QPushButton[role="key"]:checked { background: $select; font-weight: 600; }
QPushButton[role="key"]:focus { border: 2px solid $focus; padding: 0 3px; min-height: 26px; }

QLabel { background: transparent; color: $ink; font-size: ${body}px; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="quiet"] { color: $ink3; font-size: ${axis}px; }
QLabel[role="second"] { color: $ink2; font-size: ${headline}px; }
QLabel[role="fault"] { color: $errink; font-size: ${headline}px; }
QLabel[role="told"] {
    background: $sunken; color: $ink; font-size: ${headline}px; border-radius: 6px;
    padding: 4px 8px;
}
QLabel[role="key"] { color: $ink; font-size: ${headline}px; font-weight: 600; }

QFrame[role="failure"] { background: $errbg; border: 0; border-radius: 8px; }
QFrame[role="failure"] QLabel { color: $errink; font-size: ${headline}px; }
QFrame[role="failure"] QPushButton[role="link"] { color: $errink; }
QFrame[role="need"] {
    background: $warnbg; border: 1px solid $warnline; border-radius: 6px;
}
QFrame[role="need"] QLabel { color: $warnink; font-size: ${headline}px; }
QFrame[role="need"] QPushButton[role="link"] { color: $warnink; }
QFrame[role="facilitator"] { background: $warnbg; border: 0; }
QFrame[role="facilitator"] QLabel { color: $warnink; }
QWidget[role="present"] { background: $select; border-radius: 6px; }
QWidget[role="present"] QLabel { font-weight: 600; color: $ink; }
QLabel[role="picture"] {
    background: $sunken; border: 1px solid $line2; border-radius: 6px;
}
QFrame[role="notice"] { background: $select; border: 0; border-radius: 8px; }
QFrame[role="notice"] QLabel { color: $ink; font-size: ${headline}px; }

QMenu { background: $surface; color: $ink; border: 1px solid $line2; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 12px; border-radius: 4px; font-size: ${body}px; }
QMenu::item:selected { background: $select; color: $ink; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QDialog { background: $panel; }
QLineEdit[role="field"] {
    background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px;
    padding: 0 8px; min-height: 28px; font-size: ${body}px;
    selection-background-color: $select; selection-color: $ink;
}
QLineEdit[role="field"]:focus { border: 2px solid $focus; padding: 0 7px; min-height: 26px; }
QTextEdit[role="field"] {
    background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px;
    padding: 5px 4px; font-size: ${body}px;
    selection-background-color: $select; selection-color: $ink;
}
QTextEdit[role="field"]:focus { border: 2px solid $focus; padding: 4px 3px; }
QPlainTextEdit[role="noted"] {
    background: $sunken; color: $ink; border: 1px solid $line; border-radius: 6px;
}
QPlainTextEdit[role="noted"]:focus { border: 2px solid $focus; }
QTextEdit[large="true"] { font-size: ${title}px; }
QListWidget[role="list"] {
    background: $surface; color: $ink; border: 1px solid $line2; border-radius: 8px; padding: 4px;
    font-size: ${body}px; outline: 0;
}
QListWidget[role="list"]:focus { border: 2px solid $focus; padding: 3px; }
QWidget[role="page"] { background: $window; }
QLabel[role="page"] { background: transparent; font-size: ${page}px; font-weight: 600; }
QTableView[role="rows"], QListView[role="rows"],
QTableView[role="rows"]:focus, QListView[role="rows"]:focus {
    background: $surface; border: 0; border-radius: 0; outline: 0;
}
QTableView[role="rows"]::item { padding: 6px 8px; border-bottom: 1px solid $grid; }
QTableView[role="rows"] QHeaderView::section { padding: 0 12px; }
QTableView[role="injects"], QTableView[role="injects"]:focus {
    background: $surface; border: 0; border-radius: 0; outline: 0;
    selection-background-color: $select; selection-color: $ink;
}
QTableView[role="injects"] QHeaderView::section { padding: 0 10px; }
QTreeView[role="places"] {
    background: $surface; border: 1px solid $line; border-radius: 8px; padding: 4px 0;
}
QTreeView[role="places"]:focus { border: 1px solid $focus; }
QTreeView[role="places"]::item { border-radius: 0; padding: 0 4px; }
QTreeView[role="places"]::branch:selected { background: $select; }
QTreeView[role="places"]::branch:hover { background: $hover; }
QFrame[role="ask"] { background: $select; border: 0; border-radius: 8px; }
QFrame[role="ask-top"] { background: $select; border: 0; }
QFrame[role="ask-top"] QLabel[role="quiet"] { color: $ink; }
QFrame[role="ask"][danger="true"] { background: $errbg; }
QFrame[role="ask"][danger="true"] QLabel { color: $errink; }
QFrame[role="ask"] QLabel { font-size: ${body}px; }
QPushButton[role="danger"] {
    background: $surface; color: $errink; border: 1px solid $errink; border-radius: 6px;
    padding: 0 14px; min-height: 28px; font-size: ${body}px; font-weight: 600;
}
QPushButton[role="danger"]:hover { background: $errbg; }
QPushButton[role="danger"]:focus { border: 2px solid $focus; padding: 0 13px; min-height: 26px; }
QFrame[role="line"] { background: transparent; border: 0; border-bottom: 1px solid $grid; }
QLabel[role="line"] {
    font-size: ${body}px; padding: 7px 0; border-bottom: 1px solid $grid;
}
QSplitter::handle { background: $line; }
QScrollArea[role="strip"] { background: transparent; border: 0; }
QScrollArea[role="strip"]:focus { border: 2px solid $focus; border-radius: 8px; }
QFrame[role="strip"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="side"] { border: 0; border-left: 3px solid $line; }
QFrame[role="side"][counts="true"] { border-left: 3px solid $primary; }
QTableWidget[role="table"] {
    background: $surface; alternate-background-color: $stripe; color: $ink;
    border: 1px solid $line; outline: 0;
    selection-background-color: $select; selection-color: $ink;
}
QTableWidget[role="table"]::item { padding: 0 10px; border: 0; }
QTableWidget[role="table"]:focus { border: 1px solid $focus; }
QTableWidget[role="table"] QHeaderView { background: $surface; border: 0; }
QTableWidget[role="table"] QHeaderView::section {
    background: $surface; color: $ink2; border: 0; border-bottom: 1px solid $line;
    padding: 6px 10px; font-size: ${headline}px; font-weight: 600;
}
QProgressBar { background: $track; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: $primary; border-radius: 3px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line2; padding: 4px 6px; }
""")


def desk_sheet(tokens: Tokens) -> str:
    """Return the style sheet of the frame in one theme."""
    return _SHEET.substitute(
        panel=tokens.panel,
        window=tokens.window,
        surface=tokens.surface,
        hover=tokens.hover,
        sunken=tokens.sunken,
        stripe=tokens.proj,
        select=tokens.select,
        line=tokens.line,
        grid=tokens.grid,
        line2=tokens.line2,
        ink=tokens.ink,
        ink2=tokens.ink2,
        ink3=tokens.ink3,
        primary=tokens.primary,
        onprimary=tokens.onprimary,
        focus=tokens.focus,
        track=tokens.track,
        warnbg=tokens.warnbg,
        warnink=tokens.warnink,
        warnline=tokens.warnline,
        errbg=tokens.errbg,
        errink=tokens.errink,
        axis=SIZE_AXIS,
        headline=SIZE_HEADLINE,
        body=SIZE_BODY,
        title=SIZE_PANEL_TITLE,
        page=SIZE_PAGE,
    )
