"""Why what is pinned cannot be held against the desk run by run."""

from desktop.domain.errors import VecinosError


class OtherModelPinnedError(VecinosError):
    """Fields: letter. It was made under another model, whose runs pair with none of this one's."""

    code = "other_model_pinned"


class OtherMembersPinnedError(VecinosError):
    """Fields: letter. It was drawn otherwise: another seed, another number of runs."""

    code = "other_members_pinned"


class OtherAssumptionsPinnedError(VecinosError):
    """Fields: letter. It assumes something else, so a difference would not be the policy's."""

    code = "other_assumptions_pinned"


class PinnedDoesNotFitError(VecinosError):
    """Fields: letter. It sets what this model, or its start, does not allow."""

    code = "pinned_does_not_fit"


class PinnedCannotRunError(VecinosError):
    """Fields: letter. The model cannot project it."""

    code = "pinned_cannot_run"
