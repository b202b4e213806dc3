"""What would have been played without one thing, in words."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.analysis.counterfactual import Counterfactual
from desktop.charts.headline import value_words
from desktop.charts.part_words import change_in_tenths
from desktop.document.play.players import Act, Decided, Drew, Released
from desktop.document.play.state import PlayState, Setup
from desktop.domain.play.entries import FACILITATOR
from desktop.domain.prediction import told
from desktop.engine.results.compare import AGREEMENT
from desktop.engine.results.projection import MEDIAN
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues
from desktop.reports.entry_words import EntryWords


@dataclass(frozen=True, slots=True)
class WithoutWords:
    """Word what can be taken out of one play, and what would have been without it."""

    setup: Setup
    state: PlayState
    language: Language

    def what(self, out: Collection[Act]) -> str:
        """Return what is taken out, within a sentence: one act, or all decisions."""
        if len(out) == 1:
            return self._act(next(iter(out)))
        return self.language.text("without.any_decision")

    def _act(self, act: Act) -> str:
        entries, text = EntryWords(self.setup, self.language), self.language.text
        match act:
            case Decided():
                offer = self.state.decisions[act.round][act.team, act.lever].offer
                values = LeverValues(self.language, self.setup.model.levers[act.lever])
                fields = {
                    "lever": values.name,
                    "value": values.value(offer.value),
                    "round": entries.round(act.round),
                }
                if act.team == FACILITATOR:
                    return text("without.move", **fields)
                return text("without.decision", team=entries.team(act.team), **fields)
            case Released():
                return text("without.inject", inject=entries.inject(act.inject))
            case Drew():
                return text("without.chance", round=entries.round(act.round))

    def sentence(self, out: Collection[Act], found: Counterfactual) -> str:
        """Say what an indicator would have been, the difference and its 90 % band."""
        indicator, language = self.setup.model.indicators[found.indicator], self.language
        end, was = found.at_last, float(found.was[MEDIAN, -1])
        fields = {
            "indicator": language.wording(indicator.name),
            "when": language.date(found.last),
            "what": self.what(out),
            "was": value_words(was, indicator, language),
        }
        if not found.difference[:, -1].any():
            return language.text("without.same", **fields)
        fields["would"] = value_words(end.median, indicator, language, was)
        low, change, high = (
            change_in_tenths(told(value), indicator.change, language, signed=True)
            for value in (end.change_low, end.change, end.change_high)
        )
        if end.agreement < AGREEMENT:
            return language.text("without.unclear", low=low, high=high, change=change, **fields)
        return language.text("without.otherwise", change=change, low=low, high=high, **fields)
