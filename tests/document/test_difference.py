"""What sets two scenarios apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.document.difference import Difference, Kind, Part, Passage, differences
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Call, Prediction
from desktop.domain.scenario import Package, Scenario, TargetLine
from desktop.modelfiles.read import read_model
from tests.db import samples
from tests.document.models import plain_model
from tests.every_field import ANSWER
from tests.examples import examples

TARIFF = "us_tariff_on_mexico"
PATHWAYS = "legal_pathways"


def _between(before: Scenario, after: Scenario) -> list[Difference]:
    return list(differences(before, after, read_model()))


def test_that_a_lever_is_told_with_what_was_set_before_and_after() -> None:
    before = Scenario("a", Policy({TARIFF: Setting(10)}))
    after = Scenario("a", Policy({TARIFF: Setting(25, Month(2025, 3), 6), PATHWAYS: Setting(900)}))
    model = read_model()
    found = {one.subject: one for one in _between(before, after)}
    assert found == {
        TARIFF: Difference(
            Part.LEVER,
            Kind.CHANGED,
            TARIFF,
            model.levers[TARIFF].name,
            Setting(10),
            Setting(25, Month(2025, 3), 6),
        ),
        PATHWAYS: Difference(
            Part.LEVER, Kind.ADDED, PATHWAYS, model.levers[PATHWAYS].name, None, Setting(900)
        ),
    }
    back = {one.subject: one.kind for one in _between(after, before)}
    assert back == {TARIFF: Kind.CHANGED, PATHWAYS: Kind.REMOVED}


def test_that_an_event_in_another_month_is_told_as_moved() -> None:
    storm, later = (PlannedEvent("hurricane", Month(year, 9)) for year in (2027, 2031))
    quake = PlannedEvent("financial_stop", Month(2028, 1))
    before = Scenario("a", Policy(events=(storm, quake)))
    after = Scenario("a", Policy(events=(later,)))
    found = [(one.kind, one.subject, one.before, one.after) for one in _between(before, after)]
    assert found == [
        (Kind.CHANGED, "hurricane", storm, later),
        (Kind.REMOVED, "financial_stop", quake, None),
    ]


def test_that_an_event_of_another_size_is_told_where_it_stands() -> None:
    storm = PlannedEvent("hurricane", Month(2027, 9))
    later = replace(storm, month=Month(2026, 1))
    double = replace(storm, size=2.0)
    before = Scenario("a", Policy(events=(later, storm)))
    (found,) = _between(before, replace(before, policy=Policy(events=(later, double))))
    assert (found.kind, found.before, found.after) == (Kind.CHANGED, storm, double)


def test_that_packages_that_come_go_change_and_swap_are_told() -> None:
    one, two = Package("One", Policy({TARIFF: Setting(10)})), Package("Two")
    more = Package("One", Policy({TARIFF: Setting(20)}))
    start = Scenario("a", packages=(one, two))

    def told(packages: tuple[Package, ...]) -> list[tuple[Kind, str]]:
        found = _between(start, replace(start, packages=packages))
        return [(each.kind, each.subject) for each in found if each.part is Part.PACKAGE]

    assert told((one,)) == [(Kind.REMOVED, "Two")]
    assert told((one, two, Package("Three"))) == [(Kind.ADDED, "Three")]
    assert told((more, two)) == [(Kind.CHANGED, "One")]
    assert told((two, one)) == [(Kind.CHANGED, "")]
    assert told((one, replace(two, on=False))) == [(Kind.CHANGED, "Two")]


def test_that_a_setting_that_comes_from_a_package_now_is_told_though_no_lever_moved() -> None:
    policy = Policy({TARIFF: Setting(25)})
    package = Package("P", policy)
    both = Scenario("a", policy, packages=(package,))
    alone = Scenario("a", packages=(package,))
    assert [one.part for one in _between(both, alone)] == [Part.ASSEMBLY]


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("", "Two words", None, Passage("Two words", 2)),
        ("One two three", "One three", Passage("two", 1), None),
        ("Ask the mayor first", "Ask the minister first", Passage("mayor", 1), None),
        ("Same start", "Same start and more", None, Passage("and more", 2)),
    ],
)
def test_that_notes_are_told_by_the_words_that_differ(
    before: str, after: str, was: Passage | None, now: Passage | None
) -> None:
    (found,) = _between(Scenario("a", notes=before), Scenario("a", notes=after))
    assert found.part is Part.NOTES
    if was is not None:
        assert found.before == was
    if now is not None:
        assert found.after == now


def test_that_everything_else_is_told_once_each() -> None:
    before = Scenario("a", charts=("remittances",), tags=("x",), targets=())
    after = Scenario(
        "b",
        assumptions="other",
        ensemble=EnsembleChoice(members=10),
        charts=("homicide_rate",),
        folder="Talks",
        targets=(TargetLine("homicide_rate", 15.0, Month(2030, 12)),),
        model_version="2",
    )
    assert [(one.part, one.kind) for one in _between(before, after)] == [
        (Part.NAME, Kind.CHANGED),
        (Part.ASSUMPTIONS, Kind.CHANGED),
        (Part.MEMBERS, Kind.CHANGED),
        (Part.TARGET, Kind.ADDED),
        (Part.CHARTS, Kind.CHANGED),
        (Part.FOLDER, Kind.ADDED),
        (Part.TAGS, Kind.REMOVED),
        (Part.MODEL, Kind.CHANGED),
    ]


@examples(200)
@given(samples.scenarios, samples.scenarios, st.data())
@pytest.mark.slow
def test_that_only_equal_scenarios_differ_in_nothing(
    one: Scenario, other: Scenario, data: st.DataObject
) -> None:
    model = plain_model()
    part = data.draw(st.sampled_from(("policy", "notes", "packages", "targets", "tags", "charts")))
    near = replace(one, **{part: getattr(other, part)})
    for before, after in ((one, near), (one, other), (one, one)):
        assert (differences(before, after, model) == ()) == (before == after)


def everything_differs() -> tuple[Scenario, Scenario]:
    """Return two scenarios between which every kind of difference is found."""
    storm, gone = PlannedEvent("hurricane", Month(2027, 9)), PlannedEvent("gone", Month(2028, 1))
    quake = PlannedEvent("financial_stop", Month(2030, 1))
    before = Scenario(
        "a",
        Policy({TARIFF: Setting(10), "gone": Setting(3.5, last=Month(2030, 1))}, (storm, gone)),
        notes="Ask the mayor",
        charts=("remittances", "gone"),
        folder="Talks",
        packages=(Package("One"), Package("Two"), Package("Three")),
        targets=(TargetLine("homicide_rate", 15.0), TargetLine("gone", 1.0, Month(2030, 1))),
        predictions=(Prediction("gone", Month(2030, 1), hands=(9, 0, 1), outcome=3.0),),
        answers=(replace(ANSWER, run="another"),),
        model_version="1",
    )
    after = Scenario(
        "b",
        Policy(
            {
                TARIFF: Setting(25, Month(2025, 3), 6, Month(2030, 1)),
                PATHWAYS: Setting(900, Month(2025, 1), 1),
                "coop_framework": Setting(2, Month(2026, 1)),
            },
            (PlannedEvent("hurricane", Month(2031, 9)), PlannedEvent("new", Month(2029, 1))),
        ),
        notes="Ask the minister",
        assumptions="measured",
        ensemble=EnsembleChoice(
            members=1, seed=7, noise=False, drivers=False, fixed_links=frozenset({3})
        ),
        tags=("x", "y"),
        packages=(
            Package("Two"),
            Package("One", Policy({TARIFF: Setting(5)}, (quake,))),
            Package("Four"),
        ),
        targets=(TargetLine("homicide_rate", 12.0, Month(2032, 6)), TargetLine("remittances", 70)),
        predictions=(
            Prediction("remittances", Month(2032, 6), (Call("Sur", "up", 60),), outcome=-2.0),
        ),
        answers=(ANSWER,),
        model_version="2",
    )
    return before, after


def test_that_the_two_that_differ_in_everything_do() -> None:
    found = {(one.part, one.kind) for one in _between(*everything_differs())}
    assert {part for part, _ in found} == set(Part) - {Part.ASSEMBLY}
    for part in (Part.LEVER, Part.EVENT, Part.PACKAGE, Part.TARGET):
        assert {kind for each, kind in found if each is part} == set(Kind)
    for part in (Part.PREDICTION, Part.ANSWERS):
        told = {kind for each, kind in found if each is part}
        assert told == {Kind.ADDED, Kind.REMOVED}
