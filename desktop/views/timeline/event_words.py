"""What events and the months they strike in are called on the desk."""

from desktop.document.document import Document
from desktop.document.undo_history import UndoStep
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent
from desktop.language.event_sizes import size_words, sized
from desktop.ui.ui_context import UiContext


def event_name(planned: PlannedEvent, document: Document, look: UiContext) -> str:
    """Return the name of an event, its size if it is not the usual, and if chance drew it."""
    return sized(unsized_name(planned, document, look), planned.size, look.language)


def unsized_name(planned: PlannedEvent, document: Document, look: UiContext) -> str:
    """Return the name of an event, and that chance drew it if it did."""
    name = look.language.wording(document.model.events[planned.event].name)
    drawn = planned in document.scenario.drawn
    return look.text("timeline.drawn", event=name) if drawn else name


def event_words(planned: PlannedEvent, document: Document, look: UiContext) -> str:
    """Return month and name of an event in its place."""
    month = look.language.date(planned.month)
    return look.text("timeline.mark", month=month, mark=event_name(planned, document, look))


def event_step_words(step: UndoStep, model: Model, look: UiContext) -> str:
    """Return what a step about one event did: which, in which month, in which size."""
    name = look.language.wording(model.events[step.subject or ""].name)
    before, after = (
        [one for one in scenario.combined.events if one.event == step.subject]
        for scenario in (step.before, step.after)
    )
    gone = next((one for one in before if one not in after), None)
    come = next((one for one in after if one not in before), None)
    # Where nothing came, one that chance had drawn for this month is somebody's own from now on.
    told = come or gone or after[0]
    month = look.language.date(told.month)
    if gone and come and gone.place == come.place:
        size = size_words(come.size, look.language)
        return look.text("command.event_resized", event=name, month=month, size=size)
    name = sized(name, told.size, look.language)
    if gone and come:
        former = look.language.date(gone.month)
        return look.text("command.event_moved", event=name, from_month=former, month=month)
    if gone:
        return look.text("command.event_removed", event=name, month=month)
    return look.text("command.event_placed", event=name, month=month)
