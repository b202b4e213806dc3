"""A screen, a window manager and a pair of hands for a desk in another process."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.screens import Setting
from tests.homes import home

PATIENCE = 30.0
"""Seconds to wait for the desk to answer or settle; machines are shared."""
OVER_THE_LEVERS = 500
"""A height on the screen at which levers lie."""
WHEEL_UP, WHEEL_DOWN = 4, 5
"""The buttons by which X tells that the wheel was turned away from one and towards one."""
TOOLS = ("Xvfb", "openbox", "xdotool", "xrandr")


def require_tools() -> None:
    """Fail, by name, when a tool is not installed."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    assert not missing, f"not installed: {', '.join(missing)} (see debian-packages.txt)"


@contextmanager
def screen(width: int = 1600, height: int = 1000) -> Iterator[dict[str, str]]:
    """Start a screen with a window manager; yield the environment that programs find it by."""
    require_tools()
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            f"{width}x{height}x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        assert select.select([reading], [], [], PATIENCE)[0], "the screen did not start"
        number = os.read(reading, 16).decode().strip()
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        manager = subprocess.Popen(
            ["openbox"], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        try:
            yield environment
        finally:
            manager.terminate()
            manager.wait(PATIENCE)
    finally:
        os.close(reading)
        server.terminate()
        server.wait(PATIENCE)


class Hands:
    """Move the mouse and press keys through xdotool, ask the desk what it shows."""

    def __init__(self, environment: dict[str, str], desk: subprocess.Popen[str]) -> None:
        self._environment = environment
        self._desk = desk

    def ask(self, *words: object) -> object:
        """Ask the desk one question."""
        assert self._desk.stdin is not None
        assert self._desk.stdout is not None
        self._desk.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self._desk.stdin.flush()
        assert select.select([self._desk.stdout], [], [], PATIENCE)[0], f"no answer to {words}"
        line = self._desk.stdout.readline()
        assert line, f"the desk ended at {words}"
        answer: object = json.loads(line)
        return answer

    def where(self, lever: str, value: float) -> tuple[int, int]:
        """Return the place on the screen of a value on a lever's track."""
        place = self.ask("where", lever, value)
        assert isinstance(place, list)
        return place[0], place[1]

    def scroll_to(self, lever: str) -> None:
        """Turn the wheel over the levers until the whole row is to be seen."""
        ends = time.monotonic() + PATIENCE
        while not self.ask("in_sight", lever):
            assert time.monotonic() < ends, f"never in sight: {lever}"
            across, down = self.where(lever, 0)
            turn = WHEEL_DOWN if down > OVER_THE_LEVERS else WHEEL_UP
            self.do("mousemove", across, OVER_THE_LEVERS, "click", turn)

    def do(self, *words: object) -> None:
        """Run one xdotool command line."""
        subprocess.run(
            ["xdotool", *(str(word) for word in words)],
            env=self._environment,
            check=True,
            timeout=PATIENCE,
        )

    def drag(self, lever: str, value: float) -> None:
        """Drag a lever from where it stands to a value, and wait for the curves."""
        self.scroll_to(lever)
        now = self.ask("value", lever)
        assert isinstance(now, float)
        self.do("mousemove", *self.where(lever, now), "mousedown", 1)
        self.do("mousemove", *self.where(lever, (now + value) / 2))
        self.do("mousemove", *self.where(lever, value), "mouseup", 1)
        self.rest()

    def plug(self, name: str, place: str, output: str = "none") -> None:
        """Make a part of the screen a monitor of its own."""
        self._xrandr("--setmonitor", name, place, output)

    def unplug(self, name: str) -> None:
        """Take a monitor away."""
        self._xrandr("--delmonitor", name)

    def _xrandr(self, *words: str) -> None:
        subprocess.run(["xrandr", *words], env=self._environment, check=True, timeout=PATIENCE)

    @property
    def open(self) -> list[str]:
        """Return what stands open over the desk."""
        found = self.ask("open")
        assert isinstance(found, list)
        return found

    def go_home(self) -> None:
        """Put away whatever is open, as a person would."""
        self.until(self._put_away, "the desk alone")

    def _put_away(self) -> bool:
        found = self.open
        if "RoomWindow" in found:
            # Over the desk, and maybe a menu over it.
            self.key("Escape")
            return False
        for bar in ("NoticeBar", "FailureBanner"):
            if bar in found:
                self.press("notice.close")
        if "ExplainPanel" in found:
            self.press("explain.hide")
        if "PresenterBar" in found:
            self.press("room.end")
        if found == ["PlayBar"]:
            self.press("conduct.to_page")
            self.press("conduct.more_commands")
            self.choose("conduct.leave")
            return False
        if set(found) - {"NoticeBar", "FailureBanner", "ExplainPanel", "PresenterBar", "PlayBar"}:
            self.key("Escape")
        return not found

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.do("key", *keys)

    def click(self, place: object, button: int = 1) -> None:
        """Press and let go at a place the desk named."""
        assert isinstance(place, (list, tuple)), "there is no such place"
        self.do("mousemove", place[0], place[1], "click", button)

    def click_right(self, place: object) -> None:
        """Ask for the menu of a place; from elsewhere, so that it is no double click."""
        aside = self.ask("outside")
        assert isinstance(aside, list)
        self.do("mousemove", *aside)
        self.click(place, 3)

    @property
    def at_desk(self) -> bool:
        """Say whether nothing lies over the desk; a wide one has a card beside its charts."""
        return set(self.open) <= {"ExplainPanel"}

    def found(self, *words: object) -> list[int]:
        """Ask for a place until it is there."""
        places: list[list[int]] = []

        def there() -> bool:
            place = self.ask(*words)
            if isinstance(place, list):
                places.append(place)
            return bool(places)

        self.until(there, " ".join(map(str, words)))
        return places[0]

    def press(self, message: str, *values: str) -> None:
        """Click the button that a message words."""
        self.click(self.found("button", message, *values))

    def choose(self, message: str, *values: str) -> None:
        """Click the entry that a message words, in a menu that is open."""
        self.click(self.found("entry", message, *values))

    def until(self, met: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait until something is so, for so many seconds at most; fail naming it."""
        ends = time.monotonic() + patience
        while not met():
            assert time.monotonic() < ends, f"never came: {what}"
            time.sleep(0.02)

    def rest(self) -> None:
        """Wait until nothing runs, moves or waits to, and the last edit is kept."""
        self.until(
            lambda: bool(self.ask("ready")) and self.ask("state") == "SAVED", "the desk at rest"
        )

    def picture(self, part: str, path: Path, lever: str) -> bytes:
        """Take a part of the screen; return the picture's bytes."""
        assert self.ask("picture", part, path, lever)
        return path.read_bytes()


@contextmanager
def desk_on_screen(
    folder: Path,
    setting: Setting = Setting(),  # noqa: B008 - frozen
    *,
    greets: bool = False,
) -> Iterator[Hands]:
    """Start the desk over an empty library on a screen of its own; `greets` as at a first start."""
    with screen(setting.width, setting.height) as environment:
        environment["QT_SCALE_FACTOR"] = str(setting.scale)
        library = str(folder / "library.vecinos")
        desk = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.end_to_end.desk_under_test"),
                *(library, setting.language, *(["greets"] if greets else [])),
            ],
            env={**environment, **home(folder / "home")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        hands = Hands(environment, desk)
        try:
            hands.rest()
            yield hands
        finally:
            assert desk.stdin is not None
            desk.stdin.close()
            desk.wait(PATIENCE)
            if desk.stdout is not None:
                desk.stdout.close()
