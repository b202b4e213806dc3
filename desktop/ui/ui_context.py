"""What one window looks and speaks like."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QIcon

from desktop.charts.icons import icon
from desktop.charts.tokens import TOKENS, Theme, Tokens
from desktop.language.language import Language


@dataclass(frozen=True, slots=True)
class UiContext:
    """Hold a window's language and theme; each window has its own."""

    language: Language
    theme: Theme
    resources: Path

    @property
    def tokens(self) -> Tokens:
        """Return the colours of the theme."""
        return TOKENS[self.theme]

    def text(self, message: str, **fields: object) -> str:
        """Return a message in this window's language."""
        return self.language.text(message, **fields)

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """Return an icon in a colour, the main text's unless named."""
        return icon(name, colour or self.tokens.ink, self.resources)
