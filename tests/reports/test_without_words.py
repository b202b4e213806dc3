"""One sentence says what would have been without something, the difference and its band."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.analysis.counterfactual import Counterfactual
from desktop.document.play.players import Act, Decided, Drew, Released, acts
from desktop.domain.clock import Month
from desktop.domain.wording import LanguageCode
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.without_words import WithoutWords
from tests.document.play.played import MX, US, WORDS, two_rounds

OFFER = Decided("campaign", US, WORDS)
AT_LAST = PairedDifference(
    "cooperation_depth", 24, 52.0, 40.0, 60.0, -8.0, -11.5, -2.0, 0.9, 50.0, 55.0
)


def words(code: LanguageCode = "en") -> WithoutWords:
    table = two_rounds()
    return WithoutWords(table.setup, table.record.state, load_language(code, RESOURCES))


def found(at_last: PairedDifference = AT_LAST, apart: float = -8.0) -> Counterfactual:
    was = np.full((5, 25), 60.0)
    return Counterfactual(
        "cooperation_depth", Month(2025, 12), was, was + apart, np.full((5, 25), apart), at_last
    )


def test_that_the_sentence_gives_both_values_the_difference_and_its_band() -> None:
    said = words().sentence((OFFER,), found())
    assert said.startswith("Without the decision of U.S. administration on ")
    for part in ("in Dec\u00a02025 would have been 52", "instead of 60", "−8.0 points"):
        assert part in said
    assert "in 90\u00a0% of the runs between −11.5 points and −2.0 points" in said
    assert "(80 of 100, Round 1)" in said


def test_that_a_difference_on_whose_sign_runs_disagree_is_said_not_to_be_clear() -> None:
    unclear = replace(AT_LAST, agreement=0.6)
    assert "not clear" in words().sentence((OFFER,), found(unclear))
    assert "no es clara" in words("es").sentence((OFFER,), found(unclear))


def test_that_no_difference_is_said_to_be_none() -> None:
    none = replace(AT_LAST, median=60.0, change=0.0, change_low=0.0, change_high=0.0)
    assert "just the same" in words().sentence((OFFER,), found(none, 0.0))
    assert "igual" in words("es").sentence((OFFER,), found(none, 0.0))


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_whatever_can_be_taken_out_has_a_name_of_its_own(code: LanguageCode) -> None:
    worded = words(code)
    everything: list[tuple[Act, ...]] = [(one,) for one in acts(two_rounds().record.state)]
    told = [worded.what(one) for one in (*everything, tuple(one for (one,) in everything))]
    assert len(set(told)) == len(told)
    assert {Released, Drew, Decided} == {type(one) for (one,) in everything}
    assert not [one for one in told if "_" in one or "{" in one]
    team = two_rounds().setup.exercise.teams
    mexican = next(one.name for one in team if one.id == MX)
    assert any((mexican.en if code == "en" else mexican.es) in one for one in told)
