"""Tables of text and numbers for other programs, in which text stays text.

A spreadsheet takes a cell that begins with `=` or one of its kin for a formula, also where the cell
was quoted; names and notes are what somebody typed, perhaps somebody else. In CSV and on the
clipboard such a text gets an apostrophe in front, by which spreadsheets mean text. Workbooks know
text cells: see `table`.
"""

import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | float | int
SIGNIFICANT_DIGITS = 9

_QUOTE = "'"
_TRIGGERS = frozenset("=+-@" + _QUOTE)
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_JOINERS = "\u200c\u200d"
"""What holds some emoji and Indic letters together."""
_UNSHOWN = "\ufffd"


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
    """Return the text that `text_cell` made a cell of."""
    return cell.removeprefix(_QUOTE)


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV: UTF-8, bare line feeds, numbers with a point and nine digits."""
    lines = (headings, *rows)
    return "".join(
        ",".join(_quoted(_plain(cell)) for cell in line) + "\n" for line in lines
    ).encode()


def tab_separated(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table for the clipboard: a line a row, tabs between cells, none inside."""
    lines = (headings, *rows)
    return "".join(
        "\t".join(" ".join(_plain(cell).split()) for cell in line) + "\n" for line in lines
    )


def visible(text: str) -> str:
    """Return a text that neither breaks its line nor speaks to the terminal it is printed on."""
    return "".join(sign if _is_visible(sign) else _UNSHOWN for sign in text)


def _is_visible(sign: str) -> bool:
    return sign.isprintable() or sign in _JOINERS or unicodedata.category(sign) == "Zs"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if sign in _JOINERS or unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _quoted(cell: str) -> str:
    # The csv module leaves a lone carriage return bare, and what follows it becomes a row.
    if any(sign in cell for sign in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return text_cell(cell)
    return f"{cell:.{SIGNIFICANT_DIGITS}g}" if isinstance(cell, float) else str(cell)
