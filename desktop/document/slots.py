"""Which indicator stands in which chart slot."""

from collections.abc import Iterable, Sequence

from desktop.domain.indicator import Indicator
from desktop.domain.lever import Family

FIRST = (
    "homicide_rate",
    "irregular_encounters",
    "us_opioid_deaths",
    "us_mx_trade",
    "remittances",
    "cooperation_depth",
    "fdi_inflow",
    "arms_flow",
    "mx_fav_us",
)
"""What a desk nobody has arranged opens on: one of each family first, then what rooms ask for."""


def usual(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the order of a desk nobody has arranged; the others follow, measured ones first."""
    measured = {indicator.id: indicator.series is not None for indicator in indicators}
    first = [indicator for indicator in FIRST if indicator in measured]
    others = sorted((i for i in measured if i not in first), key=lambda i: not measured[i])
    return (*first, *others)


def of_family(indicators: Iterable[Indicator], family: Family) -> tuple[str, ...]:
    """Return the indicators of one family, measured ones first."""
    found = [indicator for indicator in indicators if indicator.family is family]
    return tuple(each.id for each in sorted(found, key=lambda each: each.series is None))


def slots(chosen: Sequence[str], all_indicators: Sequence[str]) -> tuple[str, ...]:
    """Return every indicator once: the chosen ones in their order, then the others."""
    return (*chosen, *(indicator for indicator in all_indicators if indicator not in chosen))


def put(
    chosen: Sequence[str], all_indicators: Sequence[str], slot: int, indicator: str, shown: int
) -> tuple[str, ...]:
    """Return the choice with an indicator in one slot; what stood there takes its old place.

    Only the `shown` first slots and the slots chosen before are part of the choice.
    """
    order = list(slots(chosen, all_indicators))
    old = order.index(indicator)
    order[slot], order[old] = order[old], order[slot]
    return tuple(order[: max(shown, len(chosen))])
