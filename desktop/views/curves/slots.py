"""Which indicator stands in which chart slot."""

from collections.abc import Sequence


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
