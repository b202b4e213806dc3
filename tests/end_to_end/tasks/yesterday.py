"""A library as it lies there the day after: a package, and a version of yesterday."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from db import Library
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package, Scenario

SPENDING, TARGETING = "mx_security_spending", "mx_leader_targeting"
TODAY, YESTERDAY = 0.4, 0.9
PACKAGE = "Hard line"


def prepare(path: Path) -> None:
    """Make the library: homicides rise under what is set, and less was spent on it yesterday."""
    hard = Package(PACKAGE, Policy({TARGETING: Setting(20.0)}))
    before = Scenario("Border talks", Policy({SPENDING: Setting(YESTERDAY)}), packages=(hard,))
    with Library.open(path) as library:
        number = library.scenarios.create(before)
        noon = datetime.now(UTC).astimezone().replace(hour=12) - timedelta(days=1)
        with patch.object(library._transactions, "now", lambda: noon.astimezone(UTC)):
            library.versions.keep(number)
        now = replace(library.scenarios.load(number), policy=Policy({SPENDING: Setting(TODAY)}))
        library.scenarios.save(number, now)
        library.scenarios.set_last_opened(number)
