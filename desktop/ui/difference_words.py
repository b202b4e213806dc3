"""Differences in words, and as rows of a table."""

from dataclasses import dataclass
from typing import NamedTuple

from desktop.charts.targets import target_words
from desktop.document.difference import Difference, Kind, Part, Passage, Value
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.inquiry import KeptAnswer
from desktop.domain.lever import Lever, Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Prediction
from desktop.domain.scenario import LeverName, TargetLine
from desktop.language.event_sizes import size_words, sized
from desktop.language.language import UnknownMessageError
from desktop.language.lever_values import timed
from desktop.ui.assumption_words import assumptions_words
from desktop.ui.lever_words import LeverWords
from desktop.ui.ui_context import UiContext

QUOTED = 90
"""Characters of the notes that a sentence quotes."""


class Row(NamedTuple):
    """Hold one row of the table: what differs, and how it stood on either side."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """Word differences of scenarios of one model."""

    look: UiContext
    model: Model

    def sentence(self, one: Difference) -> str:
        """Return one difference as a sentence."""
        text, what = self.look.text, self._subject(one)
        before, after = self._cell(one, one.before), self._cell(one, one.after)
        match one.part, one.kind:
            case Part.LEVER, Kind.ADDED:
                return text("difference.lever_added", lever=what, before=before, after=after)
            case Part.LEVER, Kind.REMOVED:
                return text("difference.lever_removed", lever=what, before=before, after=after)
            case Part.LEVER, _:
                return text("difference.lever_changed", lever=what, before=before, after=after)
            case Part.EVENT, _:
                return self._event(one, what)
            case Part.PACKAGE, Kind.ADDED:
                return text("difference.package_added", name=one.subject, what=after)
            case Part.PACKAGE, Kind.REMOVED:
                return text("difference.package_removed", name=one.subject, what=before)
            case Part.PACKAGE, _ if isinstance(one.after, bool):
                if one.after:
                    return text("difference.package_on", name=one.subject)
                return text("difference.package_off", name=one.subject)
            case Part.PACKAGE, _ if one.subject:
                return text(
                    "difference.package_changed", name=one.subject, before=before, after=after
                )
            case Part.PACKAGE, _:
                return text("difference.package_order", before=before, after=after)
            case Part.ASSEMBLY, _:
                return text("difference.assembly")
            case Part.NOTES, _:
                return self._notes(one)
            case Part.TARGET, Kind.ADDED:
                return text("difference.target_added", indicator=what, after=after)
            case Part.TARGET, Kind.REMOVED:
                return text("difference.target_removed", indicator=what, before=before)
            case Part.TARGET, _ if one.subject:
                return text("difference.target_changed", indicator=what, before=before, after=after)
            case Part.TARGET, _:
                return text("difference.target_order")
            case Part.PREDICTION, Kind.ADDED:
                return text("difference.prediction_added", indicator=what, after=after)
            case Part.PREDICTION, Kind.REMOVED:
                return text("difference.prediction_removed", indicator=what, before=before)
            case Part.PREDICTION, _:
                return text("difference.prediction_order")
            case part, _:
                return text(f"difference.{part}", before=before, after=after)

    def row(self, one: Difference) -> Row:
        """Return one difference as a row of the table."""
        what = self._subject(one)
        if one.part is Part.ASSEMBLY:
            return Row(what, "", self.look.text("difference.assembly"))
        return Row(what, self._cell(one, one.before), self._cell(one, one.after))

    def _subject(self, one: Difference) -> str:
        text = self.look.text
        name = one.subject if one.name is None else self.look.language.wording(one.name)
        match one.part:
            case Part.LEVER | Part.EVENT:
                return name
            case Part.PACKAGE if one.subject:
                return text("difference.of_package", name=one.subject)
            case Part.TARGET | Part.PREDICTION if one.subject:
                return name
            case part:
                return text(f"difference.part.{part}")

    def _event(self, one: Difference, name: str) -> str:
        text, language = self.look.text, self.look.language
        match one.before, one.after:
            case None, PlannedEvent() as now:
                name, after = sized(name, now.size, language), language.date(now.month)
                return text("difference.event_added", event=name, after=after)
            case PlannedEvent() as was, None:
                name, before = sized(name, was.size, language), language.date(was.month)
                return text("difference.event_removed", event=name, before=before)
            case PlannedEvent() as was, PlannedEvent() as now if was.place == now.place:
                before, after = (size_words(each.size, language) for each in (was, now))
                month = language.date(now.month)
                return text(
                    "difference.event_resized", event=name, month=month, before=before, after=after
                )
            case PlannedEvent() as was, PlannedEvent() as now if was.size == now.size:
                name = sized(name, now.size, language)
                before, after = language.date(was.month), language.date(now.month)
            case _:
                before, after = self._cell(one, one.before), self._cell(one, one.after)
        return text("difference.event_moved", event=name, before=before, after=after)

    def _notes(self, one: Difference) -> str:
        text = self.look.text
        before, after = (
            _quoted(each) if isinstance(each, Passage) else "" for each in (one.before, one.after)
        )
        if not before and not after:
            return text("difference.notes_spacing")
        if not before:
            return text("difference.notes_added", after=after)
        if not after:
            return text("difference.notes_removed", before=before)
        return text("difference.notes_changed", before=before, after=after)

    def _cell(self, one: Difference, value: Value) -> str:
        look = self.look
        match value:
            case None if one.part is Part.LEVER and one.subject in self.model.levers:
                words = LeverWords(look.language, self.model.levers[one.subject])
                return look.text("difference.status_quo", value=words.value(words.lever.default))
            case None | "" | ():
                return look.text("difference.nothing")
            case bool():
                return look.text("difference.on") if value else look.text("difference.off")
            case Setting():
                return self._setting(self.model.levers.get(one.subject), value)
            case PlannedEvent():
                return sized(look.language.date(value.month), value.size, look.language)
            case TargetLine():
                return self._target(value)
            case Prediction():
                return self._prediction(value)
            case EnsembleChoice():
                return self._ensemble(value)
            case Policy():
                count = len(value.settings) + len(value.events)
                return look.language.plural("difference.parts", count)
            case Passage():
                return value.text or look.text("difference.nothing")
            case tuple():
                return ", ".join(self._name(one.part, each) for each in value)
            case _:
                return self._name(one.part, value)

    def _name(self, part: str, value: str | LeverName | KeptAnswer) -> str:
        look = self.look
        if isinstance(value, KeptAnswer):
            return self._answer(value)
        if isinstance(value, LeverName):
            lever = self.model.levers.get(value.lever)
            name = value.lever if lever is None else look.language.wording(lever.name)
            if value.en and value.es and value.en != value.es:
                return look.text("difference.own_names", en=value.en, es=value.es, name=name)
            return look.text("difference.own_name", own=value.en or value.es, name=name)
        if part in (Part.CHARTS, Part.TARGET, Part.PREDICTION) and value in self.model.indicators:
            return look.language.wording(self.model.indicators[value].short)
        return assumptions_words(self.model, value, look) if part == Part.ASSUMPTIONS else value

    def _answer(self, kept: KeptAnswer) -> str:
        look, known = self.look, self.model.indicators.get(kept.goal.indicator)
        try:
            question = look.text(f"ask.question.{kept.asked}")
        except UnknownMessageError:
            question = kept.asked
        return look.text(
            "difference.answer",
            question=question,
            name=kept.goal.indicator if known is None else look.language.wording(known.short),
            month=look.language.date(kept.goal.month),
        )

    def _setting(self, lever: Lever | None, setting: Setting) -> str:
        earlier = [Setting(move.value, move.start, move.ramp) for move in setting.earlier]
        told, *rest = [self._move(lever, move) for move in (*earlier, setting)]
        for move in rest:
            told = self.look.text("levers.then", before=told, after=move)
        return told

    def _move(self, lever: Lever | None, setting: Setting) -> str:
        language, clock = self.look.language, self.model.clock
        if lever is None:
            # Of a lever that this model does not have, only the number is known.
            value = language.number(setting.value, 2)
        else:
            value = LeverWords(language, lever).value(setting.value)
        return timed(value, setting, clock, language)

    def _target(self, target: TargetLine) -> str:
        look = self.look
        indicator = self.model.indicators.get(target.indicator)
        if indicator is None:
            value = look.language.number(target.value, 2)
            if target.month is None:
                return value
            return look.text("chart.target_by", value=value, month=look.language.date(target.month))
        return target_words(target, indicator, look.language)

    def _prediction(self, one: Prediction) -> str:
        month, people = self.look.language.date(one.month), len(one.calls) + sum(one.hands)
        return self.look.language.plural("difference.called", people, month=month)

    def _ensemble(self, choice: EnsembleChoice) -> str:
        language, usual = self.look.language, EnsembleChoice()
        found = [language.plural("difference.drawn", choice.members, seed=choice.seed)]
        if choice.noise != usual.noise:
            found.append(self.look.text("difference.without_noise"))
        if choice.drivers != usual.drivers:
            found.append(self.look.text("difference.without_drivers"))
        if choice.calibrated != usual.calibrated:
            found.append(self.look.text("difference.uncalibrated"))
        if choice.fixed_parameters:
            found.append(self.look.text("difference.fixed_parameters"))
        elif choice.fixed_links:
            found.append(language.plural("difference.fixed_links", len(choice.fixed_links)))
        return ", ".join(found)


def _quoted(passage: Passage) -> str:
    text = " ".join(passage.text.split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
