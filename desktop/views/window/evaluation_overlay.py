"""How the model did before, over the whole window, and the way back to what was below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.session.session import Session
from desktop.ui.focus import FocusBefore
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.window.page_stack import PageStack
from desktop.views.window.pages import Pages

if TYPE_CHECKING:
    from desktop.views.evaluation.evaluation_page import EvaluationPage, Part


class EvaluationOverlay(QObject):
    """Make the page when it is first asked for, and keep it with what it has computed."""

    address_opened = Signal(str)
    """Somebody asked for the browser, and this is where it shall go."""

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        pages: Pages,
        stack: PageStack,
        look: UiContext,
    ) -> None:
        super().__init__(stack)
        self._session, self._pages = session, pages
        self._stack, self._look = stack, look
        self._focus = FocusBefore(desk)
        self.page: EvaluationPage | None = None
        pages.vantage_wanted.connect(self._show_vantage)

    @property
    def open(self) -> bool:
        """Say whether it is on show."""
        return self.page is not None and self._stack.page is self.page

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        if self.page is not None:
            self.page.set_look(look)

    def show(self, part: "Part | None" = None) -> "EvaluationPage":
        """Show one of its parts; without one, that shown last."""
        if self.page is None:
            # Nobody who does not ask pays for it when the program starts.
            from desktop.views.evaluation.evaluation_page import open_evaluation_page

            self.page = open_evaluation_page(
                self._session.model, self._session.own_data, self._look, self._stack
            )
            self.page.left.connect(self.leave)
            self.page.address_opened.connect(self.address_opened)
        if part is not None:
            self.page.show_part(part)
        self._stack.put_on_top(self.page)
        self.page.setFocus()
        return self.page

    def turn(self) -> None:
        """Show it; a second time, what was below."""
        if self.open:
            self.leave()
        else:
            self._focus.remember()
            self.show()

    def leave(self) -> None:
        """Show what was below, the desk or a page of it."""
        if self.page is not None:
            self._stack.put_away(self.page)
            self._focus.bring_back(self._stack.page)

    def release(self) -> None:
        """Compute nothing more: the window closes."""
        if self.page is not None:
            self.page.close_pages()

    def _show_vantage(self) -> None:
        """Show where the projection starts, and how it did against what was added."""
        from desktop.views.evaluation.evaluation_page import Part

        self._pages.close()
        self.show(Part.OWN)
