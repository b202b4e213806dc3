"""The words at the ends of the lines of one fan chart, and the room they need."""

from dataclasses import dataclass

from desktop.charts.axes import ValueAxis
from desktop.charts.fan import Fan
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.headline import axis_number, end_label
from desktop.charts.measures import Measures
from desktop.charts.pins import PinnedLine
from desktop.charts.plot_view import EndLabel
from desktop.charts.targets import target_label
from desktop.charts.tokens import Tokens
from desktop.domain.indicator import Indicator
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import MEDIAN
from desktop.language.language import Language


@dataclass(frozen=True, slots=True)
class FanLabels:
    """Name the lines of a fan and its targets."""

    fan: Fan
    targets: tuple[TargetLine, ...]
    kept_under: str
    """Version of the model that the kept lines are of."""
    indicator: Indicator
    language: Language

    def room(self, axis: ValueAxis, measures: Measures) -> float:
        """Return the pixels of the longest words, whatever on the axis the lines end at."""
        plain, strong = metrics(measures.axis), metrics(measures.axis, SEMIBOLD)
        ends = axis.low, axis.high
        names = ["chart.line_baseline", "chart.line_policy"]
        if self.fan.usual is not None:
            names.append("chart.line_usual")
        widths = [
            strong.horizontalAdvance(
                end_label(name, value, self.indicator, self.language, axis.high)
            )
            for name in names
            for value in ends
        ]
        for line in self.fan.pins:
            widths += [plain.horizontalAdvance(self._pinned(line, value, axis)) for value in ends]
        if self.fan.kept is not None:
            widths += [plain.horizontalAdvance(self._kept(value, axis)) for value in ends]
        widths += [plain.horizontalAdvance(words) for words in self._target_words(axis)]
        return max(widths)

    def at(self, step: int, axis: ValueAxis, tokens: Tokens) -> tuple[EndLabel, ...]:
        """Return the labels of lines that end at a step."""
        fan, indicator, language = self.fan, self.indicator, self.language
        colour = tokens.family_text(indicator.family)
        found = []
        for name, bands, tint, strong, gives_way in (
            ("chart.line_usual", fan.usual, tokens.ink3, False, 2),
            ("chart.line_baseline", fan.baseline, tokens.ink2, False, 0),
            ("chart.line_policy", fan.policy, colour, True, 0),
        ):
            if bands is not None:
                value = float(bands[MEDIAN, step])
                words = end_label(name, value, indicator, language, axis.high)
                found.append(EndLabel(words, value, tint, strong, gives_way))
        if fan.kept is not None:
            value = float(fan.kept[MEDIAN, step])
            found.append(EndLabel(self._kept(value, axis), value, tokens.pin_a, strong=False))
        for line in fan.pins:
            value, colour = line.at(step), tokens.pin(line.letter)
            words = self._pinned(line, value, axis)
            found.append(EndLabel(words, value, colour, strong=False, letter=line.letter))
        for one, words in zip(self.targets, self._target_words(axis), strict=True):
            found.append(EndLabel(words, one.value, tokens.ink, strong=False, gives_way=1))
        return tuple(found)

    def _target_words(self, axis: ValueAxis) -> list[str]:
        return [target_label(one, axis, self.indicator, self.language) for one in self.targets]

    def _pinned(self, line: PinnedLine, value: float, axis: ValueAxis) -> str:
        number = axis_number(value, self.indicator, self.language, axis.high)
        return self.language.text("chart.line_pin", letter=line.letter, value=number)

    def _kept(self, value: float, axis: ValueAxis) -> str:
        number = axis_number(value, self.indicator, self.language, axis.high)
        return self.language.text("chart.line_frozen", version=self.kept_under, value=number)
