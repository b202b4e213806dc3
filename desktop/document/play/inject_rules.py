"""What may be done with injects in play, and what it does."""

from dataclasses import replace

from desktop.document.play import errors
from desktop.document.play.fitting import known
from desktop.document.play.state import (
    InjectInPlay,
    InjectStatus,
    PlayState,
    Setup,
    with_inject,
)
from desktop.domain.countdown import LONGEST
from desktop.domain.play.entries import (
    InjectReleased,
    InjectRetimed,
    InjectShown,
    InjectSkipped,
    Recorded,
    SuggestionDismissed,
)
from desktop.domain.policy import PlannedEvent

_LAST_MINUTE = LONGEST // 60


def show(setup: Setup, state: PlayState, entry: InjectShown, at: Recorded) -> PlayState:
    """Show an inject to the facilitator, in the place of the one that was shown, or put it away."""
    if not entry.inject:
        return put_away(state)
    inject = _unlocked(state, entry.inject)
    skipped = inject.skipped or inject.status is InjectStatus.SKIPPED
    if inject.status is InjectStatus.SHOWN:
        return state
    shown = replace(inject, status=InjectStatus.SHOWN, skipped=skipped)
    return with_inject(put_away(state), entry.inject, shown)


def put_away(state: PlayState) -> PlayState:
    """Return a state in which the facilitator looks at no inject; nothing else becomes of it."""
    name = state.shown_inject
    if name is None:
        return state
    shown = state.injects[name]
    status = InjectStatus.SKIPPED if shown.skipped else InjectStatus.WAITING
    return with_inject(state, name, replace(shown, status=status, skipped=False))


def release(setup: Setup, state: PlayState, entry: InjectReleased, at: Recorded) -> PlayState:
    """Release an inject; its shock strikes in its month or, if that is played, in the next one.

    Where no month is left to be played it is released and strikes nothing.
    """
    inject = _unlocked(state, entry.inject)
    designed = next(one for one in setup.exercise.injects if one.id == entry.inject)
    for other in designed.after:
        if state.injects[other].status is not InjectStatus.RELEASED:
            raise errors.InjectNeedsAnotherError(inject=entry.inject, other=other)
    strikes = None
    if designed.shock is not None:
        month = max(designed.date, state.played_until.plus(1))
        if month <= setup.horizon:
            strikes = PlannedEvent(designed.shock.event, month, designed.shock.size)
    done = replace(
        inject, status=InjectStatus.RELEASED, released=at, strikes=strikes, skipped=False
    )
    return with_inject(state, entry.inject, done)


def skip(setup: Setup, state: PlayState, entry: InjectSkipped, at: Recorded) -> PlayState:
    """Leave an inject out; it can still be shown and released."""
    inject = _unlocked(state, entry.inject)
    left_out = replace(inject, status=InjectStatus.SKIPPED, skipped=False)
    return with_inject(state, entry.inject, left_out)


def retime(setup: Setup, state: PlayState, entry: InjectRetimed, at: Recorded) -> PlayState:
    """Plan an inject for another minute of its round."""
    inject = _unlocked(state, entry.inject)
    if not 0 <= entry.at <= _LAST_MINUTE:
        raise errors.InjectTimeError(inject=entry.inject, most=_LAST_MINUTE)
    return with_inject(state, entry.inject, replace(inject, at=entry.at))


def dismiss(setup: Setup, state: PlayState, entry: SuggestionDismissed, at: Recorded) -> PlayState:
    """Suggest an inject no more."""
    inject = _unlocked(state, entry.inject)
    return with_inject(state, entry.inject, replace(inject, dismissed=True))


def _unlocked(state: PlayState, name: str) -> InjectInPlay:
    known("inject", name, state.injects)
    inject = state.injects[name]
    if inject.status is InjectStatus.RELEASED:
        raise errors.InjectLockedError(inject=name)
    return inject
