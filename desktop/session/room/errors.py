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
