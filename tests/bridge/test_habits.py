"""What somebody works with at this desk is remembered, and forgotten when that is asked for."""

from pathlib import Path

import pytest

from desktop.bridge.habits import MOST_FOUND
from desktop.bridge.preferences import Preferences


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "preferences.json"


def test_that_what_the_palette_found_last_comes_first_once_and_is_forgotten(path: Path) -> None:
    mine = Preferences(path)
    for id_ in (*(f"lever:{n}" for n in range(60)), "lever:58"):
        mine.habits.remember_found(id_)
    mine.save()
    again = Preferences(path)
    assert again.habits.found[:3] == ("lever:58", "lever:59", "lever:57")
    assert len(again.habits.found) == MOST_FOUND
    assert again.forget()
    assert Preferences(path).habits.found == ()


@pytest.mark.parametrize("found", ["{}", '[1, null, ["x"]]', '"lever:a"'])
def test_that_a_damaged_list_of_what_was_found_counts_as_none(path: Path, found: str) -> None:
    path.write_text(f'{{"found": {found}}}', encoding="utf-8")
    assert Preferences(path).habits.found == ()
