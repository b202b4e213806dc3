"""What this machine runs on, and what it does when it is left alone, as far as it can be known."""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

_PATIENCE_SECONDS = 3.0
_SLEEP = "{238c9fa8-0aad-41ed-83f4-97be242c8f20}", "{29f6c1db-86da-48c5-9fdb-f2b67b1f44da}"
_DISPLAY = "{7516b95f-f776-4464-8c53-06167f40cc99}", "{3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e}"
"""Where Windows keeps after how many seconds it sleeps, and the display goes dark."""


@dataclass(frozen=True, slots=True)
class Power:
    """Hold what a machine with a battery runs on."""

    percent: float
    plugged: bool | None
    """Whether mains power it; None where the system does not tell."""


def read_power() -> Power | None:
    """Return what the machine runs on; None where no battery is found, or none is told of."""
    import psutil

    # Not every system that psutil knows has this, nor lets everybody ask.
    ask = getattr(psutil, "sensors_battery", None)
    try:
        found = None if ask is None else ask()
    except OSError:
        found = None
    if found is None:
        return None
    return Power(min(100.0, max(0.0, found.percent)), found.power_plugged)


def seconds_until_dark() -> int | None:
    """Return after how long without a key display or machine sleep: 0 for never, None if unknown.

    What is kept awake meanwhile is another matter.
    """
    try:
        if sys.platform == "win32":
            return _of_windows()
        if sys.platform == "darwin":
            return earliest_of_pmset(_answer("pmset", "-g"))
        return _of_linux()
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def earliest_of_pmset(answer: str) -> int | None:
    """Read what macOS says of the power source in use, in minutes."""
    found = re.findall(r"^\s*(?:display)?sleep\s+(\d+)", answer, re.MULTILINE)
    return _earliest([60 * int(minutes) for minutes in found])


def dark_of_xset(answer: str) -> int | None:
    """Read what an X server says of blanking by itself and of the display's power, in seconds."""
    blanks = re.findall(r"^\s*timeout:\s+(\d+)", answer, re.MULTILINE)
    powers = re.findall(r"(?:Standby|Suspend|Off):\s+(\d+)", answer)
    if "DPMS is Enabled" not in answer:
        powers = []
    return _earliest([int(seconds) for seconds in (*blanks, *powers)])


def _earliest(seconds: Sequence[int]) -> int | None:
    """Return the least of those that are not never; None where nothing was said."""
    if not seconds:
        return None
    return min((one for one in seconds if one > 0), default=0)


def _of_linux() -> int | None:
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "")
    if "GNOME" in desktop:
        dark = _setting("org.gnome.desktop.session", "idle-delay")
        power = read_power()
        source = "battery" if power is not None and power.plugged is False else "ac"
        group = "org.gnome.settings-daemon.plugins.power"
        sleeps = _answer("gsettings", "get", group, f"sleep-inactive-{source}-type")
        asleep = _setting(group, f"sleep-inactive-{source}-timeout")
        return _earliest([dark, 0 if "nothing" in sleeps else asleep])
    if os.environ.get("WAYLAND_DISPLAY") or not os.environ.get("DISPLAY"):
        return None
    found = dark_of_xset(_answer("xset", "q"))
    # A desktop may see to it by itself, and the server knows nothing of it.
    return None if desktop and not found else found


def _setting(group: str, name: str) -> int:
    return int(_answer("gsettings", "get", group, name).split()[-1])


def _answer(*command: str) -> str:
    """Return what a program of the system says; one of ours must not find our libraries."""
    environ = dict(os.environ)
    before = environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        environ["LD_LIBRARY_PATH"] = before
    return subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        errors="replace",
        env=environ,
        timeout=_PATIENCE_SECONDS,
    ).stdout


def _of_windows() -> int | None:
    power = read_power()
    on_battery = power is not None and power.plugged is False
    found = [_windows_seconds(*place, on_battery=on_battery) for place in (_SLEEP, _DISPLAY)]
    return _earliest([seconds for seconds in found if seconds is not None])


def _windows_seconds(group: str, setting: str, *, on_battery: bool) -> int | None:
    powers, system = ctypes.CDLL("powrprof.dll"), ctypes.CDLL("ole32.dll")

    def identifier(text: str) -> ctypes.Array[ctypes.c_char]:
        made = ctypes.create_string_buffer(16)
        if system.CLSIDFromString(ctypes.c_wchar_p(text), made):
            raise ValueError(text)
        return made

    scheme, seconds = ctypes.c_void_p(), ctypes.c_uint32()
    if powers.PowerGetActiveScheme(None, ctypes.byref(scheme)):
        return None
    read = powers.PowerReadDCValueIndex if on_battery else powers.PowerReadACValueIndex
    failed = read(None, scheme, identifier(group), identifier(setting), ctypes.byref(seconds))
    ctypes.CDLL("kernel32.dll").LocalFree(scheme)
    return None if failed else int(seconds.value)
