"""Texts in cells of CSV, so that they stay text and come back.

A spreadsheet takes a cell that begins with `=` or one of its kin for a formula, also where the cell
was quoted; names and notes are what somebody typed, perhaps somebody else. Such a text gets an
apostrophe in front, by which spreadsheets mean text.
"""

import unicodedata

_QUOTE = "'"
_TRIGGERS = frozenset("=+-@" + _QUOTE)
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def acts(text: str) -> bool:
    """Say whether a spreadsheet might take a text for a formula, or drop how it begins.

    Full-width and small forms count like the signs they stand for, and what is not seen before
    them does not count: some programs skip it.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for sign in text:
        if unicodedata.category(sign) not in _INVISIBLE:
            return unicodedata.normalize("NFKC", sign)[:1] in _TRIGGERS
    return False


def text_cell(text: str) -> str:
    """Return a text as a cell of CSV may hold it; `text_of` takes it back."""
    return _QUOTE + text if acts(text) else text


def text_of(cell: str) -> str:
    """Return the text that `text_cell` made a cell of; an apostrophe of somebody's own stays."""
    text = cell.removeprefix(_QUOTE)
    return text if acts(text) else cell
