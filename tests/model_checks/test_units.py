"""Units: every equation agrees, and what does not agree is found."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.modelfiles.resources import RESOURCES
from tests.model_checks.units import UnitCheck, Units, check_units
from tests.modelfiles.damage import copy_replacing, copy_with

MODEL = RESOURCES / "model"

FAMILIES = sorted(
    path.stem
    for path in MODEL.glob("*.toml")
    if re.search(r"^\[auxiliary\.", path.read_text("utf-8"), re.MULTILINE)
)
"""The files that hold equations."""


def units_below(folder: Path) -> Units:
    return Units(folder / "model" / "units.toml")


def test_that_the_units_of_every_equation_agree() -> None:
    check = check_units()

    assert [finding.text() for finding in check.findings] == []
    model = check.model
    assert check.checked >= len(model.auxiliaries) + 2 * len(model.stocks) + len(model.indicators)


def test_that_every_compound_unit_is_the_product_of_its_parts() -> None:
    assert list(units_below(RESOURCES).faults()) == []


def wrong_units(family: str) -> Iterator[tuple[str, str]]:
    """Give each auxiliary of a file the unit of another dimension: (its table, the file then)."""
    text = (MODEL / f"{family}.toml").read_text("utf-8")
    for found in re.finditer(r'^\[(auxiliary\.\w+)\]\nunit = "([^"]+)"\n', text, re.MULTILINE):
        wrong = "idx" if "idx" not in found[2] else "kperson"
        yield found[1], f"{text[: found.start(2)]}{wrong}{text[found.end(2) :]}"


@pytest.mark.mutant
@pytest.mark.parametrize("family", FAMILIES)
def test_that_a_wrong_unit_in_a_family_is_found(family: str, tmp_path: Path) -> None:
    table, text = next(wrong_units(family))

    folder = copy_with(tmp_path, f"model/{family}.toml", text.encode())

    found = [finding.place.table for finding in check_units(folder).findings]
    assert table in found


@pytest.mark.mutant
@pytest.mark.parametrize(
    ("file", "old", "new", "table", "problem"),
    [
        (
            "politics",
            '[parameter.trade_trust]\nunit = "idx"',
            '[parameter.trade_trust]\nunit = "%"',
            "auxiliary.trust_target",
            "differ in dimension",
        ),
        (
            "drivers",
            "remittance_growth * time / months_in_year",
            "remittance_growth * time",
            "auxiliary.remittance_trend",
            "12 times apart",
        ),
        (
            "migration",
            '[parameter.encounters_0]\nunit = "kperson/year"',
            '[parameter.encounters_0]\nunit = "person/year"',
            "auxiliary.irregular_encounters",
            "1000 times apart",
        ),
        (
            "politics",
            "rhetoric_decay * (us_reply",
            "rhetoric_decay * (2 + us_reply",
            "stock.us_rhetoric",
            "differ in dimension",
        ),
    ],
    ids=["dimension", "years-for-months", "thousands-for-ones", "bare-number"],
)
def test_that_what_the_numbers_cannot_show_is_found(
    file: str, old: str, new: str, table: str, problem: str, tmp_path: Path
) -> None:
    folder = copy_replacing(tmp_path, f"model/{file}.toml", old, new)

    found = {f.place.table: f.text() for f in check_units(folder).findings}

    assert problem in found[table]


@pytest.mark.mutant
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '[unit."idx/pp"]\ndimension = { idx = 1',
            '[unit."idx/pp"]\ndimension = { idx = 2',
            "its parts give",
        ),
        ('[unit."1/idx"]', '[unit."1/index"]', "index is not a unit"),
    ],
    ids=["dimension", "unknown-part"],
)
def test_that_a_compound_unit_that_is_not_its_parts_is_found(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    folder = copy_replacing(tmp_path, "model/units.toml", old, new)

    assert any(problem in fault for fault in units_below(folder).faults())


@pytest.mark.long
@pytest.mark.parametrize("kind", ["parameters", "stocks", "noises", "channels", "forces"])
def test_that_no_number_s_unit_is_free_to_be_another(kind: str) -> None:
    sound = check_units()
    elements = getattr(sound.model, kind)
    free = []
    for name, element in elements.items():
        wrong = "kperson" if "idx" in element.unit else "idx"
        changes: dict[str, Any] = {"unit": wrong}
        if kind == "stocks":
            changes["change_unit"] = f"{wrong}/month"
        others: dict[str, Any] = {kind: {**elements, name: replace(element, **changes)}}
        spoilt = replace(sound.model, **others)
        if not UnitCheck(spoilt, sound.units, sound.values).findings:
            free.append(name)
    assert free == []
