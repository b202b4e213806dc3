"""What the reference run of the evidence found, as `reference.csv` holds it."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

End = tuple[str, float]
"""A lever and one end of it."""

FILE = Path(__file__).with_name("reference.csv")

MOST = 2.0
"""Factor within which every cell is met; none departs by more."""
SMALL = 0.0025
"""Cells left empty lay under 0.001 of the indicator's level there, and lie under this here."""


@cache
def reference() -> Mapping[End, Mapping[str, float | None]]:
    """Return each indicator's change by lever and end; None where it was too small to print.

    Change of the mean of 2030 after a step in January 2025, median of paired differences.
    """
    table: dict[End, dict[str, float | None]] = {}
    with FILE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            end = row.pop("lever"), float(row.pop("end"))
            table[end] = {
                indicator: float(cell) if cell else None for indicator, cell in row.items()
            }
    return table
