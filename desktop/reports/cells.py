"""Tables of text and numbers for other programs, in which text stays text.

In CSV and on the clipboard what a spreadsheet might take for a formula is marked as text: see
`text_cells`. Workbooks know text cells: see `table`.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from desktop.domain.text_cells import text_cell

Cell = str | float | int
SIGNIFICANT_DIGITS = 9

_JOINERS = "\u200c\u200d"
"""What holds some emoji and Indic letters together."""
_UNSHOWN = "\ufffd"


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
