"""How many members of a run lie on the wanted side of a target line."""

from desktop.engine.results.projection import FloatArray


def share_meeting(values: FloatArray, line: float, *, at_least: bool) -> float:
    """Return the share of members, 0 to 1, whose value lies on the line or on its wanted side.

    `values` are those of one indicator at one step, (MEMBER,), in the unit of the line. They are
    counted one by one: a percentile says nothing of a line between two of them.
    """
    met = values >= line if at_least else values <= line
    return float(met.mean())
