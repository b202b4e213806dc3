"""Failures that a person can be told about.

A layer raises one of these with named fields; the outermost layer words it through the
catalogue, message id `error.<code>`. None of them carries a sentence of its own.
"""

from typing import ClassVar


class VecinosError(Exception):
    """Carry a message id and the fields its sentence names."""

    code: ClassVar[str]
    """Message id without the `error.` prefix."""
    exit_code: ClassVar[int] = 1

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields


class ArgumentError(VecinosError):
    """Mark a wrong argument: the command line ends with code 2."""

    exit_code = 2


class BadMonthError(ArgumentError):
    """Fields: text."""

    code = "bad_month"


class UnknownLeverError(ArgumentError):
    """Fields: lever."""

    code = "unknown_lever"


class UnknownEventError(ArgumentError):
    """Fields: event."""

    code = "unknown_event"


class UnknownIndicatorError(ArgumentError):
    """Fields: indicator."""

    code = "unknown_indicator"


class ValueOutOfRangeError(ArgumentError):
    """Fields: lever, value, low, high."""

    code = "value_out_of_range"


class MonthOutOfRangeError(ArgumentError):
    """Fields: month, first, last."""

    code = "month_out_of_range"


class EventSizeError(ArgumentError):
    """Fields: event, size, least, most."""

    code = "event_size"


class MonthsReversedError(ArgumentError):
    """Fields: first, last."""

    code = "months_reversed"


class MovesReversedError(ArgumentError):
    """Fields: lever, month, before: the move before it, which it does not follow."""

    code = "moves_reversed"


class RepeatedMoveError(ArgumentError):
    """Fields: lever, month."""

    code = "repeated_move"


class TooManyMovesError(ArgumentError):
    """Fields: lever, moves, most."""

    code = "too_many_moves"


class MoreDecimalsError(ArgumentError):
    """Fields: text, choices: the values next to it that the lever takes."""

    code = "more_decimals"


class ThousandsOrDecimalsError(ArgumentError):
    """Fields: text, whole, fraction: its two readings; choices: how to write either."""

    code = "thousands_or_decimals"


class BadRampError(ArgumentError):
    """Fields: ramp, most."""

    code = "bad_ramp"


class MemberCountError(ArgumentError):
    """Fields: members, most."""

    code = "member_count"


class BadAssumptionsError(ArgumentError):
    """Fields: text. Not a set with `conflict=side` and `parameter=value` behind it."""

    code = "bad_assumptions"


class UnknownAssumptionsError(ArgumentError):
    """Fields: name, choices: the sets there are."""

    code = "unknown_assumptions"


class UnknownAssumptionError(ArgumentError):
    """Fields: name: neither a conflict nor a parameter that can be held, as its value asks."""

    code = "unknown_assumption"


class AssumptionOutOfRangeError(ArgumentError):
    """Fields: parameter, value, low, high."""

    code = "assumption_out_of_range"


class BadDirectionError(ArgumentError):
    """Fields: text. Neither up nor about the same nor down."""

    code = "bad_direction"


class BadConfidenceError(ArgumentError):
    """Fields: confidence: none of those that can be called."""

    code = "bad_confidence"


class BadAmountError(ArgumentError):
    """Fields: most. No number, or a greater one."""

    code = "bad_amount"


class AmountAgainstDirectionError(ArgumentError):
    """Fields: amount, direction: which the amount is not."""

    code = "amount_against_direction"


class BadTeamNameError(ArgumentError):
    """Fields: most. Empty, too long, or more than a line."""

    code = "bad_team_name"


class BadOwnNameError(ArgumentError):
    """Fields: most. A name of one's own for a lever is one line of visible text."""

    code = "bad_own_name"


class TooManyAnswersError(ArgumentError):
    """Fields: most. A scenario keeps no more answers."""

    code = "too_many_answers"


class RepeatedTeamError(ArgumentError):
    """Fields: team."""

    code = "repeated_team"


class TooManyTeamsError(ArgumentError):
    """Fields: most."""

    code = "too_many_teams"


class BadHandsError(ArgumentError):
    """Fields: most. Not three counts, or below nothing, or more than can be counted."""

    code = "bad_hands"


class TooManyPredictionsError(ArgumentError):
    """Fields: most."""

    code = "too_many_predictions"


class MissingResourceError(VecinosError):
    """Fields: path."""

    code = "missing_resource"


class ModelFileError(VecinosError):
    """Fields: file, table, key, reason. The reason is a message id of its own: `reason.<id>`."""

    code = "model_file"


class HistoryFileError(VecinosError):
    """Fields: file, line, reason (message id `reason.<id>`)."""

    code = "history_file"


class ObservationError(VecinosError):
    """Fields: reason (message id `reason.<id>`), and those the reason names."""

    code = "observation"


class SheetFileError(VecinosError):
    """Fields: file, line, reason (message id `reason.<id>`), and those the reason names."""

    code = "sheet_file"


class SheetFileRefusedError(VecinosError):
    """Fields: file, reason (message id `reason.<id>`), and those the reason names."""

    code = "sheet_file_refused"


class SheetFileNotReadError(VecinosError):
    """Fields: path. There is no such file, or the system does not let it be read."""

    code = "sheet_file_not_read"


class RunFailedError(VecinosError):
    """Fields: variable (an id, or a Wording to be shown), month. A run left the finite numbers."""

    code = "run_failed"
