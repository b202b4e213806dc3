"""Failures of the desk itself."""

from desktop.domain.errors import VecinosError


class UnexpectedError(VecinosError):
    """Fields: kind. A mistake of the program; the log in the user's folder has the details."""

    code = "unexpected"


class OwnProcessEndedError(VecinosError):
    """Mark a process that worked for the program, and ended before its answer."""

    code = "own_process_ended"


class DisplayError(VecinosError):
    """Fields: display. No window can be opened there: nothing answers, or it refuses."""

    code = "display"


class PlatformError(VecinosError):
    """Fields: platform, choices. QT_QPA_PLATFORM names what is not installed."""

    code = "platform"


class ScreenMayGoDarkError(VecinosError):
    """Mark a system that lets nobody keep the display on."""

    code = "screen_may_go_dark"


class PreferencesNotSavedError(VecinosError):
    """Fields: path."""

    code = "preferences_not_saved"


class PreferencesDamagedError(VecinosError):
    """Fields: path, kept. The damaged file is kept under the second name."""

    code = "preferences_damaged"


class DeskNotSavedError(VecinosError):
    """Fields: name. What is on the desk is in no library, so nothing takes its place."""

    code = "desk_not_saved"


class ClosingUnsavedError(VecinosError):
    """Fields: name. Closing once more lets go of what is not saved."""

    code = "closing_unsaved"


class PinsInUseError(VecinosError):
    """Mark that there are as many pins as letters for them."""

    code = "pins_in_use"
