"""How many charts fit, and in how many columns."""

from dataclasses import dataclass

COUNTS = (1, 2, 4, 6, 9)
SMALLEST_WIDTH = 300
SMALLEST_HEIGHT = 180
GAP = 8
WIDE = 1180
"""Six charts stand three abreast above this width of the centre."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Lay charts out in rows and columns."""

    count: int
    rows: int
    columns: int


def _columns(count: int, width: int, height: int) -> int:
    if count == 1:
        return 1
    if count == 2:
        return 1 if height >= 2 * SMALLEST_HEIGHT + GAP and width < WIDE else 2
    if count == 6:
        return 3 if width > WIDE else 2
    return 3 if count == 9 else 2


def arrange(count: int, width: int, height: int) -> Arrangement:
    """Return the layout of that many charts, whether they fit or not."""
    columns = _columns(count, width, height)
    return Arrangement(count, -(-count // columns), columns)


def fits(count: int, width: int, height: int) -> bool:
    """Say whether that many cards of the smallest size fit into width × height."""
    found = arrange(count, width, height)
    needed_width = found.columns * SMALLEST_WIDTH + (found.columns - 1) * GAP
    needed_height = found.rows * SMALLEST_HEIGHT + (found.rows - 1) * GAP
    return needed_width <= width and needed_height <= height


def best(preferred: int, width: int, height: int) -> Arrangement:
    """Return the largest layout up to the preferred one that fits; one chart always shows."""
    chosen = max(
        (n for n in COUNTS if n <= preferred and fits(n, width, height)), default=COUNTS[0]
    )
    return arrange(chosen, width, height)


def places_for(charts: int) -> int:
    """Return the least number of places that has one for each of so many charts, or the most."""
    return next((count for count in COUNTS if count >= charts), COUNTS[-1])
