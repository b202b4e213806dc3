"""How injects in play are called, where they stand, and what they do to the model."""

from datetime import datetime

from desktop.document.play.state import InjectInPlay, InjectStatus, PlayState, Setup
from desktop.domain.exercise.injects import Inject, InjectType, NoShock
from desktop.session.play.suggestions import Suggestion
from desktop.ui.exercise_words import choice_words, either
from desktop.ui.ui_context import UiContext

ICONS = {
    InjectType.INFORMATION: "file-text",
    InjectType.SHOCK: "zap",
    InjectType.DECISION: "git-branch",
    InjectType.MEDIA: "newspaper",
    InjectType.CONTINGENCY: "shield-alert",
    InjectType.ADMINISTRATIVE: "info",
}


def inject_of(setup: Setup, name: str) -> Inject:
    """Return an inject by its id; raise StopIteration for one that the exercise does not have."""
    return next(one for one in setup.exercise.injects if one.id == name)


def titled(setup: Setup, name: str, look: UiContext) -> str:
    """Return number and title of an inject."""
    number = look.language.number(setup.exercise.number(name))
    title = either(inject_of(setup, name).title, look)
    return look.text("conduct.titled", number=number, title=title)


def round_short(setup: Setup, round_id: str, look: UiContext) -> str:
    """Return the short name of a round, such as `R2`."""
    number = list(setup.rounds).index(round_id) + 1
    return look.text("conduct.round_short", number=number)


def audience(setup: Setup, state: PlayState, one: Inject, look: UiContext) -> str:
    """Return whom an inject goes to."""
    if not one.to:
        return look.text("conduct.to_all")
    return look.language.together([team_name(state, team, look) for team in one.to])


def team_name(state: PlayState, team: str, look: UiContext) -> str:
    """Return how a team is called."""
    found = state.teams.get(team)
    return team if found is None or found.designed is None else either(found.designed.name, look)


def status_words(
    one: Inject, played: InjectInPlay, released: datetime | None, look: UiContext
) -> str:
    """Return how an inject stands; `released` is when, by the clock on the wall."""
    match played.status:
        case InjectStatus.RELEASED:
            return "" if released is None else f"{released:%H:%M}"
        case InjectStatus.SHOWN:
            return look.text("conduct.status.shown")
        case InjectStatus.SKIPPED:
            return look.text("conduct.status.skipped")
    return look.text("conduct.held") if played.at is None else choice_words(one.status, look)


def status_icon(played: InjectInPlay) -> str:
    """Return the icon of how an inject stands."""
    match played.status:
        case InjectStatus.RELEASED:
            return "lock"
        case InjectStatus.SHOWN:
            return "play"
        case InjectStatus.SKIPPED:
            return "skip-forward"
    return "pause" if played.at is None else "circle"


def effect(setup: Setup, state: PlayState, one: Inject, look: UiContext) -> str:
    """Return what the model gets, or why it gets nothing."""
    if one.shock is None:
        return choice_words(one.no_shock or NoShock.INFORMS, look)
    strikes = state.injects[one.id].strikes
    month = max(one.date, state.played_until.plus(1)) if strikes is None else strikes.month
    return look.text(
        "conduct.strikes",
        event=either(setup.model.events[one.shock.event].name, look),
        size=look.language.exactly(one.shock.size),
        month=look.language.date(month),
    )


def shown_words(setup: Setup, state: PlayState, name: str, look: UiContext) -> str:
    """Return what an inject that was called up is, and whom it goes to."""
    one = inject_of(setup, name)
    return look.text(
        "conduct.is_shown",
        inject=titled(setup, name, look),
        to=audience(setup, state, one, look),
        delivery=choice_words(one.delivery, look),
    )


def suggested(setup: Setup, one: Suggestion, look: UiContext) -> str:
    """Return why an inject is suggested, and which."""
    return look.text(
        "conduct.suggested",
        why=either(one.trigger.when, look),
        inject=titled(setup, one.inject, look),
    )
