"""Whether anybody can see a window."""

import os
import sys


def has_display() -> bool:
    """Say whether a window can be seen: always, but on a Linux without X or Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "") not in ("", "xcb", "wayland"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
