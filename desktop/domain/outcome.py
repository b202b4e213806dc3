"""What a run came to, in few numbers: lists sort by it without running anything."""

from dataclasses import dataclass

SUMMARY_YEARS = (2030, 2036)
"""Calendar years whose outcome is kept with a scenario."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Summarise one indicator in one calendar year, in the indicator's unit."""

    indicator: str
    year: int
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
