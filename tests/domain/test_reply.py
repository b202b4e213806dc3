"""When a likely reply is meant for a setting."""

from desktop.domain.lever import Grade
from desktop.domain.reply import Chance, Party, Reply
from desktop.domain.wording import Wording

WORDS = Wording("Likely.", "Probable.")


def reply(direction: int, beyond: float | None = None) -> Reply:
    return Reply(
        id="answer",
        lever="duty",
        event=None,
        direction=direction,
        beyond=beyond,
        by=Party("us", WORDS),
        chance=Chance("likely", WORDS, 0.5, 0.8),
        text=WORDS,
        claims=("B1",),
        sources=(),
        grade=Grade.C,
    )


def test_that_a_reply_is_meant_for_any_move_its_way() -> None:
    assert reply(1).answers(11, default=10)
    assert not reply(1).answers(10, default=10)
    assert not reply(1).answers(9, default=10)
    assert reply(-1).answers(9, default=10)


def test_that_a_reply_with_a_setting_is_meant_from_there_on() -> None:
    assert not reply(1, beyond=20).answers(19, default=10)
    assert reply(1, beyond=20).answers(20, default=10)
    assert reply(-1, beyond=5).answers(5, default=10)
    assert not reply(-1, beyond=5).answers(6, default=10)
