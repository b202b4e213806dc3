"""What the desk remembers about its user: a small JSON file, written whole or not at all."""

import json
from pathlib import Path

from platformdirs import user_config_path

from db import discard, make_folder, put_in_place, written_beside
from desktop.bridge.errors import PreferencesDamagedError, PreferencesNotSavedError
from desktop.bridge.habits import Habits
from desktop.bridge.room_preferences import RoomPreferences
from desktop.charts.tokens import Theme
from desktop.domain.wording import LanguageCode

FILE_NAME = "preferences.json"
CHART_COUNTS = (1, 2, 4, 6, 9)
MOST_RECENT = 8
"""Libraries that the menu offers to open again."""
_OF_PEOPLE = ("play_drafts", "open_play", "recent", "folder", "found")


def preferences_file() -> Path:
    """Return where this user's preferences are kept."""
    return user_config_path("vecinos", appauthor=False) / FILE_NAME


class Preferences:
    """Hold theme, language, window and last library; `save` keeps them.

    A value of the wrong kind counts as absent. Keys that this version does not know are kept as
    they stand. A file that is not JSON at all is put aside on the next save and `damage` says so.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read the file if there is one; without a path, remember nothing beyond this run."""
        self._path = path
        self._values: dict[str, object] = {}
        self.damage: PreferencesDamagedError | None = None
        if path is not None:
            self._read(path)
        self.room = RoomPreferences(self._values)
        self.habits = Habits(self._values)

    def _read(self, path: Path) -> None:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            self._values = found
        else:
            self.damage = PreferencesDamagedError(path=path, kept=self._aside(path))

    @staticmethod
    def _aside(path: Path) -> Path:
        return path.with_name(f"{path.stem}.damaged{path.suffix}")

    def save(self) -> None:
        """Write the file in one move; raise PreferencesNotSavedError and leave the old one."""
        if self._path is None:
            return
        text = json.dumps(self._values, ensure_ascii=False, indent=2) + "\n"
        try:
            make_folder(self._path.parent)
            with written_beside(self._path) as fresh:
                # It names files of this person, whom others of the system need not know.
                fresh.touch(mode=0o600)
                fresh.write_text(text, encoding="utf-8", newline="\n")
                if self.damage is not None:
                    put_in_place(self._path, self._aside(self._path))
                    self.damage = None
        except OSError as failure:
            raise PreferencesNotSavedError(path=self._path) from failure

    @property
    def theme(self) -> Theme:
        """Return the colour theme; light unless chosen otherwise."""
        return Theme.DARK if self._values.get("theme") == Theme.DARK else Theme.LIGHT

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._values["theme"] = str(theme)

    @property
    def language(self) -> LanguageCode | None:
        """Return the language of the desk, None before anybody chose one."""
        found = self._values.get("language")
        if found == "en":
            return "en"
        return "es" if found == "es" else None

    @language.setter
    def language(self, code: LanguageCode) -> None:
        self._values["language"] = code

    @property
    def chart_count(self) -> int:
        """Return how many charts the grid shows where there is room; six at first."""
        found = self._values.get("chart_count")
        return found if type(found) is int and found in CHART_COUNTS else 6

    @chart_count.setter
    def chart_count(self, count: int) -> None:
        self._values["chart_count"] = count

    @property
    def greeted(self) -> bool:
        """Say whether the greeting of the first start was shown."""
        return self._values.get("greeted") is True

    @greeted.setter
    def greeted(self, greeted: bool) -> None:
        self._values["greeted"] = greeted

    @property
    def geometry(self) -> str | None:
        """Return the window's place and size as Qt wrote it, in base 64."""
        return self._text("geometry")

    @geometry.setter
    def geometry(self, geometry: str) -> None:
        self._values["geometry"] = geometry

    @property
    def lever_width(self) -> int | None:
        """Return the width of the lever panel in logical pixels."""
        found = self._values.get("lever_width")
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    @lever_width.setter
    def lever_width(self, width: int) -> None:
        self._values["lever_width"] = width

    @property
    def explanation(self) -> bool:
        """Return whether the explanation stands beside the charts where there is room; at first."""
        return self._values.get("explanation") is not False

    @explanation.setter
    def explanation(self, explanation: bool) -> None:
        self._values["explanation"] = explanation

    @property
    def library(self) -> str | None:
        """Return the file or address of the library that was open last."""
        return self._text("library")

    @library.setter
    def library(self, location: str) -> None:
        self._values["library"] = location

    @property
    def recent(self) -> tuple[str, ...]:
        """Return the libraries that were open, the last first."""
        found = self._values.get("recent")
        if not isinstance(found, list):
            return ()
        return tuple(one for one in found if isinstance(one, str))[:MOST_RECENT]

    def remember(self, location: str) -> None:
        """Put a library first among those that were open."""
        rest = [one for one in self.recent if one != location]
        self._values["recent"] = [location, *rest][:MOST_RECENT]

    def has_opened(self, location: Path) -> bool:
        """Say whether this library was open lately, under whatever suffix it had then."""
        return any(Path(one).with_suffix("") == location.with_suffix("") for one in self.recent)

    @property
    def folder(self) -> str | None:
        """Return the folder in which a file was chosen last."""
        return self._text("folder")

    @folder.setter
    def folder(self, folder: str) -> None:
        self._values["folder"] = folder

    @property
    def still(self) -> bool | None:
        """Return whether animations are off; None leaves it to the system."""
        found = self._values.get("still")
        return found if isinstance(found, bool) else None

    @still.setter
    def still(self, still: bool) -> None:
        self._values["still"] = still

    @property
    def open_play(self) -> tuple[str, int, str] | None:
        """Return the play that was open last and not left: its library, its id and its name."""
        match self._values.get("open_play"):
            case [str(location), int(play), str(name)]:
                return location, play, name
        return None

    @open_play.setter
    def open_play(self, play: tuple[str, int, str] | None) -> None:
        self._values["open_play"] = None if play is None else list(play)

    def play_draft(self, place: str) -> str:
        """Return what was typed in a place of a play and not entered yet."""
        found = self._drafts().get(place)
        return found if isinstance(found, str) else ""

    def set_play_draft(self, place: str, text: str) -> None:
        """Remember what is typed there; nothing typed is nothing remembered."""
        drafts = {key: value for key, value in self._drafts().items() if key != place}
        if text:
            drafts[place] = text
        self._values["play_drafts"] = drafts

    def forget(self) -> bool:
        """Forget what was typed and not entered, and which files were open; say if anything was.

        A file that is not JSON, or was put aside for that, goes. Raises PreferencesNotSavedError.
        """
        found = self.damage is not None
        for key in _OF_PEOPLE:
            found = bool(self._values.pop(key, None)) or found
        if self._path is None:
            return found
        try:
            found = self._aside(self._path).exists() or found
            discard(self._aside(self._path))
            if self.damage is not None:
                discard(self._path)
                self.damage = None
        except OSError as failure:
            raise PreferencesNotSavedError(path=self._path) from failure
        if found:
            self.save()
        return found

    def _drafts(self) -> dict[str, object]:
        found = self._values.get("play_drafts")
        return found if isinstance(found, dict) else {}

    def _text(self, key: str) -> str | None:
        found = self._values.get(key)
        return found if isinstance(found, str) else None
