"""Asks in a bar what an action on chosen scenarios needs to know, and then carries it out."""

from typing import TYPE_CHECKING

from desktop.domain.lines import name_key
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.row_actions import RowActions

if TYPE_CHECKING:
    from db import ScenarioSummary


class ActionPrompts:
    """Ask for names, folders and tags, and for a word before anything is deleted for good."""

    def __init__(self, prompt: InlinePrompt, actions: RowActions, look: UiContext) -> None:
        self._prompt, self._actions, self._look = prompt, actions, look

    def rename(self, one: "ScenarioSummary") -> None:
        """Ask for another name, until it is one that no scenario has."""
        text = self._look.text

        def answered(name: str) -> None:
            asked = self._prompt.number

            def told(taken: bool) -> None:
                if self._prompt.number != asked:
                    return
                if taken:
                    self._prompt.refuse(text("scenarios.name_taken", name=name))
                else:
                    self._prompt.done()

            self._actions.rename(one, name, told)

        self._prompt.ask(
            text("browser.ask_name", name=one.name),
            one.name,
            text("browser.do_rename"),
            answered,
            judge=lambda name: "" if name_key(name) else text("scenarios.name_empty"),
        )

    def move(self, chosen: "list[ScenarioSummary]", folders: tuple[str, ...]) -> None:
        """Ask for the folder to move scenarios into."""
        text, name = self._look.text, chosen[0].name
        question = text("browser.ask_folder_one", name=name)
        if len(chosen) > 1:
            question = self._look.language.plural("browser.ask_folder", len(chosen))

        def answered(folder: str) -> None:
            self._prompt.done()
            names = [" ".join(name.split()) for name in folder.split("/")]
            self._actions.move(chosen, "/".join(name for name in names if name))

        self._prompt.ask(
            question,
            chosen[0].folder,
            text("browser.do_move"),
            answered,
            choices=folders,
            hint=text("browser.folder_hint"),
        )

    def tag(self, chosen: "list[ScenarioSummary]") -> None:
        """Ask for the tags of scenarios, beginning with those that all of them have."""
        text, name = self._look.text, chosen[0].name
        question = text("browser.ask_tags_one", name=name)
        if len(chosen) > 1:
            question = self._look.language.plural("browser.ask_tags", len(chosen))
        common = [tag for tag in chosen[0].tags if all(tag in one.tags for one in chosen)]

        def answered(typed: str) -> None:
            self._prompt.done()
            tags = tuple(dict.fromkeys(t for t in (p.strip() for p in typed.split(",")) if t))
            self._actions.tag(chosen, tuple(common), tags)

        self._prompt.ask(
            question,
            ", ".join(common),
            text("browser.do_tag"),
            answered,
            hint=text("browser.tags_hint"),
        )

    def erase(self, chosen: "list[ScenarioSummary]") -> None:
        """Ask whether scenarios shall be deleted for good."""
        text = self._look.text
        sentence = text("browser.confirm_erase_one", name=chosen[0].name)
        if len(chosen) > 1:
            sentence = self._look.language.plural("browser.confirm_erase", len(chosen))

        def answered() -> None:
            self._prompt.done()
            self._actions.erase(chosen)

        self._prompt.confirm(sentence, text("browser.do_erase"), answered)

    def empty_trash(self, count: int) -> None:
        """Ask whether all so many scenarios in the trash shall be deleted for good."""

        def answered() -> None:
            self._prompt.done()
            self._actions.empty_trash()

        self._prompt.confirm(
            self._look.language.plural("browser.confirm_empty", count),
            self._look.text("browser.do_erase"),
            answered,
        )
