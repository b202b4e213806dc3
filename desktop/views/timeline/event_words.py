"""What events and the months they strike in are called on the desk."""

from desktop.document.document import Document
from desktop.document.undo_history import UndoStep
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent
from desktop.ui.ui_context import UiContext


def event_name(planned: PlannedEvent, document: Document, look: UiContext) -> str:
    """Return the name of an event, and that chance drew it if it did."""
    name = look.language.wording(document.model.events[planned.event].name)
    drawn = planned in document.scenario.drawn
    return look.text("timeline.drawn", event=name) if drawn else name


def event_words(planned: PlannedEvent, document: Document, look: UiContext) -> str:
    """Return month and name of an event in its place."""
    month = look.language.date(planned.month)
    return look.text("timeline.mark", month=month, mark=event_name(planned, document, look))


def typed_month(text: str, look: UiContext) -> Month:
    """Read a month as people type it or as the desk writes it; raise BadMonthError."""
    words = " ".join(text.casefold().split())
    for month in range(1, 13):
        year = words[-4:]
        if year.isdecimal() and look.language.date(Month(int(year), month)).casefold() == words:
            return Month(int(year), month)
    return Month.parse(words)


def event_step_words(step: UndoStep, model: Model, look: UiContext) -> str:
    """Return what a step about one event did: which, and in which month."""
    name = look.language.wording(model.events[step.subject or ""].name)
    before, after = (
        [one for one in scenario.combined.events if one.event == step.subject]
        for scenario in (step.before, step.after)
    )
    gone = [look.language.date(one.month) for one in before if one not in after]
    come = [look.language.date(one.month) for one in after if one not in before]
    if gone and come:
        return look.text("command.event_moved", event=name, from_month=gone[0], month=come[0])
    if gone:
        return look.text("command.event_removed", event=name, month=gone[0])
    # One that chance had drawn for this month is somebody's own from now on.
    months = come or [look.language.date(one.month) for one in after]
    return look.text("command.event_placed", event=name, month=months[0])
