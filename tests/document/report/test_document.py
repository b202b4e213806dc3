"""What is written in one place is one step, and no number is given to two states."""

from dataclasses import replace

from desktop.document.report.document import MOST_STATES, ReportDocument, blank
from desktop.domain.report import ReportDraft
from desktop.domain.wording import Wording


def said(words: str) -> ReportDraft:
    return ReportDraft(4, Wording(words, ""))


def test_that_typing_in_one_place_is_one_step_until_it_is_left() -> None:
    document = ReportDocument(blank(4))
    heard: list[str] = []
    document.listen(lambda one: heard.append(one.draft.summary.en))
    for words in ("S", "So", "So."):
        document.apply(said(words), "summary")
    document.leave()
    document.apply(said("So. It"), "summary")
    document.apply(replace(document.draft, forms=3))
    assert heard == ["S", "So", "So.", "So. It", "So. It"]
    document.undo()
    document.undo()
    assert document.draft == said("So.")
    document.undo()
    document.undo()
    assert (document.draft, document.can_undo, document.can_redo) == (ReportDraft(4), False, True)
    document.redo()
    assert document.draft == said("So.")
    document.apply(said(""), "elsewhere")
    assert not document.can_redo


def test_that_what_is_typed_and_taken_out_again_is_no_step() -> None:
    document = ReportDocument(blank(4))
    document.apply(said("S"), "summary")
    document.apply(said(""), "summary")
    assert (document.draft, document.can_undo) == (ReportDraft(4), False)


def test_that_a_number_is_never_given_to_another_state() -> None:
    document, numbers = ReportDocument(blank(4)), dict[int, ReportDraft]()
    for turn in range(3 * MOST_STATES):
        if turn % 7 == 5:
            document.undo()
        elif turn % 11 == 3:
            document.redo()
        else:
            document.apply(said(f"{turn}"), turn // 3)
        history = document.history
        assert history.draft == document.draft
        assert len(history.states) <= MOST_STATES
        assert [number for number, _ in history.states] == sorted(dict(history.states))
        for number, draft in history.states:
            assert numbers.setdefault(number, draft) == draft
    again = ReportDocument(document.history)
    assert again.history == document.history
    again.undo()
    assert again.draft != document.draft
