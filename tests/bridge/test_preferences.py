"""The little file of choices: whole or not at all, tolerant, respectful of what it knows not."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.bridge.errors import PreferencesNotSavedError
from desktop.bridge.preferences import Preferences
from desktop.charts.tokens import Theme
from tests.examples import examples


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "preferences.json"


def test_that_every_choice_comes_back(path: Path) -> None:
    one = Preferences(path)
    one.theme = Theme.DARK
    one.language = "es"
    one.chart_count = 9
    one.geometry = "AAAA"
    one.lever_width = 333
    one.library = "C:/Años/a.vecinos"
    one.still = True
    one.save()
    other = Preferences(path)
    assert other.theme is Theme.DARK
    assert other.language == "es"
    assert other.chart_count == 9
    assert other.geometry == "AAAA"
    assert other.lever_width == 333
    assert other.library == "C:/Años/a.vecinos"
    assert other.still is True
    assert other.damage is None


def test_that_a_first_start_has_its_own_choices_and_writes_nothing(path: Path) -> None:
    fresh = Preferences(path)
    assert (fresh.theme, fresh.language, fresh.chart_count) == (Theme.LIGHT, None, 6)
    assert (fresh.geometry, fresh.library, fresh.still) == (None, None, None)
    assert not path.parent.exists()


def test_that_keys_of_another_version_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"later": {"a": [1, 2]}, "theme": "dark"}', encoding="utf-8")
    mine = Preferences(path)
    mine.theme = Theme.LIGHT
    mine.save()
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept == {"later": {"a": [1, 2]}, "theme": "light"}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"a": NaN', "\x00\x01"])
def test_that_a_damaged_file_is_said_and_kept_under_another_name(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    mine = Preferences(path)
    assert mine.damage is not None
    assert mine.theme is Theme.LIGHT
    kept = Path(str(mine.damage.fields["kept"]))
    assert path.read_text(encoding="utf-8") == text
    mine.save()
    assert kept.read_text(encoding="utf-8") == text
    assert Preferences(path).damage is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)
KEYS = ("theme", "language", "chart_count", "geometry", "lever_width", "library", "still")


@examples(200)
@given(st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES)))
def test_that_values_of_the_wrong_kind_count_as_absent(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    mine = Preferences(path)
    assert mine.theme in Theme
    assert mine.language in (None, "en", "es")
    assert mine.chart_count in (1, 2, 4, 6, 9)
    assert mine.still in (None, True, False)


def test_that_a_failed_save_leaves_the_old_file_and_no_rubbish(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Preferences(path)
    mine.save()
    before = path.read_bytes()
    mine.theme = Theme.DARK

    def full(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PreferencesNotSavedError) as caught:
        mine.save()
    assert caught.value.fields == {"path": path}
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_that_a_folder_that_cannot_be_made_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PreferencesNotSavedError):
        Preferences(tmp_path / "file" / "preferences.json").save()
