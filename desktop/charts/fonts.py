"""The one type family of the program, shipped with it."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

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


@lru_cache(maxsize=64)
def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the family at a size in whole logical pixels; copy it before changing it."""
    made = QFont(FONT_FAMILY)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


@lru_cache(maxsize=64)
def metrics(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
    """Return the measures of such a font; not before `load_fonts`, or another family is measured.

    Raise RuntimeError when it is too early.
    """
    if FONT_FAMILY not in QFontDatabase.families():
        raise RuntimeError("load_fonts comes first")
    return QFontMetricsF(font(size, weight))
