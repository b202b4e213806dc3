"""What moved a curve, as a sentence to be read aloud and as a list of causes."""

from dataclasses import dataclass

from desktop.analysis.attribution import Attribution, CauseKind, Driver, Link
from desktop.charts.headline import change_size, when
from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.engine.results.projection import PairedDifference
from desktop.language.event_sizes import sized
from desktop.language.language import Language
from desktop.reports.element_words import ElementWords
from desktop.session.live_curves import LiveCurves
from desktop.ui.lever_words import LeverWords

_COUNTER = 0.5
"""What works against a change is named where it has this share of what is named for it."""
_CANCELS = 0.25
"""Two sides of which the smaller has this share of the larger leave little of both."""


@dataclass(frozen=True, slots=True)
class Story:
    """Hold what is told about one curve in one month."""

    curves: LiveCurves
    indicator: Indicator
    month: Month
    attribution: Attribution | None
    """None while it is being worked out."""

    @property
    def policy(self) -> Policy:
        """Return what the curves were run under."""
        return self.curves.projection.policy

    @property
    def step(self) -> int:
        """Return the step of the month."""
        return self.curves.projection.clock.step(self.month)

    @property
    def contrast(self) -> PairedDifference:
        """Return the change between the drawn lines, the one that the headline prints."""
        return self.curves.comparison.at(self.indicator.id, self.step)

    @property
    def since(self) -> Month:
        """Return the month from which the change is seen."""
        step = self.curves.comparison.seen_since(self.indicator.id, self.step)
        return self.curves.projection.clock.month(step)


def when_words(month: Month, indicator: Indicator, language: Language, monthly: bool) -> str:
    """Say of which months a change is told."""
    if indicator.twelve_months and monthly:
        return language.text("explain.when_single", month=language.date(month))
    if indicator.twelve_months and month.month != 12:
        return language.text("explain.when_year_to", month=language.date(month))
    return language.text("explain.when", month=when(month, language))


class StoryWords:
    """Word stories in one language."""

    def __init__(self, model: Model, elements: ElementWords, language: Language) -> None:
        self._model = model
        self._elements = elements
        self._language = language

    def sentences(self, story: Story) -> list[str]:
        """Return the sentence to be read aloud, and one about what works against the change."""
        text, name = self._language.text, self._language.wording(story.indicator.name)
        if not story.policy.settings and not story.policy.events:
            return [text("explain.story.nothing", name=name)]
        found = story.contrast
        size = change_size(found, story.indicator, self._language)
        if size is None:
            return [self._unclear(story, name)]
        rises = found.change > 0
        change = text("explain.higher", size=size) if rises else text("explain.lower", size=size)
        fields = {"name": name, "change": change, "when": self._when(story)}
        if story.attribution is None:
            return [text("explain.story.waiting", **fields)]
        fields["since"] = self._language.date(story.since)
        main = story.attribution.main(rises)
        if not main:
            return [text("explain.story.no_cause", **fields)]
        said = [self._mainly(main, story.policy, fields)]
        against = story.attribution.main(not rises)
        if against and abs(against[0].effect) >= _COUNTER * abs(main[0].effect):
            causes = self._causes(against, story.policy)
            said.append(text("explain.story.against", causes=causes))
        return said

    def _mainly(self, main: tuple[Driver, ...], policy: Policy, fields: dict[str, str]) -> str:
        text = self._language.text
        causes = self._causes(main, policy)
        links = main[0].chain
        if len(main) > 1:
            # Several ways begin apart; what they share is where they end.
            ends = {one.chain[-1] for one in main if one.chain}
            shared = len(ends) == 1 and all(one.chain for one in main)
            links = links[-1:] if shared else ()
        if not links:
            return text("explain.story.main", causes=causes, **fields)
        last = self._link(links[-1])
        if len(links) == 1:
            return text("explain.story.through", causes=causes, last=last, **fields)
        first = self._link(links[0])
        return text("explain.story.through_two", causes=causes, first=first, last=last, **fields)

    def _unclear(self, story: Story, name: str) -> str:
        text, found = self._language.text, story.attribution
        fields = {"name": name, "when": self._when(story)}
        if found is None:
            return text("explain.story.waiting_unclear", **fields)
        up, down = (sum(abs(one.effect) for one in found.toward(rises)) for rises in (True, False))
        if min(up, down) > _CANCELS * max(up, down):
            raising, lowering = (
                self._causes(found.main(rises), story.policy) for rises in (True, False)
            )
            return text("explain.story.cancel", up=raising, down=lowering, **fields)
        return text("explain.story.still", **fields)

    def _when(self, story: Story) -> str:
        return when_words(story.month, story.indicator, self._language, story.curves.monthly)

    # ------------------------------------------------------------ causes

    def _causes(self, drivers: tuple[Driver, ...], policy: Policy) -> str:
        return self._language.together([self._cause(one, policy) for one in drivers])

    def _cause(self, driver: Driver, policy: Policy) -> str:
        language = self._language
        if driver.kind is CauseKind.CHANCE:
            return language.plural("explain.cause_chance", driver.count)
        if driver.kind is CauseKind.EVENT:
            event = language.wording(self._model.events[driver.id].name)
            return language.plural("explain.cause_event", driver.count, event=event)
        words, setting = self._lever(driver.id), policy.settings[driver.id]
        fields, value = {"lever": words.name, "value": words.values(setting)}, setting.value
        if value == words.lever.default:
            return language.text("explain.cause_set", **fields)
        if value > words.lever.default:
            return language.text("explain.cause_raise", **fields)
        return language.text("explain.cause_lower", **fields)

    def _link(self, link: Link) -> str:
        name = self._elements.name(link.element)
        if link.rises:
            return self._language.text("explain.rise", name=name)
        return self._language.text("explain.fall", name=name)

    def _lever(self, lever: str) -> LeverWords:
        return LeverWords(self._language, self._model.levers[lever])

    def heading(self, driver: Driver, policy: Policy) -> tuple[str, str]:
        """Return what a cause is called in the list: its name, and what follows it there."""
        language = self._language
        if driver.kind is CauseKind.CHANCE:
            return language.plural("explain.listed_chance", driver.count), ""
        if driver.kind is CauseKind.EVENT:
            placed = [one for one in policy.events if one.event == driver.id]
            event = language.wording(self._model.events[driver.id].name)
            listed = language.together(
                [
                    sized(language.date(one.month), one.size, language)
                    for one in sorted(placed, key=lambda one: one.month)
                ]
            )
            return event, language.text("explain.listed_event", event="", months=listed)
        words = self._lever(driver.id)
        value = words.values(policy.settings[driver.id])
        return words.name, language.text("command.set_lever", lever="", value=value)

    def share(self, driver: Driver) -> str:
        """Return how much of all effects a cause has, and which way it moves the curve."""
        text = self._language.text
        share = text("explain.share_least")
        if driver.share >= 0.01:
            share = text("chart.percent", value=self._language.number(100 * driver.share))
        if driver.effect > 0:
            return text("explain.upward", share=share)
        return text("explain.downward", share=share)
