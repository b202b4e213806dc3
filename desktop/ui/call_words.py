"""Calls, what came and scores in words."""

from dataclasses import dataclass

from desktop.document.undo_history import UndoStep
from desktop.domain.model.model import Model
from desktop.domain.prediction import (
    DIRECTIONS,
    LARGEST_AMOUNT,
    Call,
    Prediction,
    direction_of,
    is_percent,
    score,
)
from desktop.ui.ui_context import UiContext

ARROWS = dict(zip(DIRECTIONS, "↑→↓", strict=True))


@dataclass(frozen=True, slots=True)
class CallWords:
    """Word the calls on indicators of one model."""

    look: UiContext
    model: Model

    def name(self, indicator: str) -> str:
        """Return the name of an indicator, its id where the model does not know it."""
        known = self.model.indicators.get(indicator)
        return indicator if known is None else self.look.language.wording(known.name)

    def question(self, prediction: Prediction) -> str:
        """Return what was asked."""
        month = self.look.language.date(prediction.month)
        return self.look.text(
            "calls.question", indicator=self.name(prediction.indicator), month=month
        )

    def direction(self, direction: str) -> str:
        """Return a direction in words, as it stands where it is none."""
        return self.look.text(f"calls.{direction}") if direction in DIRECTIONS else direction

    def sure(self, confidence: int) -> str:
        """Return a confidence."""
        return self.look.text("calls.percent", value=self.look.language.number(confidence))

    def amount(self, change: float | None, indicator: str, *, signed: bool = True) -> str:
        """Return a change, or a distance, in percent or in points; nothing where there is none."""
        if change is None:
            return ""
        if abs(change) <= LARGEST_AMOUNT:
            value = self.look.language.number(change, 1, signed=signed)
        else:
            # Only a file that somebody made has such a one, of three hundred digits perhaps.
            value = f"{change:.3g}"
        return self.look.text(f"calls.{self._unit(indicator)}", value=value)

    def unit(self, indicator: str) -> str:
        """Return what amounts of an indicator are called in, short."""
        return self.look.text(f"calls.unit_{self._unit(indicator)}")

    def call(self, call: Call) -> str:
        """Return a call as it is read out by a screen reader."""
        said = [self.direction(call.direction)]
        if call.confidence is not None:
            said.append(self.look.text("calls.sure", sure=self.sure(call.confidence)))
        if call.amount is not None:
            said.append(self.look.language.number(call.amount, 1, signed=True))
        return self.look.language.together(said)

    def came(self, prediction: Prediction) -> str:
        """Return what came, and how many were right."""
        outcome, question = prediction.outcome, self.question(prediction)
        if outcome is None:
            return self.look.text("calls.unrevealed", question=question)
        direction = direction_of(outcome)
        said = [
            self.look.text(
                "calls.came",
                question=question,
                change=self.amount(outcome, prediction.indicator),
                direction=self.direction(direction),
            )
        ]
        if not outcome:
            said.append(self.look.text("calls.unmoved"))
        right = sum(score(one, outcome).right for one in prediction.calls)
        plural = self.look.language.plural
        if prediction.calls:
            said.append(plural("calls.right_teams", len(prediction.calls), right=right))
        if prediction.hands:
            raised = prediction.hands[DIRECTIONS.index(direction)]
            said.append(plural("calls.right_hands", sum(prediction.hands), right=raised))
        return " ".join(said)

    def _unit(self, indicator: str) -> str:
        known = self.model.indicators.get(indicator)
        return "percent" if known is None or is_percent(known.change) else "points"


def prediction_step_words(step: UndoStep, model: Model, look: UiContext) -> str:
    """Return what a step did to the predictions; empty for one that did nothing to them."""
    kept, deleted = (
        [one for one in some if one not in others]
        for some, others in (
            (step.after.predictions, step.before.predictions),
            (step.before.predictions, step.after.predictions),
        )
    )
    words = CallWords(look, model)
    if kept and not deleted:
        return look.text("command.prediction_kept", indicator=words.name(kept[0].indicator))
    if deleted and not kept:
        return look.text("command.prediction_gone", indicator=words.name(deleted[0].indicator))
    return ""
