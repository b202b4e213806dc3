"""Everything the two founding documents say is answered by something in the model."""

from dataclasses import replace

import pytest

from desktop.domain.claim import Claim, ClaimKind, Mark
from desktop.domain.indicator import Better
from desktop.domain.model.model import Model
from tests.model_checks.runs import shipped

# The kind of each claim in order, as the evidence has it: F fact, K causal, V advice; J fact and
# causal, W advice and causal.
KINDS = {
    "B": "FFKVFKKKKKFFFFFVKFJFFFFFFKKFFKKWKFVFKKVKFKFFVFVFKKFKVVKVVVVVVKFKKKKFKKFVKFKV",
    "C": "FKFFFFFFFFFFVKVKFKKWFKKKKFFKKFFFKKKKKKFFVKVFKFKKKKKFKFKFKVFFKFVFKKKFFVKKFVFVVFKFVFFFFFK",
}
LETTERS = {
    "F": {ClaimKind.FACT},
    "K": {ClaimKind.CAUSAL},
    "V": {ClaimKind.ADVICE},
    "J": {ClaimKind.FACT, ClaimKind.CAUSAL},
    "W": {ClaimKind.ADVICE, ClaimKind.CAUSAL},
}
ALL = tuple(shipped().claims)


def of_kind(kind: ClaimKind) -> tuple[str, ...]:
    return tuple(name for name, claim in shipped().claims.items() if kind in claim.kinds)


def sources(model: Model, claim: Claim) -> set[str]:
    """Return what a reader finds as the source of the numbers that carry a claim."""
    found = {claim.document, *claim.sources}
    for name in claim.parameters:
        found.update(model.parameters[name].evidence.sources)
    for name in (*claim.indicators, *claim.goals):
        found.update(model.indicators[name].sources)
        found.update(filter(None, [model.indicators[name].series]))
    for name in claim.levers:
        found.update(model.levers[name].sources)
    for name in claim.events:
        found.update(model.events[name].sources)
    for number in claim.links:
        found.update(model.links[number].sources)
    return found


def unfounded(model: Model) -> set[str]:
    """Return the claims that are marked as carried although nothing of their kind carries them."""
    found: set[str] = set()
    for name, claim in model.claims.items():
        if claim.mark is not Mark.CARRIED:
            continue
        causal = any(model.links[number].parameters for number in claim.links)
        if not all(map(claim.has_what, claim.kinds)) or (
            ClaimKind.CAUSAL in claim.kinds and not causal
        ):
            found.add(name)
    return found


def test_that_all_163_claims_are_there_with_the_kinds_of_the_evidence() -> None:
    assert len(ALL) == 163
    for letter, kinds in KINDS.items():
        for number, kind in enumerate(kinds, start=1):
            claim = shipped().claims[f"{letter}{number}"]
            assert set(claim.kinds) == LETTERS[kind], claim.id


def test_that_a_claim_marked_as_carried_is_carried_by_something_of_its_kind() -> None:
    assert unfounded(shipped()) == set()


@pytest.mark.mutant
def test_that_marking_every_claim_as_carried_is_found_out() -> None:
    claims = {n: replace(c, mark=Mark.CARRIED) for n, c in shipped().claims.items()}
    assert unfounded(replace(shipped(), claims=claims)) >= {"C1", "C3", "C28", "C84"}


@pytest.mark.mutant
@pytest.mark.parametrize(("number", "claim"), [(56, "B65"), (80, "B64"), (93, "C47")])
def test_that_a_causal_claim_is_unfounded_once_its_row_carries_nothing(
    number: int, claim: str
) -> None:
    # The mutant of the test above: the row stays as a refinement that no equation carries.
    model = shipped()
    row = replace(model.links[number], parameters=(), refinement=True)
    assert claim in unfounded(replace(model, links={**model.links, number: row}))


def test_that_a_claim_that_is_not_carried_says_what_is_missing() -> None:
    for claim in shipped().claims.values():
        if claim.mark is not Mark.CARRIED:
            assert claim.context is not None, claim.id
            assert claim.context.en != claim.context.es, claim.id


@pytest.mark.parametrize("name", of_kind(ClaimKind.FACT))
def test_that_a_fact_has_a_number_or_a_reason_and_a_source_on_screen(name: str) -> None:
    claim = shipped().claims[name]
    known = shipped().sources.keys() | shipped().series.keys()
    assert sources(shipped(), claim) <= known
    assert claim.document in shipped().sources
    if claim.mark is not Mark.NAMED:
        assert claim.has_what(ClaimKind.FACT)
    for parameter in claim.parameters:
        evidence = shipped().parameters[parameter].evidence
        assert evidence.sources or evidence.note or starts_from_data(parameter), parameter


def starts_from_data(parameter: str) -> bool:
    """Say whether a starting value is taken from a series or from a lever's status quo."""
    value = shipped().parameters[parameter].central
    starts = [series.values[-1] for series in shipped().series.values() if series.values]
    defaults = [lever.default for lever in shipped().levers.values()]
    return any(value == pytest.approx(known) for known in (*starts, *defaults))


def test_that_goals_are_curves_with_an_agreed_better_side() -> None:
    for claim in shipped().claims.values():
        for goal in claim.goals:
            assert shipped().indicators[goal].better is not Better.NONE, claim.id


def test_that_opinions_about_joint_work_have_no_side_that_is_better() -> None:
    for opinion in ("mx_sovereignty_sentiment", "us_support_force"):
        assert shipped().indicators[opinion].better is Better.NONE


def test_that_months_are_marks_of_the_calendar() -> None:
    marks = {vote.month for vote in shipped().votes} | {e.month for e in shipped().calendar}
    for claim in shipped().claims.values():
        assert set(claim.months) <= marks, claim.id


def test_that_levers_curves_events_and_packages_know_the_claims_that_name_them() -> None:
    for kind in ("levers", "indicators", "events", "presets"):
        for name, thing in getattr(shipped(), kind).items():
            for claim in thing.claims:
                assert name in getattr(shipped().claims[claim], kind), (claim, name)
    for claim in shipped().claims.values():
        for preset in claim.presets:
            assert claim.id in shipped().presets[preset].claims, (claim.id, preset)


def test_that_every_lever_and_curve_answers_to_a_claim() -> None:
    assert named("levers") == shipped().levers.keys()
    assert named("indicators") == shipped().indicators.keys()


def named(kind: str) -> set[str]:
    return {name for claim in shipped().claims.values() for name in getattr(claim, kind)}


def test_that_claims_the_studies_dispute_say_so() -> None:
    # The conflicts of the evidence that bear on a single claim.
    for name in ("B30", "B53", "B58", "B63", "B64", "C50", "C58"):
        claim = shipped().claims[name]
        assert claim.context is not None, name
        assert claim.sources, name
