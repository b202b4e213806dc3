"""Every check of the built model and every mutant of it: `python -m tests.checks`.

Prints one line a group and a closing line; exits 1 unless all predicates held and all mutants were
caught.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent

GROUPS = {
    "test_isolated_links": "links, each alone",
    "test_evidence": "rows of the evidence",
    "test_claims": "claims",
    "test_lever_space": "lever space",
    "test_levers": "levers against the reference run",
    "test_lever_effects": "largest effects of each lever",
    "test_behaviours": "behaviors and natural experiments",
    "test_loops": "loops of politics and migration",
    "test_loops_security": "loops of security and drugs",
    "test_trade_loops": "loops of trade and investment",
    "test_events": "events",
    "test_random_play": "random play",
    "test_start": "start, by family",
    "test_standstill": "start and standstill",
    "test_uncertainty": "bands",
    "test_presets": "example packages",
    "test_replies": "likely replies",
    "test_units": "units",
    "test_pysd": "a second engine",
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
    """Count the tests of each module, mutants apart from predicates; keep what failed."""

    def __init__(self) -> None:
        self.groups: dict[str, Count] = {}
        self.failures: list[tuple[str, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = Path(report.nodeid.partition("::")[0]).stem
        count = self.groups.setdefault(group, Count())
        count.seconds += report.duration
        passed = report.passed
        if report.when == "call" or not passed:
            if "mutant" in report.keywords:
                count.mutants += 1
                count.caught += passed
            else:
                count.predicates += 1
                count.held += passed
            count.notes += report.user_properties
        if not passed:
            self.failures.append((report.nodeid.partition("::")[2], report.longreprtext))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failures.append((report.nodeid, report.longreprtext))


def told(tally: Tally, seconds: float) -> str:
    """Word the whole run."""
    order = [*GROUPS, *(name for name in tally.groups if name not in GROUPS)]
    lines = []
    for name in order:
        count = tally.groups.get(name)
        if count is None:
            continue
        lines.append(count.line(GROUPS.get(name, name)))
        lines += [f"      {note:<40}{value:>8}" for note, value in count.notes]
    every = Count()
    for count in tally.groups.values():
        every.predicates += count.predicates
        every.held += count.held
        every.mutants += count.mutants
        every.caught += count.caught
    minutes, rest = divmod(round(seconds), 60)
    lines.append(
        f"{every.held} of {every.predicates} predicates held, "
        f"{every.caught} of {every.mutants} mutants were caught, in {minutes} min {rest} s."
    )
    return "\n".join(lines)


def main(arguments: Sequence[str] = ()) -> int:
    """Run the checks of this folder, long ones too; more arguments go to pytest."""
    tally = Tally()
    started = time.perf_counter()
    quiet = ["-p", "no:terminal", "-p", "no:randomly", "--hypothesis-profile=ci"]
    code = pytest.main([str(FOLDER), *quiet, *arguments], plugins=[tally])
    for name, text in tally.failures:
        sys.stderr.write(f"{name}\n{text}\n\n")
    sys.stdout.write(told(tally, time.perf_counter() - started) + "\n")
    counts = tally.groups.values()
    whole = bool(counts) and all(count.whole for count in counts) and not tally.failures
    return 0 if whole and code == pytest.ExitCode.OK else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
