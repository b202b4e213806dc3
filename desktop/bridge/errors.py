"""Failures of the desk itself."""

from desktop.domain.errors import VecinosError


class UnexpectedError(VecinosError):
    """Fields: kind. A mistake of the program; the log in the user's folder has the details."""

    code = "unexpected"


class PreferencesNotSavedError(VecinosError):
    """Fields: path."""

    code = "preferences_not_saved"


class PreferencesDamagedError(VecinosError):
    """Fields: path, kept. The damaged file is kept under the second name."""

    code = "preferences_damaged"
