"""How a curve's change divides at one step, in words: a line for each wedge, and a sentence."""

import math
from dataclasses import dataclass

from desktop.analysis.parts import Share
from desktop.analysis.wedges import Wedges
from desktop.charts.axes import THOUSAND, in_millions
from desktop.charts.headline import change_size, unit_words
from desktop.charts.part_words import adding_up, part_title
from desktop.domain.model.model import Model
from desktop.domain.parts import Part, PlayerKind
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language
from desktop.views.explain.story import when_words

_MOST_NAMED = 3
_ENOUGH = 2 / 3
"""Of all that moves a curve one way: what the wedges that are named are worth at least."""
_NOTED = 0.1
"""What only comes together is told where it is this share of the change."""
_FINEST = 4
_DIGITS = 2
"""Digits that the largest wedge is printed with at least."""


@dataclass(frozen=True, slots=True)
class WedgeLine:
    """Hold one wedge as it is printed; all totals add up to the change as it is printed."""

    share: Share
    name: str
    total: float
    own: float
    interaction: float


class WedgeWords:
    """Word one answer in one language."""

    def __init__(self, wedges: Wedges, model: Model, language: Language) -> None:
        self._wedges, self._model, self._language = wedges, model, language
        self.indicator = model.indicators[wedges.question.indicator]
        reach = max(float(abs(one).max()) for one in (wedges.before, wedges.after))
        self._reach = reach
        self.divisor = THOUSAND if in_millions(reach, self.indicator) else 1.0
        """What a value is divided by where it is printed."""

    @property
    def unit(self) -> str:
        """Return the unit of all figures."""
        return unit_words(self.indicator, self._language, self._reach)

    def name(self, share: Share) -> str:
        """Return what a wedge is called."""
        return part_title(Part(share.players, 0.0, 0.0), self._language)

    def short(self, share: Share) -> str:
        """Return what a wedge is called where there is little room."""
        player = share.players[0]
        if len(share.players) == 1 and player.kind is PlayerKind.LEVER:
            return self._language.wording(self._model.levers[player.id].short)
        return self.name(share)

    def lines(self, step: int) -> tuple[WedgeLine, ...]:
        """Return the wedges as they are printed at a step, the largest first."""
        ranked, decimals = self._wedges.ranked(step), self._decimals(step)

        def scaled(value: float) -> float:
            return value / self.divisor

        totals = adding_up(
            [scaled(one.total[step].item()) for one in ranked], self.change(step), decimals
        )
        found = []
        for share, total in zip(ranked, totals, strict=True):
            own = round(scaled(share.own[step].item()), decimals)
            found.append(
                WedgeLine(share, self.name(share), total, own, round(total - own, decimals))
            )
        return tuple(found)

    def change(self, step: int) -> float:
        """Return the distance between the two lines, in the unit of print."""
        change: float = self._wedges.change[step].item() / self.divisor
        return round(change, self._decimals(step))

    def number(self, value: float, step: int) -> str:
        """Return a figure of a step with its sign."""
        return self._language.number(value, self._decimals(step), signed=True)

    def net(self, step: int) -> str:
        """Return the change at a step as the chart's tag has it."""
        clock = self._model.clock
        return self._language.text(
            "wedges.net",
            month=self._language.date(clock.month(step)),
            change=self.number(self.change(step), step),
        )

    def _decimals(self, step: int) -> int:
        """Return the decimals that tell the wedges apart, no fewer than the indicator has."""
        sizes = [abs(one.total[step].item()) / self.divisor for one in self._wedges.shares]
        largest = max(sizes, default=0.0)
        least = self.indicator.decimals if self.divisor == 1.0 else _DIGITS
        if largest == 0.0:
            return least
        return min(_FINEST, max(least, _DIGITS - 1 - math.floor(math.log10(largest))))

    # ------------------------------------------------------------ the sentence

    def sentence(self, step: int, contrast: PairedDifference) -> str:
        """Say how much the curve moved and mainly from what; `contrast` is the printed change."""
        language, text = self._language, self._language.text
        name = language.wording(self.indicator.name)
        month = self._model.clock.month(step)
        when = when_words(month, self.indicator, language, self._wedges.question.monthly)
        if not self._wedges.shares:
            return text("wedges.nothing_moves", name=name)
        if not any(one.total[step] for one in self._wedges.shares):
            return text("wedges.not_yet", name=name, when=when)
        size, change = change_size(contrast, self.indicator, language), self.change(step)
        fields = {"name": name, "when": when, "total": self._amount(change, step)}
        if size is None:
            said = [text("wedges.unclear", **fields)]
        else:
            way = "explain.higher" if contrast.change > 0 else "explain.lower"
            said = [text("wedges.moved", change=text(way, size=size), **fields)]
        lines = self.lines(step)
        up = contrast.change > 0
        for message, rises in (("wedges.mainly", up), ("wedges.against", not up)):
            named = self._named(lines, step, rises=rises)
            if named:
                said.append(text(message, parts=named))
        together = sum(one.interaction for one in lines)
        if abs(together) >= _NOTED * abs(change) and round(together, self._decimals(step)):
            said.append(text("wedges.together", size=self._amount(together, step)))
        return " ".join(said)

    def _named(self, lines: tuple[WedgeLine, ...], step: int, *, rises: bool) -> str:
        toward = [one for one in lines if one.total and (one.total > 0) == rises]
        enough, worth = _ENOUGH * sum(abs(one.total) for one in toward), 0.0
        named = []
        for line in toward[:_MOST_NAMED]:
            if worth >= enough:
                break
            worth += abs(line.total)
            size = self.number(line.total, step)
            named.append(self._language.text("wedges.part", name=line.name, size=size))
        return self._language.together(named) if named else ""

    def _amount(self, value: float, step: int) -> str:
        """Return a figure with its sign and its short unit."""
        number = self.number(value, step)
        if self.divisor != 1.0:
            return self._language.text("chart.millions", value=number)
        return self._language.wording(self.indicator.value).replace("{value}", number)
