"""What the palette offers of the desk, in both languages, whichever is shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import methodcaller

from desktop.document import slots
from desktop.document.document import Document
from desktop.domain.inquiry import Asked
from desktop.domain.lever import Family, Lever, Setting
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.language.name_search import Searchable
from desktop.ui.actions import ICONS, KEYS, ActionId, Actions
from desktop.ui.lever_words import LeverWords
from desktop.ui.ui_context import UiContext
from desktop.views.palette.entries import Kind, PaletteEntry
from desktop.views.window.palette_settings import SettingOffers

ALSO_CALLED = (
    ActionId.SAVE,
    ActionId.REPLAY,
    ActionId.WEDGES,
    ActionId.CAUSAL_MAP,
    ActionId.TARGET,
    ActionId.PIN,
    ActionId.PIN_OTHER,
    ActionId.COMPARE,
    ActionId.DIFFERENCE,
    ActionId.OUTCOMES,
    ActionId.PRESENT,
    ActionId.TRUST,
    ActionId.REPORT,
)
"""Commands that people look for by other words than their names."""
SINGLE = "single"
"""Names lines of single months in the same way."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Hold what is done with a thing of a kind that was chosen, by its id."""

    lever: Callable[[str], object]
    set_lever: Callable[[str, Setting | None], object]
    """A lever's id, and what shall be set there; None puts it back to its status quo."""
    chart: Callable[[str], object]
    event: Callable[[str], object]
    assumption: Callable[[str], object]
    assume: Callable[[str], object]
    """Takes a whole set of assumptions, by its id."""
    family: Callable[[Family], object]
    """Shows the charts of one family, and no others."""
    span: Callable[[bool], object]
    """Shows lines of single months where true, else those of twelve."""
    question: Callable[[Asked], object]


class DeskEntries:
    """Word what there is to find for one opening of the palette."""

    def __init__(self, document: Document, actions: Actions, look: UiContext, ways: Ways) -> None:
        self._document, self._actions, self._look, self._ways = document, actions, look, ways
        self._model = document.model
        other = next(code for code in LANGUAGES if code != look.language.code)
        self._other = load_language(other, look.resources)
        self._levers = tuple(self._lever(lever) for lever in self._model.levers.values())
        levers = [
            (one.key, lever)
            for one, lever in zip(self._levers, self._model.levers.values(), strict=True)
        ]
        self._offers = SettingOffers(document, look, levers, ways.set_lever)

    def all(self) -> tuple[PaletteEntry, ...]:
        """Return levers, charts, events, commands and assumptions."""
        return (
            *self._levers,
            *self._put_back(),
            *self._charts(),
            *self._events(),
            *self._commands(),
            *self._questions(),
            *self._families(),
            *self._spans(),
            *self._sets(),
            *self._assumptions(),
        )

    def offer(self, typed: str) -> Sequence[PaletteEntry]:
        """Return what sets a lever, where a value, a month or a ramp was typed after its name."""
        return self._offers.of(typed)

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

    def _put_back(self) -> Iterable[PaletteEntry]:
        for id_ in self._document.scenario.combined.settings:
            yield self._worded(
                f"put_back:{id_}",
                Kind.LEVER,
                partial(_put_back_words, self._model.levers[id_]),
                partial(self._ways.set_lever, id_, None),
                "rotate-ccw",
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
            also = self._also(act) if act in ALSO_CALLED else ""
            yield PaletteEntry(
                f"{Kind.COMMAND}:{act}",
                Kind.COMMAND,
                name,
                Searchable.of(name, other, words=also),
                action.trigger,
                other=other,
                about="  ".join(KEYS[act]) if action.isEnabled() else text("palette.not_now"),
                icon=ICONS[act],
                enabled=action.isEnabled(),
            )

    def _questions(self) -> Iterable[PaletteEntry]:
        for asked in Asked:
            yield self._worded(
                f"question:{asked}",
                Kind.COMMAND,
                methodcaller("text", f"ask.question.{asked}"),
                partial(self._ways.question, asked),
                ICONS[ActionId.ASK],
            )

    def _families(self) -> Iterable[PaletteEntry]:
        for family in Family:
            count = len(slots.of_family(self._model.indicators.values(), family))
            if count:
                yield self._worded(
                    f"family:{family}",
                    Kind.COMMAND,
                    partial(_family_words, family, count),
                    partial(self._ways.family, family),
                    ICONS[ActionId.FAMILY],
                )

    def _spans(self) -> Iterable[PaletteEntry]:
        for message, monthly in (("curves.twelve_about", False), ("curves.single_about", True)):
            yield self._worded(
                message,
                Kind.COMMAND,
                methodcaller("text", message),
                partial(self._ways.span, monthly),
                "activity",
                self._also(SINGLE) if monthly else "",
            )

    def _sets(self) -> Iterable[PaletteEntry]:
        for one in self._model.assumptions.sets.values():
            yield self._worded(
                f"set:{one.id}",
                Kind.ASSUMPTION,
                partial(_set_words, one.name),
                partial(self._ways.assume, one.id),
                "scale",
            )

    # ------------------------------------------------------------ words

    def _also(self, name: str) -> str:
        languages = (self._look.language, self._other)
        return " ".join(language.text(f"palette.also.{name}") for language in languages)

    def _worded(
        self,
        id_: str,
        kind: Kind,
        words: Callable[[Language], str],
        choose: Callable[[], object],
        icon: str,
        also: str = "",
    ) -> PaletteEntry:
        """Return what is called by words of the program, and found by others `also`."""
        shown, other = words(self._look.language), words(self._other)
        key = Searchable.of(shown, other, words=also)
        return PaletteEntry(id_, kind, shown, key, choose, other=other, icon=icon)

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


def _put_back_words(lever: Lever, language: Language) -> str:
    words = LeverWords(language, lever)
    return language.text("palette.put_back", lever=words.name, value=words.value(lever.default))


def _family_words(family: Family, count: int, language: Language) -> str:
    name = language.text(f"levers.family.{family}")
    return language.plural("palette.only_family", count, family=name)


def _set_words(name: Wording, language: Language) -> str:
    return language.text("palette.assume", name=language.wording(name))
