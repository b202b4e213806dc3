"""What keeps a report from being let go; worded as `error.<code>`."""

from desktop.domain.errors import VecinosError


class ReportNotSavedError(VecinosError):
    """Fields: name: of the play. Something written into its report is in no library."""

    code = "report_not_saved"
