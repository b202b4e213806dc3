"""Asks for names: of a new scenario, of one that is renamed; and the copy that needs none."""

from collections.abc import Callable

from desktop.document.commands import Rename
from desktop.document.document import Document
from desktop.document.naming import free_name
from desktop.domain.lines import name_key
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.inline_prompt import TopPrompt
from desktop.ui.ui_context import UiContext

LONGEST = 120
_TOLD = 30
"""Characters of a taken name that are said again; the whole stands in the field."""


class NamePrompts:
    """Ask in the place of the top bar; another language or theme leaves what was typed."""

    def __init__(self, bar: TopPrompt, document: Document, look: UiContext) -> None:
        self._bar = bar
        self._document = document
        self._look = look
        self._asked: Callable[[str], None] = lambda _: None
        bar.field.setMaxLength(LONGEST)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._bar.set_look(look)
        if not self._bar.isHidden():
            self._asked(self._bar.field.text())

    def let_be(self) -> None:
        """Ask nothing any more."""
        self._bar.let_be()

    def ask_new(self, keeper: ScenarioAutosave, done: Callable[[], None]) -> None:
        """Ask for the name of a new scenario and put it on the desk."""
        taken = _names(keeper, None)

        def ask(name: str) -> None:
            self._ask("scenarios.new_title", name, lambda: _names(keeper, None), answered)

        def answered(name: str) -> None:
            self._bar.done()
            keeper.new(name)
            done()

        self._asked = ask
        ask(free_name(self._look.text("scenarios.untitled"), lambda n: name_key(n) in taken))

    def ask_rename(self, keeper: ScenarioAutosave, scenario_id: int, name: str) -> None:
        """Ask for another name; the scenario on the desk is renamed by a command, to be undone."""

        def ask(name: str) -> None:
            self._ask("scenarios.rename_title", name, lambda: _names(keeper, scenario_id), answered)

        def answered(name: str) -> None:
            self._bar.done()
            if scenario_id == keeper.id:
                self._document.apply(Rename(name))
            else:
                keeper.rename(scenario_id, name)

        self._asked = ask
        ask(name)

    def _ask(
        self,
        question: str,
        name: str,
        taken: Callable[[], set[str]],
        answered: Callable[[str], None],
    ) -> None:
        text = self._look.text

        def judge(typed: str) -> str:
            name = " ".join(typed.split())
            if not name_key(name):
                return text("scenarios.name_empty")
            if name_key(name) in taken():
                told = name if len(name) <= _TOLD else f"{name[:_TOLD].rstrip()}…"
                return text("scenarios.name_taken", name=told)
            return ""

        self._bar.ask(text(question), name, text("dialog.ok"), answered, judge=judge)


def _names(keeper: ScenarioAutosave, scenario_id: int | None) -> set[str]:
    """Return the names that all other scenarios have."""
    return {name_key(s.name) for s in keeper.summaries if s.id != scenario_id}


def duplicate(keeper: ScenarioAutosave, look: UiContext, scenario_id: int, name: str) -> None:
    """Copy a scenario under a name that says so."""
    keeper.duplicate(scenario_id, look.text("scenarios.copy_of", name=name))
