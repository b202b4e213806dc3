"""Spanish, thirty per cent longer: what the next translation may ask of the layout."""

import re
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from desktop.domain.wording import Wording
from desktop.language.language import Language, load_language

LONGER = 0.3
_PIECES = re.compile(r"\{[^{}]*\}|[^\W\d_]+|.", re.DOTALL)


@cache
def longer(text: str) -> str:
    """Return a text with every word lengthened, so that it ends thirty per cent longer.

    Fields, figures and signs stay; so does the number of words, because that is what wraps.
    """
    made, owed = [], 0.0
    for piece in _PIECES.findall(text):
        made.append(piece)
        if piece[0].isalpha():
            owed += LONGER * len(piece)
            extra = int(owed)
            owed -= extra
            # Its own last letters once more: as wide as the word's letters are.
            tail = piece[len(piece) - extra :]
            made.append(tail if piece.isupper() else tail.lower())
    return "".join(made)


class _LongerCatalogue(NullTranslations):
    def __init__(self, inner: NullTranslations) -> None:
        super().__init__()
        self._inner = inner

    def gettext(self, message: str) -> str:
        return longer(self._inner.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(self._inner.ngettext(msgid1, msgid2, n))


class LongerLanguage(Language):
    """Lengthen what the catalogue and the model say."""

    def wording(self, wording: Wording) -> str:
        """Return a text of the model, lengthened."""
        return longer(Language.wording(self, wording))


def pseudo_spanish(resources: Path) -> Language:
    """Return the Spanish of the program, thirty per cent longer."""
    spanish = load_language("es", resources)
    return LongerLanguage("es", _LongerCatalogue(spanish._catalogue))
