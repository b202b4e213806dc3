"""What is said of a play's record: on the disk, waiting, or after time that passed unseen."""

from desktop.language.durations import clock_words
from desktop.session.play.conduct import Conduct
from desktop.ui.ui_context import UiContext


def saved_words(play: Conduct, look: UiContext) -> str:
    """Return since when all is on the disk, or how much is on its way, and what it is."""
    saving, state = play.saving, play.state
    if saving.unsaved:
        words = look.language.plural("conduct.being_written", saving.unsaved)
    elif saving.saved_at is not None:
        words = look.text("conduct.recorded", time=f"{saving.saved_at.astimezone():%H:%M:%S}")
    else:
        words = look.language.plural("conduct.entries", len(play.entries))
    said = [words]
    if play.figures_apart:
        said.append(look.language.plural("conduct.figures_apart", play.figures_apart))
    if play.rehearsal:
        said.append(look.text("conduct.is_rehearsal"))
    if state.ended:
        said.append(look.text("conduct.is_ended"))
    return " · ".join(said)


def unsaved_words(play: Conduct, look: UiContext) -> str:
    """Return why entries wait, empty where nothing keeps them from the disk."""
    error = play.saving.error
    if error is None or not play.saving.unsaved:
        return ""
    return look.language.plural(
        "conduct.not_written", play.saving.unsaved, why=look.language.error(error)
    )


def gap_words(gap: float | None, look: UiContext) -> str:
    """Return how much time passed unseen, empty where none did."""
    return "" if gap is None else look.text("conduct.gap", time=clock_words(round(gap)))
