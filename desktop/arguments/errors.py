"""What can be wrong with the words on the command line."""

from desktop.domain.errors import ArgumentError


class UnknownOptionError(ArgumentError):
    """Fields: option, command."""

    code = "unknown_option"


class UnexpectedArgumentError(ArgumentError):
    """Fields: argument, command."""

    code = "unexpected_argument"


class MissingArgumentError(ArgumentError):
    """Fields: command, reason (message id of what stands for the argument in explanations)."""

    code = "missing_argument"


class MissingOptionError(ArgumentError):
    """Fields: command, option."""

    code = "missing_option"


class MissingValueError(ArgumentError):
    """Fields: option."""

    code = "missing_value"


class NeedlessValueError(ArgumentError):
    """Fields: option. A switch was given a value."""

    code = "needless_value"


class RepeatedOptionError(ArgumentError):
    """Fields: option."""

    code = "repeated_option"


class NotInThisVersionError(ArgumentError):
    """Fields: feature, as it was typed."""

    code = "not_in_this_version"


class BadChoiceError(ArgumentError):
    """Fields: option, text, choices."""

    code = "bad_choice"


class NotAWholeNumberError(ArgumentError):
    """Fields: option, text."""

    code = "not_a_whole_number"


class SeedError(ArgumentError):
    """Fields: seed, most."""

    code = "seed"


class BadMemberError(ArgumentError):
    """Fields: text, members: how many the ensemble has."""

    code = "bad_member"


class BadSettingError(ArgumentError):
    """Fields: text."""

    code = "bad_setting"


class BadValueError(ArgumentError):
    """Fields: lever, text, low, high."""

    code = "bad_value"


class EarlyEndError(ArgumentError):
    """Fields: lever, last: the month in which a move that is not the last one was to end."""

    code = "early_end"


class BadEventError(ArgumentError):
    """Fields: text."""

    code = "bad_event"


class BadEventSizeError(ArgumentError):
    """Fields: text, least, most."""

    code = "bad_event_size"


class RepeatedEventError(ArgumentError):
    """Fields: event, month."""

    code = "repeated_event"


class UnknownCommandError(ArgumentError):
    """Fields: name. Neither a command nor a file that could be opened."""

    code = "unknown_command"


class UnknownActionError(ArgumentError):
    """Fields: command, choices: the words that may follow it, one of which is missing."""

    code = "unknown_action"


class OptionNeedsError(ArgumentError):
    """Fields: option, needed."""

    code = "option_needs"


class NothingToForgetError(ArgumentError):
    """No fields. Neither names nor notes were to be forgotten."""

    code = "nothing_to_forget"


class UnknownOriginError(ArgumentError):
    """Fields: text, choices: the years there are."""

    code = "unknown_origin"


class BadExecutorError(ArgumentError):
    """Fields: text."""

    code = "bad_executor"


class BadSizeError(ArgumentError):
    """Fields: text, least, most."""

    code = "bad_size"
