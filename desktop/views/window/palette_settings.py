"""What the palette offers to set where something was typed behind the name of a lever."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.document.causes import in_words
from desktop.document.document import Document
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Lever, Setting
from desktop.language.name_search import NameQuery, Searchable, ranked
from desktop.language.typed_timing import TypedTiming, read_timing
from desktop.ui.lever_words import LeverWords, typed_number
from desktop.ui.ui_context import UiContext
from desktop.views.palette.entries import Kind, PaletteEntry

_MOST_SET = 3
"""Levers to which what was typed is offered."""


class SettingOffers:
    """Read a value, a first month and a ramp behind words that levers are found by.

    What is not typed stays as it is set. What cannot be set is offered with the reason in its
    place, and not to be chosen.
    """

    def __init__(
        self,
        document: Document,
        look: UiContext,
        levers: Sequence[tuple[Searchable, Lever]],
        choose: Callable[[str, Setting], object],
    ) -> None:
        self._document, self._look, self._levers, self._choose = document, look, levers, choose

    def of(self, typed: str) -> Sequence[PaletteEntry]:
        """Return what is offered, for the levers that fit best."""
        timing = read_timing(typed, self._look.language.code)
        name, value = _with_value(timing.words)
        if value is None and timing.start is None and timing.ramp is None:
            return ()
        found = ranked(NameQuery(name), self._levers) if name else ()
        return [self._entry(lever, value, timing) for _, lever in found[:_MOST_SET]]

    def _entry(self, lever: Lever, value: str | None, timing: TypedTiming) -> PaletteEntry:
        look = self._look
        words = LeverWords(look.language, lever)
        setting, name = self._setting(lever, value, timing)
        if setting is not None:
            told = words.move(setting, self._document.model.clock)
            name = look.text("palette.set", lever=words.name, value=told)
        return PaletteEntry(
            "",
            Kind.LEVER,
            name,
            Searchable.of(name),
            lambda: None if setting is None else self._choose(lever.id, setting),
            icon="pencil",
            enabled=setting is not None,
        )

    def _setting(
        self, lever: Lever, value: str | None, timing: TypedTiming
    ) -> tuple[Setting | None, str]:
        """Return what would be set; None where it cannot be, and why."""
        language, model = self._look.language, self._document.model
        words = LeverWords(language, lever)
        now = self._document.scenario.combined.settings.get(lever.id)
        if value is None and now is None:
            return None, language.text("palette.no_value", lever=words.name)
        setting = now or Setting(lever.default)
        if value is not None:
            number, refusal = words.read(value, setting.value)
            if number is None:
                return None, refusal
            setting = replace(setting, value=round(number, lever.decimals))
        if timing.start is not None:
            setting = replace(setting, start=timing.start)
        if timing.ramp is not None:
            setting = replace(setting, ramp=timing.ramp)
        try:
            setting.check(lever, model.clock)
        except VecinosError as wrong:
            return None, language.error(in_words(wrong, model))
        return setting, ""


def _with_value(words: str) -> tuple[str, str | None]:
    """Return the words of a name and the value behind them; None where there is none."""
    name, _, value = words.rpartition(" ")
    if name and typed_number(value) is not None:
        return name, value
    return words, None
