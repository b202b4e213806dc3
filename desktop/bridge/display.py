"""Whether anybody can see a window, and whether one can be opened.

Qt ends the whole process where it cannot open one, so it is asked before.
"""

import ctypes
import os
import socket
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from desktop.bridge.errors import DisplayError, PlatformError

_PATIENCE_SECONDS = 5.0


def has_display() -> bool:
    """Say whether a window can be seen: always, but on a Linux without X or Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "") not in ("", "xcb", "wayland"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_display() -> None:
    """Raise PlatformError or DisplayError where Qt could open no window."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    platforms = [one.partition(":")[0] for one in named.split(";") if one]
    known = _platforms()
    if platforms and known and not known.intersection(platforms):
        raise PlatformError(platform=named, choices=", ".join(sorted(known)))
    if not sys.platform.startswith("linux") or not {"xcb", "wayland"}.issuperset(platforms):
        return
    x, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    answers = ("xcb" in (platforms or ["xcb"]) and _x_answers()) or (
        "wayland" in (platforms or ["wayland"]) and bool(wayland) and _wayland_answers(wayland)
    )
    if not answers:
        raise DisplayError(display=" ".join(filter(None, (x, wayland))) or named)


def _platforms() -> frozenset[str]:
    """Return the platforms that are installed, as QT_QPA_PLATFORM names them."""
    folders = [Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"]
    own = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")
    folders += [] if own is None else [Path(own)]
    names = {file.stem for folder in folders for file in folder.glob("*q*")}
    found = {name.removeprefix("lib").removeprefix("q") for name in names}
    return frozenset({"wayland"} | found if any("wayland" in one for one in found) else found)


def _x_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Qt brings what it needs; then it is for Qt to say.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _wayland_answers(display: str) -> bool:
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / display
    with socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(_PATIENCE_SECONDS)
        try:
            asked.connect(str(place))
        except OSError:
            return False
    return True
