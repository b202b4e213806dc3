"""`vecinos forget`: people's names and words are forgotten, wherever this program keeps them."""

from desktop.arguments.errors import NothingToForgetError
from desktop.cli.call import Call
from desktop.reports import listing
from desktop.reports.streams import complain, write_out

OUT_OF_REACH = ("handed_out", "copies", "texts", "disk")
"""What is said to be out of reach, in this order."""


def forget(call: Call) -> int:
    """Forget, list what was forgotten in which file, and say what is out of reach."""
    from db import ForgettingIncompleteError
    from db import forget as forget_in
    from desktop.bridge.kept_answers import KeptAnswers
    from desktop.bridge.log import delete_logs
    from desktop.bridge.preferences import Preferences, preferences_file

    line, language = call.line, call.language
    names, notes = ("--names" in line.switches, "--notes" in line.switches)
    if not names and not notes:
        raise NothingToForgetError
    found = forget_in(str(line.value("--store")), names=names, notes=notes)
    typed = Preferences(preferences_file()).forget()
    logs, open_logs = delete_logs()
    answers, open_answers = KeptAnswers().forget()
    write_out(listing.forgotten(found, language).as_columns())
    if typed:
        write_out(language.text("forget.preferences") + "\n")
    if logs:
        write_out(language.plural("forget.logs", len(logs)) + "\n")
    if answers:
        write_out(language.plural("forget.answers", answers) + "\n")
    write_out("\n" + language.text("forget.out_of_reach") + "\n")
    for what in OUT_OF_REACH:
        write_out(language.text(f"forget.reach_{what}") + "\n")
    failed = [one.failure for one in found if one.failure is not None]
    for failure in failed:
        complain(language.error(failure), failure if "--debug" in line.switches else None)
    for path in open_logs:
        complain(language.text("forget.log_left", path=path))
    for path in open_answers:
        complain(language.text("forget.answer_left", path=path))
    left = len(failed) + len(open_logs) + len(open_answers)
    if left:
        raise ForgettingIncompleteError(count=left)
    return 0
