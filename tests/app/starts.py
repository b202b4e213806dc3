"""Starts of the program in a process of its own, and scenarios for them."""

import os
import subprocess
import sys
from pathlib import Path

from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.modelfiles.read import read_model
from tests.homes import home
from tests.views.desks import FEW

MODEL = read_model()


def run_elsewhere(
    code: str, cwd: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parent.parent.parent
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**kept, **home(cwd / "home"), "PYTHONPATH": str(root), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def plan(name: str, value: float = 2000.0) -> Scenario:
    policy = Policy({"legal_pathways": Setting(value)})
    return Scenario(
        name, policy, ensemble=FEW, model_version=MODEL.version, model_digest=MODEL.digest
    )
