"""The one application of Qt: what it looks like, and what language it speaks."""

import sys

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.bridge.preferences import Preferences
from desktop.charts.fonts import font
from desktop.charts.style import palette
from desktop.charts.tokens import SIZE_BODY
from desktop.domain.wording import LanguageCode
from desktop.ui.qt_texts import speak
from desktop.ui.ui_context import UiContext

HAND_OVER = 0.001
"""Seconds after which a thread that works in Python must let the widgets' thread go on.

Python's own five milliseconds would be waited for after every call into the engine.
"""


def application() -> QApplication:
    """Return the application, made on the first call."""
    sys.setswitchinterval(HAND_OVER)
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Vecinos")
    made.setDesktopFileName("vecinos")
    made.setStyle("Fusion")
    return made


def apply_look(look: UiContext) -> None:
    """Give menus, tooltips and Qt's own dialogs colours and words; they take none from a window."""
    speak(look.language)
    QApplication.setPalette(palette(look.tokens))
    QApplication.setFont(font(SIZE_BODY))


def chosen_language(chosen: LanguageCode | None, preferences: Preferences) -> LanguageCode:
    """Return the language asked for, else the one chosen before, else the system's."""
    code = chosen or preferences.language
    if code is not None:
        return code
    spanish = QLocale.system().language() == QLocale.Language.Spanish
    return "es" if spanish else "en"
