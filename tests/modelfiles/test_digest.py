"""The digest of a model: it tells other numbers from other words."""

import inspect
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.model.model import Model, ParameterKind
from desktop.domain.wording import Wording
from desktop.modelfiles.digest import digest_of
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.damage import copy_replacing, copy_with

COPIED = ("model", "history", "ensembles")
"""Folders that a model is read from."""


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


def test_that_a_model_read_twice_has_one_digest(model: Model) -> None:
    again = inspect.unwrap(read_model)()
    assert again is not model
    assert again.digest == model.digest == digest_of(model)
    assert len(model.digest) == 64


def test_that_the_line_ends_of_a_checkout_are_no_other_digest(model: Model, tmp_path: Path) -> None:
    for path in RESOURCES.rglob("*"):
        if path.is_file() and path.relative_to(RESOURCES).parts[0] in COPIED:
            content = path.read_bytes()
            if path.suffix in (".toml", ".csv"):
                content = content.replace(b"\n", b"\r\n")
            copied = tmp_path / path.relative_to(RESOURCES)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(content)
    assert read_model(tmp_path).digest == model.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("model/model.toml", 'horizon = "2036-12"', 'horizon = "2037-01"'),
        ("model/politics.toml", "central = 0.3", "central = 0.31"),
        ("model/levers.toml", "lead = ", "lead = 1"),
        ("model/events.toml", "months = ", "months = 1"),
        ("model/indicators.toml", "twelve_months = true\n", ""),
        ("history/us_unemployment_rate.csv", "1980-02,6.3", "1980-02,6.4"),
    ],
)
def test_that_another_number_in_a_file_is_another_digest(
    model: Model, tmp_path: Path, file: str, old: str, new: str
) -> None:
    assert read_model(copy_replacing(tmp_path, file, old, new)).digest != model.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("model/model.toml", "# The vantage", "# It"),
        ("model/claims.toml", 'en = "', 'en = "Corrected: '),
        ("model/links.toml", 'size = { en = "', 'size = { en = "about '),
        ("model/levers.toml", "cost_us = 7", "cost_us = 6"),
        ("model/politics.toml", 'es = "', 'es = "Mejor dicho: '),
        ("model/sources.toml", 'text = "', 'text = "New title: '),
        ("model/events.toml", "yearly_chance = [0.", "yearly_chance = [0.0"),
        ("history/manifest.toml", 'publisher = "', 'publisher = "The '),
    ],
)
def test_that_other_words_in_a_file_are_no_other_digest(
    model: Model, tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = copy_replacing(tmp_path, file, old, new)
    assert (folder / file).read_bytes() != (RESOURCES / file).read_bytes()
    assert read_model(folder).digest == model.digest


def test_that_the_digest_is_the_same_for_either_line_end(model: Model, tmp_path: Path) -> None:
    file = "model/politics.toml"
    content = (RESOURCES / file).read_bytes().replace(b"\n", b"\r\n")
    assert read_model(copy_with(tmp_path, file, content)).digest == model.digest


def test_that_files_that_are_not_declared_change_nothing(model: Model, tmp_path: Path) -> None:
    folder = copy_replacing(tmp_path, "model/model.toml", "0.3", "0.3")
    (folder / "history" / "stray.csv").write_text("not a series")
    assert read_model(folder).digest == model.digest


def _with_equation(model: Model, equation: str) -> Model:
    first = next(iter(model.auxiliaries.values()))
    return replace(
        model, auxiliaries={**model.auxiliaries, first.id: replace(first, equation=equation)}
    )


def _with_first_parameter(model: Model, **changed: object) -> Model:
    first = next(p for p in model.parameters.values() if p.evidence.links)
    made = replace(first, **changed)  # type: ignore[arg-type]  # each test names a real field
    return replace(model, parameters={**model.parameters, first.id: made})


def test_that_blanks_and_needless_brackets_do_not_count_and_needed_ones_do(model: Model) -> None:
    plain = digest_of(_with_equation(model, "salience_0 - 2 * (salience_0 + 1.50)"))
    spaced = digest_of(_with_equation(model, "((salience_0)  - (2*(salience_0+1.5)))"))
    other = digest_of(_with_equation(model, "salience_0 - 2 * salience_0 + 1.5"))
    assert plain == spaced != other


def test_that_the_order_of_tables_does_not_count(model: Model) -> None:
    turned = replace(
        model,
        parameters=dict(sorted(model.parameters.items(), reverse=True)),
        stocks=dict(sorted(model.stocks.items(), reverse=True)),
        effects=tuple(reversed(model.effects)),
    )
    assert digest_of(turned) == model.digest


def test_that_numbers_beyond_the_ninth_digit_do_not_count(model: Model) -> None:
    first = next(p for p in model.parameters.values() if p.evidence.links and p.central)
    for share, same in ((1e-11, True), (1e-7, False)):
        changed = _with_first_parameter(model, central=first.central * (1 + share))
        assert (digest_of(changed) == model.digest) is same


def test_that_what_an_ensemble_may_hold_fixed_counts_and_the_name_does_not(model: Model) -> None:
    first = next(p for p in model.parameters.values() if p.evidence.links)
    other_kind = next(kind for kind in ParameterKind if kind is not first.kind)
    unlinked = replace(first.evidence, links=frozenset())
    renamed = replace(first.evidence, name=Wording("Other", "Otro"), note="another reason")
    assert digest_of(_with_first_parameter(model, kind=other_kind)) != model.digest
    assert digest_of(_with_first_parameter(model, evidence=unlinked)) != model.digest
    assert digest_of(_with_first_parameter(model, evidence=renamed)) == model.digest
    assert digest_of(_with_first_parameter(model, unit="another")) != model.digest


@pytest.mark.parametrize("field", ["low", "high", "default"])
def test_that_the_range_and_the_status_quo_of_a_lever_count(model: Model, field: str) -> None:
    lever = model.levers["legal_pathways"]
    moved = replace(lever, **{field: getattr(lever, field) + 1})
    assert digest_of(replace(model, levers={**model.levers, lever.id: moved})) != model.digest


def test_that_every_part_of_the_model_is_either_counted_or_known_to_be_words(
    model: Model,
) -> None:
    words = {
        "version",
        "digest",
        "events",
        "links",
        "votes",
        "calendar",
        "sources",
        "claims",
        "replies",
        "presets",
        "reaches",
        "warnings",
        "units",
    }
    emptied = {
        name: digest_of(replace(model, **{name: type(getattr(model, name))()}))
        for name in model.__dataclass_fields__
        if name not in ("clock", "calibrated") and getattr(model, name)
    }
    emptied["calibrated"] = digest_of(replace(model, calibrated=None))
    assert {name for name, digest in emptied.items() if digest == model.digest} == words
