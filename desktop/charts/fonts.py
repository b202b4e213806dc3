"""The one type family of the program, shipped with it."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from desktop.charts.tokens import FONT_FAMILY, FONT_FILES
from desktop.domain.errors import MissingResourceError

MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold


def load_fonts(resources_dir: Path) -> None:
    """Give Qt the four font files; raise MissingResourceError naming the first that fails.

    Needs a running application. Without it Qt would silently put another family in its place.
    """
    for name in FONT_FILES:
        path = resources_dir / "fonts" / name
        if not path.is_file():
            raise MissingResourceError(path=path)
        number = QFontDatabase.addApplicationFont(str(path))
        if FONT_FAMILY not in QFontDatabase.applicationFontFamilies(number):
            raise MissingResourceError(path=path)


def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the family at a size in whole logical pixels."""
    made = QFont(FONT_FAMILY)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made
