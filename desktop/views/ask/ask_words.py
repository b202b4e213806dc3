"""The answers to questions about the policy, in words and as tables."""

from dataclasses import dataclass

from desktop.charts.headline import value_words, when
from desktop.charts.targets import runs_of_ten
from desktop.charts.tokens import Tokens
from desktop.charts.tornado_chart import TornadoEnd, TornadoPicture, TornadoRow
from desktop.document.causes import ModelGraph
from desktop.domain.indicator import Change, Indicator
from desktop.domain.inquiry import (
    Answer,
    Asked,
    Bar,
    Broken,
    Condition,
    Goal,
    LeverMove,
    Reached,
    Tornado,
    WhatItTakes,
    WhereItBreaks,
)
from desktop.domain.lever import Family
from desktop.domain.model.model import Model
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues
from desktop.reports.cells import Cell
from desktop.reports.element_words import ElementWords
from desktop.reports.equation import figure

MOVES = ("lever", "from", "to", "cost_us", "cost_mx")
CONDITIONS = ("parameter", "side")
PARAMETERS = ("parameter", "correlation")
LEVERS = ("lever", "low", "low_change", "high", "high_change")


@dataclass(frozen=True, slots=True)
class Table:
    """Hold an answer as rows; the headings are messages, `ask.head_…`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class AskWords:
    """Word answers about one model in one language."""

    def __init__(self, model: Model, language: Language) -> None:
        self._model, self._language = model, language
        self._elements = ElementWords(ModelGraph(model), language)

    # ------------------------------------------------------------ sentences

    def sentence(self, answer: Answer) -> str:
        """Return an answer in one or two sentences."""
        match answer.found:
            case WhatItTakes() as found:
                said = self._taken(found)
            case WhereItBreaks() as found:
                said = self._broken(found)
            case Tornado() as found:
                said = self._matters(found, of_change=answer.inquiry.of_change)
        # After a name that ends in a full stop, as “EE. UU.”, no other one stands.
        return said.replace("..", ".")

    def remark(self, answer: Answer) -> str:
        """Return what has to be known to read an answer."""
        text = self._language.text
        match answer.found:
            case WhatItTakes(reached=Reached.FOUND, smallest=False):
                return f"{text('ask.reach.not_sure')} {text('ask.reach.about')}"
            case WhatItTakes():
                return text("ask.reach.about")
            case WhereItBreaks(members=members):
                return text("ask.break.about", members=self._language.number(members))
            case Tornado(asked=Asked.LEVERS):
                return text("ask.levers.about")
            case Tornado(members=members, left_out=left_out):
                about = text("ask.uncertainties.about", members=self._language.number(members))
                if not left_out:
                    return about
                return f"{about} {self._language.plural('ask.left_out', left_out)}"

    def note(self, answer: Answer) -> str:
        """Return an answer as it stands in notes: its question, its sentence, a line a row."""
        question = self._language.text(f"ask.question.{answer.inquiry.asked}")
        table = self.table(answer)
        rows = () if table is None else table.rows
        lines = [
            " · ".join(
                cell if isinstance(cell, str) else self._language.exactly(cell, 4) for cell in row
            )
            for row in rows
        ]
        return "\n".join((question, self.sentence(answer), *lines))

    def kept(self, answer: Answer) -> str:
        """Return the question of an answer in one line, and whether it was about another run."""
        text, inquiry = self._language.text, answer.inquiry
        fields = {
            "question": text(f"ask.question.{inquiry.asked}"),
            "name": self._language.wording(self._indicator(inquiry.goal).short),
            "when": when(inquiry.goal.month, self._language),
        }
        if inquiry.asked in (Asked.REACH, Asked.BREAK):
            said = text("ask.kept_goal", goal=self.goal(inquiry.goal), **fields)
        else:
            said = text("ask.kept_question", **fields)
        return text("ask.kept_other_run", answer=said) if answer.of_another_run else said

    def goal(self, goal: Goal) -> str:
        """Return what is asked for, as a target line is worded."""
        indicator = self._indicator(goal)
        value = value_words(goal.value, indicator, self._language)
        if goal.at_least:
            return self._language.text("chart.at_least", value=value)
        return self._language.text("chart.at_most", value=value)

    def _indicator(self, goal: Goal | Tornado) -> Indicator:
        return self._model.indicators[goal.indicator]

    def _taken(self, found: WhatItTakes) -> str:
        language, indicator = self._language, self._indicator(found.goal)
        fields = {
            "name": language.wording(indicator.name),
            "goal": self.goal(found.goal),
            "when": when(found.goal.month, language),
            "now": value_words(found.now, indicator, language),
            "runs": runs_of_ten(found.share_then),
        }
        if found.reached is Reached.ALREADY:
            return language.text("ask.reach.already", **fields)
        fields["then"] = value_words(found.then, indicator, language)
        match found.reached:
            case Reached.FOUND:
                us, mx = (self._points(cost) for cost in (found.cost_us, found.cost_mx))
                moves = len(found.moves)
                return language.plural("ask.reach.found", moves, us=us, mx=mx, **fields)
            case Reached.WITHIN:
                return language.text("ask.reach.within", **fields)
        del fields["runs"]
        return language.text("ask.reach.outside", **fields)

    def _points(self, cost: float) -> str:
        return self._language.number(cost, 0 if cost == int(cost) else 1)

    def _broken(self, found: WhereItBreaks) -> str:
        language = self._language
        fields = {
            "name": language.wording(self._indicator(found.goal).name),
            "goal": self.goal(found.goal),
            "when": when(found.goal.month, language),
            "missing": self._percent(found.missing),
        }
        if found.broken is not Broken.FOUND:
            return language.text(f"ask.break.{found.broken}", **fields)
        return language.text(
            "ask.break.found",
            conditions=language.together([self.condition(one) for one in found.conditions]),
            caught=self._percent(found.caught),
            false=self._percent(found.false),
            **fields,
        )

    def _percent(self, share: float) -> str:
        return self._language.text("chart.percent", value=self._language.number(100.0 * share))

    def condition(self, one: Condition) -> str:
        """Return a condition within a sentence."""
        fields = {"parameter": self._elements.name(one.parameter), "value": self._value(one)}
        if one.at_least:
            return self._language.text("ask.break.at_least", **fields)
        return self._language.text("ask.break.at_most", **fields)

    def _value(self, one: Condition) -> str:
        parameter = self._model.parameters[one.parameter]
        return self._elements.with_unit(figure(one.value, self._language), parameter.unit)

    def _matters(self, found: Tornado, *, of_change: bool) -> str:
        language = self._language
        fields = {
            "name": language.wording(self._indicator(found).name),
            "when": when(found.month, language),
        }
        names = [self._bar_name(found, bar) for bar in found.bars[:3]]
        named = language.together(names) if names else ""
        match found.asked, bool(names):
            case Asked.LEVERS, True:
                return language.text("ask.levers.found", levers=named, **fields)
            case Asked.LEVERS, False:
                return language.text("ask.levers.none", **fields)
            case _, True if of_change:
                return language.text("ask.uncertainties.found_change", parameters=named, **fields)
            case _, True:
                return language.text("ask.uncertainties.found", parameters=named, **fields)
            case _ if of_change:
                return language.text("ask.uncertainties.none_change", **fields)
        return language.text("ask.uncertainties.none", **fields)

    def _bar_name(self, found: Tornado, bar: Bar) -> str:
        if found.asked is Asked.LEVERS:
            return self._language.wording(self._model.levers[bar.id].name)
        return self._elements.name(bar.id)

    # ------------------------------------------------------------ tables

    def table(self, answer: Answer) -> Table | None:
        """Return an answer as a table, None where it is one sentence."""
        match answer.found:
            case WhatItTakes(moves=moves) if moves:
                return Table(MOVES, tuple(self._move_row(one) for one in moves))
            case WhereItBreaks(conditions=conditions) if conditions:
                return Table(CONDITIONS, tuple(self._condition_row(one) for one in conditions))
            case Tornado(asked=Asked.LEVERS, bars=bars) as found if bars:
                return Table(LEVERS, tuple(self._lever_row(found, one) for one in bars))
            case Tornado(bars=bars) as found if bars:
                rows = tuple((self._bar_name(found, one), round(one.high, 2)) for one in bars)
                return Table(PARAMETERS, rows)
        return None

    def _move_row(self, move: LeverMove) -> tuple[Cell, ...]:
        lever = self._model.levers[move.lever]
        words = LeverValues(self._language, lever)
        before, after = lever.cost(move.before), lever.cost(move.after)
        us, mx = (max(0.0, new - old) for old, new in zip(before, after, strict=True))
        return words.name, words.value(move.before), words.value(move.after), us, mx

    def _condition_row(self, one: Condition) -> tuple[Cell, ...]:
        value = self._value(one)
        if one.at_least:
            told = self._language.text("chart.at_least", value=value)
        else:
            told = self._language.text("chart.at_most", value=value)
        return self._elements.name(one.parameter), told

    def _lever_row(self, found: Tornado, bar: Bar) -> tuple[Cell, ...]:
        lever = self._model.levers[bar.id]
        words = LeverValues(self._language, lever)
        low, high = words.value(lever.low), words.value(lever.high)
        return words.name, low, self._rounded(bar.low, found), high, self._rounded(bar.high, found)

    def _rounded(self, change: float, found: Tornado) -> float:
        return round(change, self._decimals(found)) + 0.0

    def _decimals(self, found: Tornado) -> int:
        indicator = self._indicator(found)
        return 1 if indicator.change is Change.PERCENT else max(1, indicator.decimals)

    # ------------------------------------------------------------ the picture

    def picture(self, answer: Answer, tokens: Tokens) -> TornadoPicture | None:
        """Return the chart of what matters; None for what is no chart."""
        found = answer.found
        if not isinstance(found, Tornado) or not found.bars:
            return None
        rows = tuple(self._row(found, bar, tokens) for bar in found.bars)
        return TornadoPicture(rows, self.sentence(answer), self.remark(answer))

    def _row(self, found: Tornado, bar: Bar, tokens: Tokens) -> TornadoRow:
        name = self._bar_name(found, bar)
        if found.asked is Asked.UNCERTAINTIES:
            words = self._language.number(bar.high, 2, signed=True)
            colour = tokens.family(self._indicator(found).family)
            return TornadoRow(name, colour, TornadoEnd(bar.high, words))
        lever = self._model.levers[bar.id]
        low = self._end(found, bar, lever.low, bar.low)
        high = self._end(found, bar, lever.high, bar.high)
        return TornadoRow(name, tokens.family(Family(lever.family)), high, low)

    def _end(self, found: Tornado, bar: Bar, value: float, change: float) -> TornadoEnd:
        words = LeverValues(self._language, self._model.levers[bar.id])
        if self._rounded(change, found) == 0.0:
            return TornadoEnd(0.0, "")
        size = self._language.number(change, self._decimals(found), signed=True)
        if self._indicator(found).change is Change.PERCENT:
            size = self._language.text("chart.percent", value=size)
        told = self._language.text("ask.levers.end", value=words.number(value), change=size)
        return TornadoEnd(change, told)
