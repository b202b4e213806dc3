"""Two versions of the model side by side: what moved, the largest first."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from tests.golden.figures import Figures

TOLERANCE = 1e-6
"""Share of its size by which a figure may differ; they hold nine digits."""
NOTHING = 1e-3
"""Share of an indicator's own level under which a figure counts as of this size: what is left
of two large numbers that cancel is not known to six digits of itself."""
LISTED = 40


@dataclass(frozen=True, slots=True)
class Move:
    """Hold one figure that differs."""

    case: str
    indicator: str
    column: str
    old: float
    new: float
    level: float
    """What the indicator is in the status quo, taken over all columns."""

    @property
    def change(self) -> float:
        """Return the difference in the indicator's unit."""
        return self.new - self.old

    @property
    def size(self) -> float:
        """Return the difference as a share of what the indicator is."""
        return abs(self.change) / max(abs(self.old), abs(self.new), self.level)

    @property
    def meant(self) -> bool:
        """Say whether it is more than the last digits of sums in another order."""
        return abs(self.change) > TOLERANCE * max(
            abs(self.old), abs(self.new), NOTHING * self.level
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold what differs between two versions."""

    old_name: str
    new_name: str
    figures: int
    """Figures that both have."""
    moves: tuple[Move, ...]
    """The largest first."""
    only_old: tuple[str, ...]
    """Cases and indicators that only one of them has."""
    only_new: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Say whether nothing moved."""
        return not (self.moves or self.only_old or self.only_new)

    def lines(self, most: int = LISTED) -> Iterator[str]:
        """Word the comparison."""
        if self.same:
            yield (
                f"Nothing moved between {self.old_name} and {self.new_name}: "
                f"{self.figures:,} figures agree to {TOLERANCE:g} of their size."
            )
            return
        for name, only in ((self.old_name, self.only_old), (self.new_name, self.only_new)):
            if only:
                yield f"Only in {name}: {', '.join(only)}"
        if not self.moves:
            yield f"None of the {self.figures:,} figures that both have moved."
            return
        moved_in = len({move.case for move in self.moves})
        cases = "1 case" if moved_in == 1 else f"{moved_in} cases"
        yield f"{len(self.moves):,} of {self.figures:,} figures moved, in {cases}."
        yield ""
        yield from self._by_indicator()
        yield ""
        yield from self._listed(self.moves[:most])
        if len(self.moves) > most:
            yield f"… and {len(self.moves) - most:,} smaller ones."

    def _by_indicator(self) -> Iterator[str]:
        yield f"{'indicator':<26}{'moved':>7}{'largest':>11}   where"
        largest: dict[str, Move] = {}
        counts: dict[str, int] = {}
        for move in self.moves:
            largest.setdefault(move.indicator, move)
            counts[move.indicator] = counts.get(move.indicator, 0) + 1
        for indicator, move in largest.items():
            yield (
                f"{indicator:<26}{counts[indicator]:>7,}{_percent(move):>11}"
                f"   {move.case}, {move.column}"
            )

    def _listed(self, moves: tuple[Move, ...]) -> Iterator[str]:
        case = max((len(move.case) for move in moves), default=0) + 2
        yield (
            f"{'case':<{case}}{'indicator':<26}{'at':<10}"
            f"{self.old_name[-14:]:>15}{self.new_name[-14:]:>15}{'change':>13}{'share':>11}"
        )
        for move in moves:
            yield (
                f"{move.case:<{case}}{move.indicator:<26}{move.column:<10}"
                f"{move.old:>15,.6g}{move.new:>15,.6g}{move.change:>+13,.4g}{_percent(move):>11}"
            )

    def write(self, file: TextIO) -> None:
        """Write every move as CSV."""
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["case", "indicator", "at", self.old_name, self.new_name, "change", "share"])
        for move in self.moves:
            figures = (move.old, move.new, move.change, move.size)
            table.writerow(
                [move.case, move.indicator, move.column, *(f"{value:.9g}" for value in figures)]
            )


def _percent(move: Move) -> str:
    """Word the share: of the old figure, or of the indicator's level where that is larger."""
    share = 100 * move.change / max(abs(move.old), abs(move.new), move.level)
    return f"{share:+.2g} %"


def compare(old: Figures, new: Figures, old_name: str, new_name: str) -> Comparison:
    """Hold the figures of one version against another's."""
    levels = _levels(new) | _levels(old)
    moves = []
    figures = 0
    for key in old.keys() & new.keys():
        for column in old[key].keys() & new[key].keys():
            figures += 1
            move = Move(*key, column, old[key][column], new[key][column], levels[key[1]])
            if move.meant:
                moves.append(move)
    moves.sort(key=lambda move: (-move.size, move.case, move.indicator, move.column))
    return Comparison(old_name, new_name, figures, tuple(moves), _only(old, new), _only(new, old))


def _levels(figures: Figures) -> dict[str, float]:
    """Return each indicator's mean size in the status quo."""
    found: dict[str, float] = {}
    for (case, indicator), row in figures.items():
        if case == "status_quo":
            found[indicator] = sum(map(abs, row.values())) / len(row)
    return found


def _only(these: Figures, those: Figures) -> tuple[str, ...]:
    """Return the cases, indicators and columns that the other version does not have."""
    return tuple(
        name
        for part in (_cases, _indicators, _columns)
        for name in part(these)
        if name not in part(those)
    )


def _cases(figures: Figures) -> Mapping[str, None]:
    return dict.fromkeys(case for case, _ in figures)


def _indicators(figures: Figures) -> Mapping[str, None]:
    return dict.fromkeys(indicator for _, indicator in figures)


def _columns(figures: Figures) -> Mapping[str, None]:
    return dict.fromkeys(column for row in figures.values() for column in row)
