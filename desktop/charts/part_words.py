"""How a change divides, in words: what moved, mainly through whom, and a line for each part."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.charts.room_headline import room_value
from desktop.charts.stressed import Run, runs_of, strong
from desktop.domain.indicator import Change
from desktop.domain.parts import Part, Parts, PlayerKind
from desktop.domain.play.entries import FACILITATOR
from desktop.domain.prediction import Direction, direction_of, told
from desktop.language.language import Language

_NEAR = 0.8
"""A part of at least this share of the largest is named with it."""
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class PartLine:
    """Hold one part as it is printed, in tenths; all lines add up to the printed change."""

    part: Part | None
    """None is what came anyway."""
    total: float
    own: float

    @property
    def interaction(self) -> float:
        """Return the rest of the total, in tenths too."""
        return round(self.total - self.own, 1)


def part_lines(parts: Parts) -> tuple[PartLine, ...]:
    """Return the parts as they are printed, what came anyway last."""
    values = [one.total for one in parts.parts]
    anyway = parts.since is not None
    if anyway:
        values.append(parts.anyway)
    totals = adding_up(values, told(parts.change), 1)
    lines = [
        PartLine(part, total, round(part.own, 1))
        for part, total in zip(parts.parts, totals, strict=False)
    ]
    return (*lines, PartLine(None, totals[-1], totals[-1])) if anyway else tuple(lines)


def adding_up(values: Sequence[float], whole: float, decimals: int) -> list[float]:
    """Round values so that they add up to the whole as it is rounded.

    Each by less than its last digit where that can be.
    """
    unit = 10.0**decimals
    counts = [math.floor(unit * value) for value in values]
    left = round(unit * whole) - sum(counts)
    fullest = sorted(range(len(values)), key=lambda place: counts[place] - unit * values[place])
    for step in range(abs(left) if values else 0):
        place = fullest[step % len(values)] if left > 0 else fullest[-1 - step % len(values)]
        counts[place] += 1 if left > 0 else -1
    return [each / unit for each in counts]


def parts_heading(parts: Parts, language: Language) -> str:
    """Ask the question that is answered."""
    match direction_of(parts.change):
        case Direction.UP:
            return language.text("why.up")
        case Direction.DOWN:
            return language.text("why.down")
        case _:
            return language.text("why.same")


def parts_sentence(parts: Parts, language: Language) -> tuple[Run, ...]:
    """Say what changed by how much, from what to what."""
    indicator = parts.indicator
    reach = max(abs(parts.before), abs(parts.after))
    fields = {
        "name": language.wording(indicator.name),
        "before": room_value(parts.before, indicator, language, reach),
        "after": strong(room_value(parts.after, indicator, language, reach)),
        "when": language.date(parts.month),
        "size": strong(change_in_tenths(abs(told(parts.change)), indicator.change, language)),
    }
    if parts.since is None:
        return runs_of(language.text("why.against", **fields))
    fields["since"] = language.date(parts.since)
    match direction_of(parts.change):
        case Direction.UP:
            line = language.text("why.went_up", **fields)
        case Direction.DOWN:
            line = language.text("why.went_down", **fields)
        case _:
            del fields["size"]
            line = language.text("why.went_nowhere", **fields)
    return runs_of(line)


def parts_mainly(parts: Parts, language: Language) -> str:
    """Name what moved it most, the way it went; empty where it hardly moved."""
    change = told(parts.change)
    if direction_of(change) is Direction.SAME:
        return ""
    toward = [one for one in part_lines(parts) if one.total * change > 0]
    toward.sort(key=lambda one: -abs(one.total))
    near = [one for one in toward if abs(one.total) >= _NEAR * abs(toward[0].total)]
    names = [part_name(one.part, language) for one in near[:_MOST_NAMED]]
    return language.text("why.mainly", parts=language.together(names)) if names else ""


def part_name(part: Part | None, language: Language) -> str:
    """Name a part within a sentence; None is what came anyway."""
    if part is None:
        return language.text("why.part_anyway")
    if len(part.players) > 1:
        return language.text("why.part_others")
    (player,) = part.players
    match player.kind:
        case PlayerKind.US:
            return language.text("why.part_us")
        case PlayerKind.MX:
            return language.text("why.part_mx")
        case PlayerKind.JOINT:
            return language.text("why.part_joint")
        case PlayerKind.MOVES:
            return language.text("why.part_moves")
        case PlayerKind.INJECTS:
            return language.text("why.part_injects")
        case PlayerKind.CHANCE:
            return language.text("why.part_chance")
        case PlayerKind.TEAM if player.id == FACILITATOR:
            return language.text("sheet.facilitator")
        case PlayerKind.FAMILY:
            return language.text(f"levers.family.{player.id}")
        case PlayerKind.EVENT if player.name is None:
            return language.text("why.part_events")
        case _:
            # What people named: a lever, a team, an inject.
            return player.id if player.name is None else language.wording(player.name)


def part_title(part: Part | None, language: Language) -> str:
    """Name a part at the head of its line."""
    name = part_name(part, language)
    return name[:1].upper() + name[1:]


def part_total(line: PartLine, change: Change, language: Language) -> str:
    """Return a part with its sign and unit."""
    return change_in_tenths(line.total, change, language, signed=True)


def part_shares(line: PartLine, language: Language) -> str:
    """Say what of a part came alone, and what only together with others."""
    return language.text(
        "why.shares",
        own=language.number(line.own, 1, signed=True),
        interaction=language.number(line.interaction, 1, signed=True),
    )


def change_in_tenths(
    value: float, change: Change, language: Language, *, signed: bool = False
) -> str:
    """Return a change that is a number of tenths, in percent or in points."""
    number = language.number(value, 1, signed=signed)
    if change is Change.PERCENT:
        return language.text("chart.percent", value=number)
    return language.plural("chart.points", 1 if abs(value) == 1.0 else 2, value=number)
