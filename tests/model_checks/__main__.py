"""Every check of the built model and every mutant of it: `python -m tests.model_checks`.

Prints one line a group and a closing line; exits 1 unless all predicates held and all mutants were
caught.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap
from typing import TextIO

import pytest

FOLDER = Path(__file__).parent
INDENT = " " * 4

GROUPS = {
    "test_isolated_links": "links, each alone",
    "test_evidence": "rows of the evidence",
    "test_claims": "claims",
    "test_lever_space": "lever space",
    "test_levers": "levers against the reference run",
    "test_lever_effects": "largest effects of each lever",
    "test_behaviours": "behaviors and natural experiments",
    "test_border_2019": "the border of 2019",
    "test_cooperation": "cooperation and force",
    "test_loops": "loops of politics and migration",
    "test_loops_security": "loops of security and drugs",
    "test_trade_loops": "loops of trade and investment",
    "test_loop_strength": "which loops matter",
    "test_security": "support, vetted units, counts",
    "test_events": "events",
    "test_random_play": "random play",
    "test_start": "start, by family",
    "test_standstill": "start and standstill",
    "test_uncertainty": "bands",
    "test_presets": "example packages",
    "test_replies": "likely replies",
    "test_exercises": "goals of exercises",
    "test_assumption_sets": "assumption sets",
    "test_units": "units",
    "test_pysd": "a second engine",
    "test_simlin": "a third engine",
    "test_tally": "this report",
}
"""What the modules of this folder check, in the order in which they are told."""


@dataclass
class Count:
    """Count what a group found."""

    predicates: int = 0
    held: int = 0
    mutants: int = 0
    caught: int = 0
    seconds: float = 0.0
    notes: list[tuple[str, object]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Say whether all of it is as it should be."""
        return self.held == self.predicates and self.caught == self.mutants

    def line(self, name: str) -> str:
        """Word what the group found."""
        mutants = f"{self.caught} of {self.mutants} mutants caught" if self.mutants else ""
        mark = " " if self.whole else "!"
        return (
            f"{mark} {name:<36}{f'{self.held} of {self.predicates} held':<22}"
            f"{mutants:<30}{self.seconds:6.1f} s"
        )


class Tally:
    """Count the tests of each module, mutants apart from predicates; tell each as it ends."""

    def __init__(self, out: TextIO) -> None:
        self.groups: dict[str, Count] = {}
        self.failures: list[tuple[str, str]] = []
        self._out = out
        self._now = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = Path(report.nodeid.partition("::")[0]).stem
        if group != self._now:
            self.tell()
            self._now = group
        count = self.groups.setdefault(group, Count())
        count.seconds += report.duration
        if report.when == "call" or not report.passed:
            if "mutant" in report.keywords:
                count.mutants += 1
                count.caught += report.passed
            else:
                count.predicates += 1
                count.held += report.passed
            count.notes += report.user_properties
        if not report.passed:
            self.failures.append((report.nodeid.partition("::")[2], report.longreprtext))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failures.append((report.nodeid, report.longreprtext))

    def tell(self) -> None:
        """Print the group that has just ended."""
        if self._now:
            count = self.groups[self._now]
            self._out.write(count.line(GROUPS.get(self._now, self._now)) + "\n")
            # A no-break space, so that no name is parted from its number.
            notes = ", ".join(f"{note}\u00a0{value}" for note, value in count.notes)
            if notes:
                lines = wrap(notes, 96, initial_indent=INDENT, subsequent_indent=INDENT)
                self._out.write("\n".join(lines).replace("\u00a0", " ") + "\n")
            self._out.flush()

    @property
    def total(self) -> Count:
        """Return what all groups found."""
        every = Count()
        for count in self.groups.values():
            every.predicates += count.predicates
            every.held += count.held
            every.mutants += count.mutants
            every.caught += count.caught
        return every

    @property
    def whole(self) -> bool:
        """Say whether there was something to check and all of it is as it should be."""
        return bool(self.groups) and self.total.whole and not self.failures


def closing(every: Count, seconds: float) -> str:
    """Word the whole run."""
    minutes, rest = divmod(round(seconds), 60)
    return (
        f"{every.held} of {every.predicates} predicates held, "
        f"{every.caught} of {every.mutants} mutants were caught, in {minutes} min {rest} s."
    )


def files() -> list[str]:
    """Return the modules of this folder in the order in which they are told."""
    names = [*GROUPS, *sorted(path.stem for path in FOLDER.glob("test_*.py"))]
    return [str(FOLDER / f"{name}.py") for name in dict.fromkeys(names)]


def main(arguments: Sequence[str] = ()) -> int:
    """Run the checks of this folder, long ones too; more arguments go to pytest."""
    tally = Tally(sys.stdout)
    started = time.perf_counter()
    quiet = ["-p", "no:terminal", "-p", "no:randomly", "--hypothesis-profile=ci"]
    code = pytest.main([*files(), *quiet, *arguments], plugins=[tally])
    tally.tell()
    for name, text in tally.failures:
        sys.stdout.write(f"\n{name}\n{text}\n")
    sys.stdout.write(closing(tally.total, time.perf_counter() - started) + "\n")
    return 0 if tally.whole and code == pytest.ExitCode.OK else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
