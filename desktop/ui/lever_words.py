"""What is said about a lever, in one language."""

import re
import unicodedata
from dataclasses import dataclass, replace

from desktop.domain.clock import Clock, Month
from desktop.domain.errors import ArgumentError, ValueOutOfRangeError
from desktop.domain.lever import Holder, Lever, Setting
from desktop.language.lever_values import LeverValues, timed

_NUMBER = re.compile(r"[+\-\u2212]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.[0-9]*)?")

_MOST_TOLD = 3
"""Moves that a sentence names; of more, the first and the last."""


def plain(text: str) -> str:
    """Return a text without accents and capitals, for searching."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def typed_number(text: str) -> float | None:
    """Read a number as people type it (`1,234.5`, `−3`, `.5`); None if it is not one.

    A comma only ever groups thousands: `0,5` is refused, not read as five.
    """
    bare = text.strip().removesuffix("%").strip()
    if _NUMBER.fullmatch(bare) is None:
        return None
    return float(bare.replace(",", "").replace("\u2212", "-"))


def needed_parties(lever: Lever) -> tuple[str, ...]:
    """Return the parties beyond the holder whose consent is needed."""
    holders = {Holder.JOINT: {"us", "mx"}}.get(lever.holder, {lever.holder.value})
    return tuple(party for party in lever.needs if party not in holders)


@dataclass(frozen=True, slots=True)
class LeverWords(LeverValues):
    """Word one lever, its settings and who holds it."""

    def values(self, setting: Setting) -> str:
        """Return the value of every move of a setting, in their order."""
        told = self.value(setting.value)
        for move in reversed(setting.earlier):
            told = self.language.text("levers.then", before=self.value(move.value), after=told)
        return told

    def held_by(self) -> str:
        """Return who holds the lever, and whose consent it needs besides."""
        held = self.language.text(f"levers.held_by.{self.lever.holder}")
        parties = [
            self.language.text(f"levers.party.{party}") for party in needed_parties(self.lever)
        ]
        if not parties:
            return held
        last = parties.pop()
        while parties:
            last = self.language.text("levers.parties", first=parties.pop(), last=last)
        return self.language.text("levers.held_and_needs", held=held, parties=last)

    def cost(self, value: float) -> str:
        """Return what a setting costs each government."""
        us, mx = self.lever.cost(value)
        return self.language.text("levers.cost", us=self.half_points(us), mx=self.half_points(mx))

    def status_quo(self) -> str:
        """Return the sentence about the default."""
        return self.language.text("levers.status_quo", value=self.value(self.lever.default))

    def in_force(self, value: float, month: Month) -> str:
        """Return the sentence about what is in force at the end of a month."""
        return self.language.text(
            "levers.in_force", value=self.in_force_value(value), month=self.language.date(month)
        )

    def in_force_value(self, value: float) -> str:
        """Return a value on its way: between two levels there is no name to give."""
        if self.lever.levels:
            return self.language.number(value, 1)
        return self.value(value)

    def timing(self, setting: Setting, clock: Clock) -> str:
        """Return when a setting applies: of several moves, what each goes to, and when."""
        if setting.earlier:
            moves = [Setting(one.value, one.start, one.ramp) for one in setting.earlier]
            told = [self.move(one, clock) for one in (*moves, replace(setting, earlier=()))]
            if len(told) > _MOST_TOLD:
                told[1:-1] = ["…"]
            course = told.pop()
            while told:
                course = self.language.text("levers.then", before=told.pop(), after=course)
            return self.language.plural("levers.timing.moves", len(moves) + 1, moves=course)
        start = self.language.date(setting.start or clock.first)
        if setting.last is None:
            if setting.ramp == 0:
                return self.language.text("levers.timing.at_once", start=start)
            return self.language.plural("levers.timing.ramp", setting.ramp, start=start)
        last = self.language.date(setting.last)
        if setting.ramp == 0:
            return self.language.text("levers.timing.at_once_until", start=start, last=last)
        return self.language.plural(
            "levers.timing.ramp_until", setting.ramp, start=start, last=last
        )

    def move(self, setting: Setting, clock: Clock) -> str:
        """Return what the last move of a setting goes to, and when."""
        return timed(self.value(setting.value), setting, clock, self.language)

    def read(self, text: str, kept: float) -> tuple[float | None, str]:
        """Return the value somebody typed; None where it cannot be set, and why it stays `kept`."""
        typed, value = text.strip(), self.number(kept)
        number = typed_number(text)
        low, high = self.number(self.lever.low), self.number(self.lever.high)
        if number is None:
            return None, self.language.text("levers.not_a_number", text=typed, value=value)
        if self.lever.levels and number != round(number):
            return None, self.language.text(
                "levers.not_whole", name=self.name, low=low, high=high, value=value
            )
        try:
            self.lever.check(number)
            self.lever.check_typed(typed.removesuffix("%").strip(), number)
        except ValueOutOfRangeError:
            return None, self.language.text(
                "levers.out_of_range", name=self.name, low=low, high=high, value=value
            )
        except ArgumentError as unclear:
            return None, self.language.error(unclear)
        return number, ""
