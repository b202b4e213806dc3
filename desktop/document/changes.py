"""What a step changed, told to whoever listens."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Name what differs since the last revision; ids only, listeners read the document."""

    levers: frozenset[str] = frozenset()
    events: bool = False
    charts: bool = False
    name: bool = False
    assumptions: bool = False
    """The assumption set or the choice of members is another."""
    packages: bool = False
    """Packages came, went or changed places; the levers that this moves are in `levers`."""
    lever_names: bool = False
    """Levers go by other names."""
    details: bool = False
    """Anything else differs: notes, folder, tags, target lines."""
    scenario: bool = False
    """The document now holds another scenario altogether."""
    model: bool = False
    """It is over another model: what was made of clock, series or parameters is made anew."""
    gesture_ended: bool = False
    """Nothing more of the present gesture will follow: the moment to save."""
    initiator: object | None = None
    """Who asked, so that a widget does not answer itself."""

    @property
    def needs_projection(self) -> bool:
        """Say whether a projection must be made anew."""
        return bool(self.levers) or self.events or self.assumptions or self.scenario
