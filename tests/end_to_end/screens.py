"""The screens people bring into a room, and the two languages they read.

    from tests.end_to_end.screens import Setting, every_setting

    @pytest.fixture(scope="module", params=every_setting())
    def hands(request, tmp_path_factory) -> Iterator[Hands]:
        setting: Setting = request.param
        with desk_on_screen(tmp_path_factory.mktemp("desk"), setting) as found:
            yield found

One setting is quick, the others are long. The desk opens as a first start does: nothing sizes its
window. `Hands.ask("where", …)` answers in the screen's pixels, whatever the scale.
"""

from dataclasses import dataclass

import pytest
from _pytest.mark.structures import ParameterSet

from desktop.domain.wording import LanguageCode


@dataclass(frozen=True)
class Setting:
    """A screen in its own pixels, how much larger than usual things are drawn, and a language."""

    width: int = 1600
    height: int = 1000
    scale: float = 1.0
    language: LanguageCode = "en"

    def __str__(self) -> str:
        enlarged = "" if self.scale == 1 else f"@{self.scale:.0%}"
        return f"{self.width}x{self.height}{enlarged}-{self.language}"


SCREENS = ((1024, 768, 1.0), (1366, 768, 1.0), (1440, 900, 1.0), (1920, 1080, 1.5))
LANGUAGES: tuple[LanguageCode, ...] = ("en", "es")
QUICK = Setting(1024, 768, 1.0, "es")
"""The smallest screen with the longest words."""
DESK, BEAMER = "1366/300x768/200+0+0", "1024/300x768/200+1366+0"
"""A screen for whoever works the desk and, to the right of it, a projector."""
BOTH = Setting(1366 + 1024, 768)


def every_setting() -> list[ParameterSet]:
    """Return each screen in each language as a parameter; all but one are long."""
    settings = [Setting(*screen, language) for screen in SCREENS for language in LANGUAGES]
    return [
        pytest.param(
            setting, id=str(setting), marks=() if setting == QUICK else (pytest.mark.long,)
        )
        for setting in settings
    ]
