"""What keeps a play from being opened or going on; each is worded as `error.<code>`."""

from desktop.domain.errors import VecinosError


class PlayWithoutLibraryError(VecinosError):
    """Fields: none. No library is open, in which a play could be kept."""

    code = "play_without_library"


class PlayOpenError(VecinosError):
    """Fields: name. Another play is open."""

    code = "play_open"


class PlayOfOtherModelError(VecinosError):
    """Fields: made, now: versions of the model. Its figures are shown as they were."""

    code = "play_of_other_model"


class PlayNotReadableError(VecinosError):
    """Fields: made, now: versions of the model. This one does not know what is played."""

    code = "play_not_readable"


class ModelStillRunsError(VecinosError):
    """Fields: none. The months are being played."""

    code = "play_model_runs"


class FiguresApartError(VecinosError):
    """Fields: count. Figures that are run again are not those that were shown."""

    code = "play_figures_apart"


class NoPlayInPackError(VecinosError):
    """Fields: file. The pack is sound, and holds something else."""

    code = "pack_without_play"


class PackOfOtherPlayError(VecinosError):
    """Fields: file, name: of the play in the pack. Another exercise is played in it."""

    code = "pack_of_other_play"


class RehearsalMixedError(VecinosError):
    """Fields: file. One of the two is a rehearsal, which is never part of a record."""

    code = "rehearsal_mixed"
