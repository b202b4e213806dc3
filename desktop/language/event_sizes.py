"""How large an event is, in words: only where it has another size than the model gives it."""

from desktop.language.language import Language

USUAL = 1.0
NAMED = {0.5: "half", USUAL: "usual", 2.0: "double", 3.0: "triple"}
"""Sizes that have a name: the end of its message id, `events.size_…`."""


def size_words(size: float, language: Language) -> str:
    """Return a size in words: `half size`, or `size 0.75`."""
    name = NAMED.get(size)
    if name is None:
        return language.text("events.size", size=language.exactly(size))
    return language.text(f"events.size_{name}")


def size_mark(size: float, language: Language) -> str:
    """Return a size as it stands beside a mark."""
    return language.text("events.size_mark", size=language.exactly(size))


def sized(words: str, size: float, language: Language) -> str:
    """Return an event's name or month with its size behind it, unless that is the usual one."""
    if size == USUAL:
        return words
    return language.text("events.sized", event=words, size=size_words(size, language))
