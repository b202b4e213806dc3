"""What views may call on the way of a slider's movement, which `docs/architecture.md` tells."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.document.changes import Changes
from desktop.engine.results.compare import contrasts
from desktop.engine.results.projection import PairedDifference, Projection
from desktop.session import comparison
from desktop.views.curves.chart_area import ChartArea
from tests.views.desks import TARIFF, drag, open_desk, settled, sparing

VIEWS = Path(__file__).parents[2] / "desktop" / "views"
COMPUTE = ("desktop.engine", "desktop.analysis", "desktop.calibration")
"""Where what is drawn is worked out."""


ONLY_LIST = {"desktop.analysis.survival.sets_of", "desktop.analysis.survival.switches_of"}
"""What a view may call there: these name the sets of assumptions and run nothing."""


def called(source: str) -> set[str]:
    """Name what a module calls, or hands on to be called, of the parts that compute.

    Types may be named and constants read: a name counts where it is in lower case.
    """
    tree = ast.parse(source)
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(COMPUTE):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            found |= {
                (alias.asname or alias.name).split(".")[0]: f"{alias.name}.*"
                for alias in node.names
                if alias.name.startswith(COMPUTE)
            }
    return {
        whole
        for name, whole in found.items()
        if whole.endswith(".*") or whole.rpartition(".")[2].islower()
    }


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("from desktop.engine.results.projection import Bands, PERCENTILES", set()),
        (
            "def late():\n    from desktop.engine.run.project import project as run\n    run()",
            {"desktop.engine.run.project.project"},
        ),
        ("import desktop.engine.run.project as runs", {"desktop.engine.run.project.*"}),
        ("from desktop.analysis import survival", {"desktop.analysis.survival"}),
    ],
)
def test_that_the_search_for_calls_finds_each_way_to_compute(source: str, calls: set[str]) -> None:
    assert called(source) == calls


def test_that_no_view_calls_what_computes() -> None:
    found = {
        str(path.relative_to(VIEWS)): calls
        for path in sorted(VIEWS.rglob("*.py"))
        if (calls := called(path.read_text(encoding="utf-8")) - ONLY_LIST)
    }
    assert found == {}


def test_that_a_drag_is_told_run_and_compared_before_the_charts_draw_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops: list[str] = []
    redraw = ChartArea._redraw

    def tell(changes: Changes) -> None:
        if TARIFF in changes.levers:
            hops.append("document")

    def compare(
        projection: Projection, baseline: Projection, indicators: Sequence[str], step: int
    ) -> list[PairedDifference]:
        hops.append("compare")
        return contrasts(projection, baseline, indicators, step)

    def draw(area: ChartArea) -> None:
        hops.append("draw")
        redraw(area)
        hops.append("drawn")

    with open_desk(qtbot, preferences=sparing()) as desk:
        monkeypatch.setattr(comparison, "contrasts", compare)
        monkeypatch.setattr(ChartArea, "_redraw", draw)
        desk.document.listen(tell)
        drag(desk, TARIFF, [0.2, 0.5])
        curves = settled(qtbot, desk)
        assert curves.projection.request.policy.settings.keys() == {TARIFF}
    assert hops[0] == "document"
    assert hops.index("document") < hops.index("compare") < hops.index("draw")
    during = [hops[at + 1] for at, hop in enumerate(hops) if hop == "draw"]
    assert set(during) == {"drawn"}
