"""Tables for the clipboard."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from desktop.reports.cells import Cell, tab_separated


def table_data(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], sentence: str = ""
) -> QMimeData:
    """Return a table as text with tabs and as HTML, for documents and spreadsheets alike.

    A sentence stands above it; without headings it stands alone.

    Nothing in it becomes a formula: a text that could gets an apostrophe in front.
    """
    text = tab_separated(headings, rows)
    lines = [line.split("\t") for line in text.splitlines()]
    marked = (
        "".join(f"<{cell}>{escape(word)}</{cell}>" for word in line)
        for cell, line in zip(["th", *["td"] * len(rows)], lines, strict=True)
    )
    html = "<table>" + "".join(f"<tr>{row}</tr>" for row in marked) + "</table>"
    if not headings:
        text = html = ""
    if sentence:
        text, html = f"{sentence}\n{text}", f"<p>{escape(sentence)}</p>{html}"
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    return data
