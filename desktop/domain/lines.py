"""One line of text that somebody writes: whether it shows anything, and how it is compared."""

import re
import unicodedata

INVISIBLE = (
    # Spaces and controls, soft hyphen.
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180b-\u180f\u3000\ufeff\ufff0-\ufffb"
    # Zero width, marks of direction, invisible operators.
    r"\u034f\u061c\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    # Letters and patterns that draw nothing.
    r"\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    # Marks that need a letter to stand on, and choices between its shapes.
    r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    r"\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0000-\U000e0fff"
)
"""Signs that show nothing by themselves, as a set of a regular expression of Python has them."""
_VISIBLE = re.compile(f"[^{INVISIBLE}]")
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}


def is_visible(text: str) -> bool:
    """Say whether there is anything to see in a text."""
    return _VISIBLE.search(text) is not None


def is_one_line(text: str) -> bool:
    """Say whether a text has no line break, no control and nothing that is no sign."""
    return all(unicodedata.category(character) not in _UNSEEN for character in text)


def is_line(text: str, most: int) -> bool:
    """Say whether a text is one line of so many characters at most, with something to see in it."""
    return is_visible(text) and len(text) <= most and is_one_line(text)


def name_key(name: str) -> str:
    """Return the name as it is compared: case, spacing and Unicode composition do not count."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


def bare_key(text: str) -> str:
    """Return a text as what people write by hand is compared: accents do not count either."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(bare.split())
