"""What the desk remembers of how its user shows things to a room."""

from desktop.charts.tokens import Theme
from desktop.domain.errors import VecinosError
from desktop.domain.prediction import check_teams
from desktop.domain.wording import LanguageCode

_SPOKEN: tuple[tuple[LanguageCode, ...], ...] = (("en",), ("es",), ("en", "es"), ("es", "en"))


class RoomPreferences:
    """Read and write the part of the preferences that is about the room.

    A value of the wrong kind counts as absent.
    """

    def __init__(self, values: dict[str, object]) -> None:
        """Work on the values of the preferences themselves."""
        self._values = values

    @property
    def languages(self) -> tuple[LanguageCode, ...]:
        """Return the room's languages, the first one first; none before anybody chose."""
        found = self._values.get("room_languages")
        return next((some for some in _SPOKEN if found == list(some)), ())

    @languages.setter
    def languages(self, languages: tuple[LanguageCode, ...]) -> None:
        self._values["room_languages"] = list(languages)

    @property
    def theme(self) -> Theme:
        """Return the room's theme; light unless chosen otherwise."""
        return Theme.DARK if self._values.get("room_theme") == Theme.DARK else Theme.LIGHT

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._values["room_theme"] = str(theme)

    @property
    def mirrored(self) -> bool:
        """Say whether the room sees the screen that the desk is on."""
        return self._values.get("room_mirrored") is True

    @mirrored.setter
    def mirrored(self, mirrored: bool) -> None:
        self._values["room_mirrored"] = mirrored

    @property
    def letters(self) -> bool:
        """Say whether letters give the operator's commands; at first they do."""
        return self._values.get("room_letters") is not False

    @letters.setter
    def letters(self, letters: bool) -> None:
        self._values["room_letters"] = letters

    @property
    def screen(self) -> str:
        """Return the key of the screen that the room was on last, empty where none was."""
        found = self._values.get("room_screen")
        return found if isinstance(found, str) else ""

    @screen.setter
    def screen(self, screen: str) -> None:
        self._values["room_screen"] = screen

    @property
    def teams(self) -> tuple[str, ...]:
        """Return the names of the teams that were asked last."""
        found = self._values.get("room_teams")
        names = found if isinstance(found, list) else []
        teams = tuple(name for name in names if isinstance(name, str))
        try:
            check_teams(teams)
        except VecinosError:
            return ()
        return teams

    @teams.setter
    def teams(self, teams: tuple[str, ...]) -> None:
        self._values["room_teams"] = list(teams)
