"""What a process needs that paints without a window."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts

_applications: list[QCoreApplication] = []
"""It lives as long as the process."""


def begin_windowless(resources: Path) -> None:
    """Let charts be painted in this process, which shows nothing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _applications.append(QApplication.instance() or QApplication([]))
    load_fonts(resources)
