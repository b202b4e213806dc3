"""The same question about the same run is answered from what was kept; another one never is."""

import json
from dataclasses import replace

import pytest

from desktop.analysis.kept_parts import Kept, kept_parts
from desktop.analysis.parts import Medians, Runs, Span, by_lever
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.parts import Parts, Player
from desktop.domain.policy import STATUS_QUO
from desktop.domain.wording import Wording
from desktop.engine.compile.compiler import CompiledModel, compile_model
from tests.analysis.test_parts import LATER, MEMBERS, SMALL, SOON, moved


class Shelf(dict[str, bytes]):
    """Keep answers in memory."""

    def find(self, digest: str) -> bytes | None:
        return self.get(digest)

    def keep(self, digest: str, content: bytes) -> None:
        self[digest] = content


POLICY = moved(lever_00=40, lever_01=30)


def asked(
    shelf: Shelf,
    run: str = "run",
    *,
    name: str = "curve",
    span: Span | None = None,
    members: EnsembleChoice = MEMBERS,
    compiled: CompiledModel = SMALL,
    most: int = 99,
    called: str = "",
) -> tuple[Parts | None, int]:
    """Divide by lever; return the answer and how many runs it took."""
    players, policy_of = by_lever(POLICY, compiled)
    if called:
        players = tuple(replace(one, name=Wording(called, called)) for one in players)
    runs = Runs(compiled, RunRequest(STATUS_QUO, members), [name])
    medians = Medians(runs, compiled.model.indicators[name])
    found = kept_parts(
        Kept(shelf, run),
        medians,
        players,
        policy_of,
        span or Span(LATER),
        lambda done: done < most,
    )
    return found, len(runs)


def test_that_the_second_answer_is_the_first_one_bit_by_bit_and_takes_no_run() -> None:
    shelf = Shelf()
    first, runs = asked(shelf)
    assert (runs, len(shelf)) == (4, 1)
    assert first is not None
    assert asked(shelf) == (first, 0)


def test_that_names_come_from_whoever_asks_and_none_is_kept() -> None:
    shelf = Shelf()
    asked(shelf, called="Quispel")
    (content,) = shelf.values()
    assert b"Quispel" not in content
    found, runs = asked(shelf, called="Uranga")
    assert (found is not None, runs) == (True, 0)
    assert found is not None
    named: set[Player] = {one for part in found.parts for one in part.players}
    assert {one.name for one in named} == {Wording("Uranga", "Uranga")}


def test_that_another_run_curve_month_choice_of_members_or_model_is_another_question() -> None:
    shelf = Shelf()
    asked(shelf)
    changed = compile_model(replace(SMALL.model, digest="another"))
    for found, runs in (
        asked(shelf, "another"),
        asked(shelf, name="in_percent"),
        asked(shelf, span=Span(SOON)),
        asked(shelf, span=Span(LATER, SOON)),
        asked(shelf, members=EnsembleChoice(members=9, seed=7)),
        asked(shelf, compiled=changed),
    ):
        assert found is not None
        assert runs > 0
    assert len(shelf) == 7


@pytest.mark.parametrize("most", [0, 1, 3, 4])
def test_that_of_an_answer_that_nobody_waited_for_nothing_is_kept(most: int) -> None:
    shelf = Shelf()
    found, _ = asked(shelf, most=most)
    assert (found, shelf) == (None, {})
    whole, runs = asked(shelf)
    assert (whole is not None, runs, len(shelf)) == (True, 4, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        json.dumps({"before": 0, "after": 0, "change": 0, "anyway": 0, "parts": 3}).encode(),
        json.dumps(
            {"before": 0, "after": 0, "change": 0, "anyway": 0, "parts": [[[["us", "x"]], 1, 1]]}
        ).encode(),
        json.dumps({"before": None, "after": 0, "change": 0, "anyway": 0, "parts": []}).encode(),
    ],
)
def test_that_what_is_no_answer_is_worked_out_again(content: bytes) -> None:
    shelf = Shelf()
    first, _ = asked(shelf)
    (digest,) = shelf
    shelf[digest] = content
    assert asked(shelf) == (first, 4)
    assert asked(shelf) == (first, 0)
