"""What the page remembers while it is made anew."""

from dataclasses import dataclass, field

from desktop.views.conduct.inject_model import Wanted


@dataclass(slots=True)
class ConductState:
    """Hold what was chosen, and whether the page is covered."""

    chosen: str | None = None
    wanted: Wanted = field(default_factory=Wanted)
    pane: int = 0
    covered: bool = False
