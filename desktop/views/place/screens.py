"""What is known of the screens of this machine, in words."""

from PySide6.QtGui import QGuiApplication, QScreen

from desktop.language.language import Language


def screen_name(screen: QScreen, language: Language) -> str:
    """Return what people know a screen by; one without a name has its number."""
    number = QGuiApplication.screens().index(screen) + 1
    unnamed = language.text("place.screen_number", number=str(number))
    return screen.model().strip() or screen.name().strip() or unnamed


def screen_words(screen: QScreen, language: Language) -> str:
    """Return name, resolution in pixels of the screen, and scale."""
    scale = screen.devicePixelRatio()
    return language.text(
        "place.screen",
        name=screen_name(screen, language),
        width=str(round(screen.geometry().width() * scale)),
        height=str(round(screen.geometry().height() * scale)),
        percent=language.number(scale * 100),
    )
