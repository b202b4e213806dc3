"""What the room's window speaks and looks like, apart from the desk."""

from contextlib import suppress

from desktop.bridge.room_preferences import RoomPreferences
from desktop.charts.tokens import Theme, Tokens
from desktop.domain.errors import MissingResourceError
from desktop.domain.wording import LanguageCode
from desktop.language.language import Language, load_language
from desktop.ui.ui_context import UiContext


class RoomWear:
    """Read languages and theme of the room from the preferences, and change them there."""

    def __init__(self, preferences: RoomPreferences, desk: UiContext) -> None:
        """Begin with what was chosen before, else with the language of the `desk`."""
        self._preferences = preferences
        self.desk = desk

    @property
    def languages(self) -> tuple[LanguageCode, ...]:
        """Return one language or two, the first one first."""
        return self._preferences.languages or (self.desk.language.code,)

    @property
    def _spoken(self) -> tuple[Language, ...]:
        """Return the languages whose catalogues are there, at least the desk's own."""
        found = []
        for code in self.languages:
            with suppress(MissingResourceError):
                found.append(load_language(code, self.desk.resources))
        return tuple(found) or (self.desk.language,)

    @property
    def look(self) -> UiContext:
        """Return the room's first language with its theme."""
        return UiContext(self._spoken[0], self._preferences.theme, self.desk.resources)

    def choose_languages(self, place: int) -> None:
        """Speak English (0), Spanish (1) or both (2): then what was spoken comes first."""
        now = self.languages[0]
        other: LanguageCode = "es" if now == "en" else "en"
        choices: tuple[tuple[LanguageCode, ...], ...] = (("en",), ("es",), (now, other))
        self._preferences.languages = choices[place]

    def turn_theme(self) -> None:
        """Take the other theme."""
        dark = self._preferences.theme is Theme.DARK
        self._preferences.theme = Theme.LIGHT if dark else Theme.DARK

    def hint(self) -> tuple[str, Tokens]:
        """Return how one gets back to the desk, in every language of the room, and its colors."""
        lines = (language.text("room.back_to_desk") for language in self._spoken)
        return "\n".join(lines), self.look.tokens
