"""What the operator of a room is told; the room goes on showing what it shows."""

from desktop.domain.errors import VecinosError


class NothingToReplayError(VecinosError):
    """Fields: none. No step moved a curve."""

    code = "nothing_to_replay"


class ReplayWithinGestureError(VecinosError):
    """Fields: none. A slider is held, so the change is not made yet."""

    code = "replay_within_gesture"


class StepOfOtherModelError(VecinosError):
    """Fields: none. What the model allows of the state before is not what it was."""

    code = "step_of_other_model"


class RoomWithoutLibraryError(VecinosError):
    """Fields: none. No library is open yet: there is no version to show, nor where to keep one."""

    code = "room_without_library"


class NoKeptVersionError(VecinosError):
    """Fields: none. Nobody kept a version of the scenario on the desk."""

    code = "no_kept_version"


class StoryAtStartError(VecinosError):
    """Fields: none. The oldest version is on show."""

    code = "story_at_start"


class StoryAtEndError(VecinosError):
    """Fields: none. All versions were shown, and the present is."""

    code = "story_at_end"


class VersionOfOtherModelError(VecinosError):
    """Fields: made, now. The room sees a version as this model projects it."""

    code = "version_of_other_model"


class RoomIsHeldError(VecinosError):
    """Fields: none. The room shall see nothing else before it was revealed."""

    code = "room_is_held"


class QuestionOverError(VecinosError):
    """Fields: month: which is not projected any more."""

    code = "question_over"


class ChangeFromZeroError(VecinosError):
    """Fields: month: in which the curve stood at zero."""

    code = "change_from_zero"


class RoomPlaysError(VecinosError):
    """Fields: none. The room sees a play, which asks its questions by itself."""

    code = "room_plays"
