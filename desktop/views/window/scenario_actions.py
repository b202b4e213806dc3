"""The window's commands about scenarios: on those marked in the browser, else on the desk's own."""

from PySide6.QtWidgets import QMenu

from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.library_actions import LibraryActions
from desktop.views.scenarios.listing import LibrarySection
from desktop.views.scenarios.name_prompts import NamePrompts, duplicate
from desktop.views.scenarios.scenario_detail import ScenarioAction
from desktop.views.window.pages import Pages

RECENT = 8
_LISTED = (
    ActionId.OPEN,
    ActionId.VERSIONS,
    ActionId.NEW,
    ActionId.RENAME,
    ActionId.DUPLICATE,
    ActionId.DELETE,
)


class ScenarioActions:
    """Answer them; without an autosave nothing is kept, so there is nothing to do."""

    def __init__(
        self,
        session: Session,
        pages: Pages,
        library: LibraryActions,
        actions: Actions,
        look: UiContext,
        naming: NamePrompts,
    ) -> None:
        self._session = session
        self._document = session.document
        self._pages = pages
        self._library = library
        self._actions = actions
        self._look = look
        self._naming = naming
        for act, answer in (
            (ActionId.NEW, self.ask_new),
            (ActionId.OPEN, self._list),
            (ActionId.VERSIONS, self._list_versions),
            (ActionId.BACKUPS, lambda: pages.open_browser(LibrarySection.BACKUPS)),
            (ActionId.TRASH, lambda: pages.open_browser(LibrarySection.TRASH)),
            (ActionId.RENAME, self._ask_rename),
            (ActionId.DUPLICATE, self._duplicate),
            (ActionId.DELETE, self._delete),
            (ActionId.SAVE, pages.keep_version),
            (ActionId.PACK, self._pack),
            (ActionId.BRING_IN, self._bring_in),
            (ActionId.EXAMPLES, self._bring_back),
            (ActionId.OPEN_LIBRARY, library.open_library),
            (ActionId.COPY_LIBRARY, library.save_copy),
        ):
            actions[act].triggered.connect(answer)

    @property
    def _autosave(self) -> ScenarioAutosave | None:
        return self._session.autosave

    def let_be(self) -> None:
        """Ask for no name any more: the scenarios are others."""
        self._naming.let_be()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._naming.set_look(look)

    def fill(self, menu: QMenu) -> None:
        """List the scenarios used last, and the commands, in the menu under the name."""
        autosave = self._autosave
        menu.clear()
        if autosave is not None:
            for summary in autosave.summaries[:RECENT]:
                action = menu.addAction(summary.name.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(summary.id == autosave.id)
                action.triggered.connect(
                    lambda _=False, id_=summary.id, autosave=autosave: autosave.open(id_)
                )
            menu.addSeparator()
        for act in _LISTED:
            menu.addAction(self._actions[act])

    def ask_new(self) -> None:
        """Ask for the name of a new scenario, and go to the desk with it."""
        if self._autosave is not None:
            self._naming.ask_new(self._autosave, self._pages.close)

    def _list(self) -> None:
        self._pages.open_browser()

    def _list_versions(self) -> None:
        self._pages.open_versions()

    def _bring_in(self) -> None:
        self._library.bring_in()

    def _bring_back(self) -> None:
        if self._autosave is not None:
            self._autosave.bring_back_examples(self._pages.tell_examples)

    def _in_browser(self, action: ScenarioAction) -> bool:
        """Do it to what is marked in the browser, if that is open."""
        browser = self._pages.browser
        if browser is not None:
            browser.do(action)
        return browser is not None

    @property
    def _kept(self) -> tuple[ScenarioAutosave, int] | None:
        """Return the autosave and the number of the desk's scenario, once it has one."""
        autosave = self._autosave
        return None if autosave is None or autosave.id is None else (autosave, autosave.id)

    def _ask_rename(self) -> None:
        if not self._in_browser(ScenarioAction.RENAME) and self._kept is not None:
            autosave, number = self._kept
            self._naming.ask_rename(autosave, number, self._document.scenario.name)

    def _duplicate(self) -> None:
        if not self._in_browser(ScenarioAction.DUPLICATE) and self._kept is not None:
            autosave, number = self._kept
            duplicate(autosave, self._look, number, self._document.scenario.name)

    def _delete(self) -> None:
        if not self._in_browser(ScenarioAction.DELETE) and self._kept is not None:
            autosave, number = self._kept
            autosave.delete(number, self._document.scenario.name)

    def _pack(self) -> None:
        if not self._in_browser(ScenarioAction.PACK):
            self._library.pack_desk()
