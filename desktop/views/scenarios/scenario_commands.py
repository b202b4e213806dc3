"""The window's commands about scenarios: on those marked in the browser, else on the desk's own."""

from PySide6.QtWidgets import QMenu

from desktop.bridge.keeper import Keeper
from desktop.document.document import Document
from desktop.views.desk.actions import Act, Actions
from desktop.views.desk.look import Look
from desktop.views.scenarios.library_commands import LibraryCommands
from desktop.views.scenarios.listing import Place
from desktop.views.scenarios.naming import Naming, duplicate
from desktop.views.scenarios.pages import Pages
from desktop.views.scenarios.scenario_detail import Deed

RECENT = 8
_LISTED = (Act.OPEN, Act.VERSIONS, Act.NEW, Act.RENAME, Act.DUPLICATE, Act.DELETE)


class ScenarioCommands:
    """Answer them; without a keeper nothing is kept, so there is nothing to do."""

    def __init__(
        self,
        document: Document,
        pages: Pages,
        library: LibraryCommands,
        actions: Actions,
        look: Look,
        naming: Naming,
    ) -> None:
        self._document = document
        self._pages = pages
        self._library = library
        self._actions = actions
        self._look = look
        self._naming = naming
        self._keeper: Keeper | None = None
        for act, answer in (
            (Act.NEW, self.ask_new),
            (Act.OPEN, self._list),
            (Act.VERSIONS, self._list_versions),
            (Act.BACKUPS, lambda: pages.open_browser(Place.BACKUPS)),
            (Act.TRASH, lambda: pages.open_browser(Place.TRASH)),
            (Act.RENAME, self._ask_rename),
            (Act.DUPLICATE, self._duplicate),
            (Act.DELETE, self._delete),
            (Act.SAVE, pages.keep_version),
            (Act.PACK, self._pack),
            (Act.BRING_IN, self._bring_in),
            (Act.EXAMPLES, self._bring_back),
            (Act.OPEN_LIBRARY, library.open_library),
            (Act.COPY_LIBRARY, library.save_copy),
        ):
            actions[act].triggered.connect(answer)

    def attach(self, keeper: Keeper) -> None:
        """Work on the scenarios that this keeper keeps from now on."""
        self._naming.let_be()
        self._keeper = keeper

    def set_look(self, look: Look) -> None:
        """Take another language or theme."""
        self._look = look
        self._naming.set_look(look)

    def fill(self, menu: QMenu) -> None:
        """List the scenarios used last, and the commands, in the menu under the name."""
        keeper = self._keeper
        menu.clear()
        if keeper is not None:
            for summary in keeper.summaries[:RECENT]:
                action = menu.addAction(summary.name.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(summary.id == keeper.id)
                action.triggered.connect(
                    lambda _=False, id_=summary.id, keeper=keeper: keeper.open(id_)
                )
            menu.addSeparator()
        for act in _LISTED:
            menu.addAction(self._actions[act])

    def ask_new(self) -> None:
        """Ask for the name of a new scenario, and go to the desk with it."""
        if self._keeper is not None:
            self._naming.ask_new(self._keeper, self._pages.close)

    def _list(self) -> None:
        self._pages.open_browser()

    def _list_versions(self) -> None:
        self._pages.open_versions()

    def _bring_in(self) -> None:
        self._library.bring_in()

    def _bring_back(self) -> None:
        if self._keeper is not None:
            self._keeper.bring_back_examples(self._pages.tell_examples)

    def _in_browser(self, deed: Deed) -> bool:
        """Do it to what is marked in the browser, if that is open."""
        browser = self._pages.browser
        if browser is not None:
            browser.do(deed)
        return browser is not None

    @property
    def _kept(self) -> tuple[Keeper, int] | None:
        """Return the keeper and the number of the desk's scenario, once it has one."""
        keeper = self._keeper
        return None if keeper is None or keeper.id is None else (keeper, keeper.id)

    def _ask_rename(self) -> None:
        if not self._in_browser(Deed.RENAME) and self._kept is not None:
            keeper, number = self._kept
            self._naming.ask_rename(keeper, number, self._document.scenario.name)

    def _duplicate(self) -> None:
        if not self._in_browser(Deed.DUPLICATE) and self._kept is not None:
            keeper, number = self._kept
            duplicate(keeper, self._look, number, self._document.scenario.name)

    def _delete(self) -> None:
        if not self._in_browser(Deed.DELETE) and self._kept is not None:
            keeper, number = self._kept
            keeper.delete(number, self._document.scenario.name)

    def _pack(self) -> None:
        if not self._in_browser(Deed.PACK):
            self._library.pack_desk()
