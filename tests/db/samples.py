"""Scenarios to keep, and strategies that make more of them."""

from pathlib import Path

from hypothesis import strategies as st

from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Move, Setting
from desktop.domain.lines import is_visible
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Call, Prediction
from desktop.domain.scenario import LeverName, Package, Scenario, TargetLine
from tests.every_field import ANSWER

LEVERS = ("legal_pathways", "us_tariff_on_mexico", "coop_framework", "issue_delinking")

NO_CURVES = BandSnapshot("", "", (), {})
"""Of a run whose outcomes alone matter."""


def sample(name: str = "Fronteras más seguras", value: float = 2000.0) -> Scenario:
    return Scenario(
        name=name,
        policy=Policy(
            {
                "legal_pathways": Setting(value),
                "us_tariff_on_mexico": Setting(25.0, Month(2025, 2), 1, Month(2028, 12)),
            },
            (PlannedEvent("hurricane", Month(2027, 9)), PlannedEvent("hurricane", Month(2031, 9))),
        ),
        notes="Carnegie: legal pathways first.\n\n= 1 + 1\tñandú 🌵",
        assumptions="neutral",
        ensemble=EnsembleChoice(members=250, seed=7, noise=False, fixed_links=frozenset({75, 3})),
        charts=("irregular_encounters", "remittances", "irregular_encounters"),
        model_version="2026.1",
        model_digest="0123456789abcdef",
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but the lock files, which outlive the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


storable = st.characters(codec="utf-8", exclude_characters="\0")
names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=120
).filter(is_visible)
months = st.builds(Month, st.integers(0, 9999), st.integers(1, 12))
values = st.floats(allow_nan=False, allow_infinity=False)
moves = st.builds(Move, values, months, st.integers(0, 156))
settings = st.builds(
    Setting,
    values,
    st.none() | months,
    st.integers(0, 156),
    st.none() | months,
    st.just(()) | st.lists(moves, max_size=2).map(tuple),
)
texts = st.text(storable, max_size=20)
policies = st.builds(
    Policy,
    st.dictionaries(st.sampled_from(LEVERS) | texts, settings, max_size=4),
    st.lists(st.builds(PlannedEvent, texts, months, st.just(1.0) | values), max_size=3).map(tuple),
)
ensembles = st.builds(
    EnsembleChoice,
    members=st.integers(0, 10_000),
    seed=st.integers(0, 2**63 - 1),
    noise=st.booleans(),
    drivers=st.booleans(),
    fixed_links=st.frozensets(st.integers(0, 200), max_size=4),
    fixed_parameters=st.booleans(),
    calibrated=st.booleans(),
)
one_line = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters="/"),
    min_size=1,
    max_size=20,
).filter(is_visible)
targets = st.builds(
    TargetLine,
    texts,
    st.floats(allow_nan=False, allow_infinity=False),
    st.none() | months,
    st.none() | st.booleans(),
)
_figures = st.none() | values
calls = st.builds(Call, one_line, texts, st.none() | st.integers(-(2**31) + 1, 2**31 - 1), _figures)
_counts = st.integers(0, 2**31 - 1)
predictions = st.builds(
    Prediction,
    texts,
    months,
    st.lists(calls, max_size=2).map(tuple),
    st.just(()) | st.tuples(_counts, _counts, _counts),
    _figures,
)
scenarios = st.builds(
    Scenario,
    name=names,
    policy=policies,
    notes=st.text(storable, max_size=200),
    assumptions=texts,
    ensemble=ensembles,
    charts=st.lists(texts, max_size=4).map(tuple),
    model_version=texts,
    model_digest=texts,
    folder=st.lists(one_line, max_size=3).map("/".join),
    tags=st.lists(one_line, max_size=3).map(tuple),
    packages=st.lists(st.builds(Package, names, policies), max_size=2).map(tuple),
    targets=st.lists(targets, max_size=2).map(tuple),
    predictions=st.just(()) | st.lists(predictions, max_size=2).map(tuple),
    lever_names=st.just(()) | st.tuples(st.builds(LeverName, texts, texts, texts)),
    answers=st.just(()) | st.just((ANSWER,)),
)
