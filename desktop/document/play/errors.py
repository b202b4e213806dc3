"""What cannot be done in the course of play; each is worded as `error.<code>`.

Teams, rounds, injects and goals are named by their ids: whoever words it knows the exercise.
"""

from collections.abc import Mapping
from typing import ClassVar

from desktop.domain.errors import VecinosError


class PlayError(VecinosError):
    """Mark an entry that the record does not take; nothing of it is kept."""


class NotBegunError(PlayError):
    """Nothing is played before play begins."""

    code = "play_not_begun"


class BegunTwiceError(PlayError):
    """Play has begun already."""

    code = "play_begun_twice"


class PlayOverError(PlayError):
    """Play has ended; notes can still be added."""

    code = "play_over"


class UnknownInPlayError(PlayError):
    """Fields: kind, name, choices: some of the names that there are, and reason, which words it.

    Kinds are team, lever, indicator, inject, objective, round, stage, goal, and those of values
    that an entry chooses from: color, countdown, note, tie.
    """

    code = "play_unknown"
    SOME: ClassVar[Mapping[str, str]] = {
        "team": "reason.play_no_team",
        "lever": "reason.play_no_lever",
        "indicator": "reason.play_no_indicator",
        "inject": "reason.play_no_inject",
        "objective": "reason.play_no_objective",
        "round": "reason.play_no_round",
        "stage": "reason.play_no_stage",
        "goal": "reason.play_no_goal",
        "color": "reason.play_no_color",
        "countdown": "reason.play_no_countdown",
        "note": "reason.play_no_note",
        "tie": "reason.play_no_tie",
    }
    NONE: ClassVar[Mapping[str, str]] = {
        "team": "reason.play_none_team",
        "inject": "reason.play_none_inject",
        "objective": "reason.play_none_objective",
        "goal": "reason.play_none_goal",
    }
    """Where there is nothing of the kind, that is no choice."""

    def __init__(self, kind: str, name: str, choices: tuple[str, ...]) -> None:
        if choices:
            super().__init__(kind=kind, name=name, choices=choices, reason=self.SOME[kind])
        else:
            super().__init__(kind=kind, name=name, reason=self.NONE[kind])


class NoSuchEntryError(PlayError):
    """Fields: entry. No entry has this number, or it was taken back already."""

    code = "play_no_such_entry"


class NoRoundError(PlayError):
    """No round has begun."""

    code = "play_no_round"


class FirstRoundError(PlayError):
    """Fields: round, first. Play does not start with this round."""

    code = "play_first_round"


class WrongRoundError(PlayError):
    """Fields: round, current. Another round is played now."""

    code = "play_wrong_round"


class StageOrderError(PlayError):
    """Fields: stage, round. It comes after the months of the round, which are not played."""

    code = "play_stage_order"


class NotAdvancedError(PlayError):
    """Fields: round. The months of this round have to be played before what comes after them."""

    code = "play_not_advanced"


class AdvancedTwiceError(PlayError):
    """Fields: round. Its months are played already."""

    code = "play_advanced_twice"


class BeyondHorizonError(PlayError):
    """Fields: month, horizon."""

    code = "play_beyond_horizon"


class OverspentError(PlayError):
    """Fields: team, cost, purse: points."""

    code = "play_overspent"


class EventNotInRoundError(PlayError):
    """Fields: event, first, last. What chance draws strikes in the months of the round."""

    code = "play_event_not_in_round"


class NotItsLeverError(PlayError):
    """Fields: team, lever."""

    code = "play_not_its_lever"


class LeverNotInRoundError(PlayError):
    """Fields: lever, round."""

    code = "play_lever_not_in_round"


class OfferTooLateError(PlayError):
    """Fields: team. The months of the round are played: the offer is for the next round."""

    code = "play_offer_too_late"


class NoMoveError(PlayError):
    """Fields: team, lever. There is no move of this team in this round to endorse or to oppose."""

    code = "play_no_move"


class HoldsLeversError(PlayError):
    """Fields: team. Only teams without levers endorse and oppose."""

    code = "play_holds_levers"


class PredictedTooLateError(PlayError):
    """Fields: team. The months of the round are played: what came is known."""

    code = "play_predicted_too_late"


class InjectLockedError(PlayError):
    """Fields: inject. It was released."""

    code = "play_inject_locked"


class InjectNeedsAnotherError(PlayError):
    """Fields: inject, other. It makes no sense before the other was released."""

    code = "play_inject_needs"


class InjectTimeError(PlayError):
    """Fields: inject, most: minutes."""

    code = "play_inject_time"


class TeamTakenError(PlayError):
    """Fields: team. There is a team of this name."""

    code = "play_team_taken"


class GoalDeclaredError(PlayError):
    """Fields: goal. It stands on the scoreboard already."""

    code = "play_goal_declared"


class NoCountdownError(PlayError):
    """No countdown runs or is held."""

    code = "play_no_countdown"


class BadEntryError(PlayError):
    """Fields: field, value. A field of an entry holds what it cannot hold."""

    code = "play_bad_entry"


class FixedEntryError(PlayError):
    """Fields: entry. What it did cannot be taken back."""

    code = "play_fixed_entry"


class MonthsPlayedError(PlayError):
    """Fields: entry. Months were played on it: played months never change."""

    code = "play_months_played"


class RestedUponError(PlayError):
    """Fields: entry, other. A later entry rests on it; that one has to be taken back first."""

    code = "play_rested_upon"


class NothingPlayedError(PlayError):
    """No months were played yet, so nothing moved."""

    code = "play_nothing_played"


class RoundPlayedError(PlayError):
    """Fields: round. What was written down elsewhere is for a round whose months are played."""

    code = "play_round_played"


class OddTimeError(PlayError):
    """What was written down elsewhere has a time at which this play was not under way."""

    code = "play_odd_time"


class TakenBackError(PlayError):
    """What was written down elsewhere stood here already, and was taken back."""

    code = "play_taken_back"


class OnlySaidError(PlayError):
    """The play is of another model: nothing more is decided in it, and notes are still taken."""

    code = "play_only_said"
