"""What older versions kept is read in the words of this one."""

from dataclasses import replace
from pathlib import Path

import pytest

from db import Library
from db.packs.pack import packed
from desktop.document.fitting import fitted
from desktop.document.former import translated
from desktop.document.imports import scenarios_of_pack
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.modelfiles.read import read_model
from desktop.session.opening import opened

MODEL = read_model()
OLD = Scenario(
    "Duty on all goods",
    Policy({"us_tariff_on_mexico": Setting(25.0)}),
    assumptions="studies;china_duty=40;usmca_exemption=0",
)
"""As version 0.1 wrote it: the agreement spares nothing."""
NEW = replace(
    OLD,
    policy=OLD.policy.with_setting("us_tariff_coverage", Setting(2.0)),
    assumptions="studies;china_duty=40",
)


def test_that_an_exemption_of_none_is_a_tariff_on_all_goods() -> None:
    assert translated(OLD) == NEW
    assert fitted(OLD, MODEL) == (NEW, 0)


@pytest.mark.parametrize("share", ["1", "0.5"])
def test_that_an_exemption_is_what_the_lever_stands_at_by_itself(share: str) -> None:
    kept = replace(OLD, assumptions=f"neutral;usmca_exemption={share}")
    assert translated(kept) == replace(OLD, assumptions="neutral")


@pytest.mark.parametrize("text", ["neutral", "neutral;china_duty=40", "no=assumptions=at all"])
def test_that_all_else_is_left_as_it_is(text: str) -> None:
    kept = replace(OLD, assumptions=text)
    assert translated(kept) is kept


def test_that_an_old_pack_is_translated_as_it_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "old.vecinos"
    path.write_bytes(packed([OLD]))
    assert scenarios_of_pack(path, MODEL) == (NEW,)


def test_that_an_old_library_opens_on_the_desk(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.vecinos") as store:
        found = opened(store, store.scenarios.create(OLD), MODEL)
    assert (found.scenario, found.dropped) == (NEW, 0)
