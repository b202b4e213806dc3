"""What the palette offers of the desk, in both languages, whichever is shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.document.document import Document
from desktop.domain.lever import Family, Lever
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.language.name_search import NameQuery, Searchable, ranked
from desktop.ui.actions import ICONS, KEYS, ActionId, Actions
from desktop.ui.lever_words import LeverWords, typed_number
from desktop.ui.ui_context import UiContext
from desktop.views.palette.entries import Kind, PaletteEntry

_MOST_SET = 3
"""Levers to which a typed value is offered."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Hold what is done with a thing of a kind that was chosen, by its id."""

    lever: Callable[[str], object]
    set_lever: Callable[[str, str], object]
    """A lever's id, and the value as it was typed."""
    chart: Callable[[str], object]
    event: Callable[[str], object]
    assumption: Callable[[str], object]


class DeskEntries:
    """Word what there is to find for one opening of the palette."""

    def __init__(self, document: Document, actions: Actions, look: UiContext, ways: Ways) -> None:
        self._document, self._actions, self._look, self._ways = document, actions, look, ways
        self._model = document.model
        other = next(code for code in LANGUAGES if code != look.language.code)
        self._other = load_language(other, look.resources)
        self._levers = tuple(self._lever(lever) for lever in self._model.levers.values())

    def all(self) -> tuple[PaletteEntry, ...]:
        """Return levers, charts, events, commands and assumptions."""
        return (
            *self._levers,
            *self._charts(),
            *self._events(),
            *self._commands(),
            *self._assumptions(),
        )

    def offer(self, typed: str) -> Sequence[PaletteEntry]:
        """Return what sets a lever, where a value was typed after words of its name."""
        words, _, value = typed.strip().rpartition(" ")
        if not words or typed_number(value) is None:
            return ()
        found = ranked(NameQuery(words), ((one.key, one) for one in self._levers))
        levers = self._model.levers
        return [self._setting(levers[_bare(one.id)], value) for _, one in found[:_MOST_SET]]

    # ------------------------------------------------------------ kinds

    def _lever(self, lever: Lever) -> PaletteEntry:
        words = LeverWords(self._look.language, lever)
        setting = self._document.scenario.combined.settings.get(lever.id)
        return self._named(
            Kind.LEVER,
            lever.id,
            lever.name,
            self._ways.lever,
            (lever.short.en, lever.short.es, *self._family_words(lever.family)),
            about=words.value(lever.default if setting is None else setting.value),
            family=lever.family,
        )

    def _setting(self, lever: Lever, typed: str) -> PaletteEntry:
        """Offer a lever's value as typed; one that it does not take says why instead."""
        look = self._look
        words = LeverWords(look.language, lever)
        setting = self._document.scenario.combined.settings.get(lever.id)
        number, refusal = words.read(typed, lever.default if setting is None else setting.value)
        name = refusal
        if number is not None:
            name = look.text("palette.set", lever=words.name, value=words.value(number))
        return PaletteEntry(
            "",
            Kind.LEVER,
            name,
            Searchable.of(name),
            lambda: self._ways.set_lever(lever.id, typed),
            icon="pencil",
            enabled=number is not None,
        )

    def _charts(self) -> Iterable[PaletteEntry]:
        for one in self._model.indicators.values():
            words = (one.short.en, one.short.es, *self._family_words(one.family))
            chart = self._ways.chart
            yield self._named(Kind.CHART, one.id, one.name, chart, words, family=one.family)

    def _events(self) -> Iterable[PaletteEntry]:
        for one in self._model.events.values():
            words = self._family_words(one.family)
            event = self._ways.event
            yield self._named(Kind.EVENT, one.id, one.name, event, words, family=one.family)

    def _assumptions(self) -> Iterable[PaletteEntry]:
        for one in self._model.assumptions.movables.values():
            name = self._model.parameters[one.parameter].evidence.name
            about = one.text or Wording("", "")
            words = (about.en, about.es, one.parameter)
            yield self._named(
                Kind.ASSUMPTION, one.parameter, name, self._ways.assumption, words, icon="scale"
            )

    def _commands(self) -> Iterable[PaletteEntry]:
        text = self._look.text
        for act in ActionId:
            if act is ActionId.FIND:
                continue
            action = self._actions[act]
            name, other = text(f"action.{act}"), self._other.text(f"action.{act}")
            yield PaletteEntry(
                f"{Kind.COMMAND}:{act}",
                Kind.COMMAND,
                name,
                Searchable.of(name, other),
                action.trigger,
                other=other,
                about="  ".join(KEYS[act]) if action.isEnabled() else text("palette.not_now"),
                icon=ICONS[act],
                enabled=action.isEnabled(),
            )

    # ------------------------------------------------------------ words

    def _named(
        self,
        kind: Kind,
        id_: str,
        name: Wording,
        choose: Callable[[str], object],
        words: Iterable[str],
        *,
        about: str = "",
        icon: str = "",
        family: Family | None = None,
    ) -> PaletteEntry:
        shown, other = self._look.language.wording(name), self._other.wording(name)
        return PaletteEntry(
            f"{kind}:{id_}",
            kind,
            shown,
            Searchable.of(shown, other, words=" ".join(words)),
            lambda: choose(id_),
            other=other,
            about=about,
            icon=icon,
            family=family,
        )

    def _family_words(self, family: Family) -> tuple[str, ...]:
        languages = (self._look.language, self._other)
        return tuple(language.text(f"levers.family.{family}") for language in languages)


def _bare(id_: str) -> str:
    return id_.partition(":")[2]
