"""What one run is asked to do."""

from dataclasses import dataclass, field

from desktop.domain import kinds
from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.fields import kept
from desktop.domain.policy import Policy

DEFAULT_MEMBERS = 1000
MOST_MEMBERS = 10_000
DEFAULT_SEED = 2023


@dataclass(frozen=True, slots=True)
class EnsembleChoice:
    """Choose the members of a run; the same choice draws the same members for every policy."""

    members: int = field(default=DEFAULT_MEMBERS, metadata=kept(kinds.Whole(), part="ensemble"))
    """0 is the central run: central parameters, no noise, one member."""
    seed: int = field(default=DEFAULT_SEED, metadata=kept(kinds.Whole(kinds.LARGEST)))
    noise: bool = field(default=True, metadata=kept(kinds.Switch()))
    """Process noise of the exogenous drivers and regimes."""
    drivers: bool = field(default=True, metadata=kept(kinds.Switch()))
    """Uncertain parameters of the exogenous drivers; off holds them at their central values."""
    fixed_links: frozenset[int] = field(
        default=frozenset(), metadata=kept(kinds.WholeSet(kinds.Whole()), part="ensemble")
    )
    """Evidence links whose parameters are held at their central values."""
    fixed_parameters: bool = field(default=False, metadata=kept(kinds.Switch()))
    """Hold every parameter of the model at its central value."""
    calibrated: bool = field(default=True, metadata=kept(kinds.Switch()))
    """Draw from the ensemble that was conditioned on history, where the model carries one."""


CENTRAL = EnsembleChoice(members=0)
"""The central run."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Ask for one projection."""

    policy: Policy
    ensemble: EnsembleChoice = field(default_factory=EnsembleChoice)
    assumptions: Assumptions = NEUTRAL
    """What the members' parameters are spread through; the members' scores stay the same."""
