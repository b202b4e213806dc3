"""Damage to claims, replies, packages and refinements ends in one fault that names its place."""

import re
from pathlib import Path

import pytest

from desktop.domain.errors import ModelFileError
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.damage import copy_replacing

CLAIMS, REPLIES = "model/claims.toml", "model/replies.toml"
PRESETS, LINKS = "model/presets.toml", "model/links.toml"
REACH = "model/reach.toml"
WITHOUT_GRID = re.findall(
    r"(?s)\[reach\.grid_infrastructure\]\n.*?\n\n", (RESOURCES / REACH).read_text(encoding="utf-8")
)[0]
SETTINGS = "preset.berg_package.settings"
RESTRAINT = 'lever = "us_rhetoric_restraint"\nvalue = 80'

FAULTS = [
    # Claims.
    (CLAIMS, "[claim.B1]", "[claim.B77]", "claim.B77", "–", "unknown_claim"),
    (CLAIMS, 'B = "S89"', 'B = "S999"', "documents", "B", "unknown_name"),
    (CLAIMS, 'kinds = ["fact"]', 'kinds = ["story"]', "claim.B1", "kinds", "unknown_choice"),
    (CLAIMS, 'kinds = ["fact"]', "kinds = []", "claim.B1", "kinds", "unknown_choice"),
    (CLAIMS, 'mark = "named"', 'mark = "implied"', "claim.B1", "mark", "unknown_choice"),
    (CLAIMS, "links = [56]\n", "", "claim.B65", "mark", "carried_by_nothing"),
    (CLAIMS, "links = [89, 111]", "links = [999]", "claim.B3", "links", "unknown_name"),
    (CLAIMS, '"2012-07"', '"2012-13"', "claim.B5", "months", "bad_month"),
    (
        CLAIMS,
        'presets = ["escalation_spiral"]',
        'presets = ["spiral"]',
        "claim.B6",
        "presets",
        "unknown_name",
    ),
    (
        CLAIMS,
        'context = { en = "Setting,',
        'number_of = { en = "Setting,',
        "claim.C1",
        "context",
        "missing_key",
    ),
    # Replies.
    (
        REPLIES,
        'lever = "mx_security_spending"',
        'event = "peso_crisis"\nlever = "mx_security_spending"',
        "reply.mx_security_spending_up_society",
        "lever",
        "lever_or_event",
    ),
    (
        REPLIES,
        'direction = "up"',
        'direction = "north"',
        "reply.mx_security_spending_up_society",
        "direction",
        "unknown_choice",
    ),
    (
        REPLIES,
        'by = "society"',
        'by = "nobody"',
        "reply.mx_security_spending_up_society",
        "by",
        "unknown_choice",
    ),
    (
        REPLIES,
        'chance = "likely"',
        'chance = "certain"',
        "reply.mx_security_spending_up_society",
        "chance",
        "unknown_choice",
    ),
    (
        REPLIES,
        'claims = ["C54", "C55"]\n',
        "",
        "reply.mx_security_spending_up_society",
        "sources",
        "missing_key",
    ),
    (
        REPLIES,
        "beyond = 40",
        "beyond = 400",
        "reply.mx_federal_backup_up_groups",
        "beyond",
        "out_of_limits",
    ),
    (REPLIES, "low = 0.8\n", "low = 0.96\n", "chance.very_likely", "high", "not_above_low"),
    # Reach beside the record.
    (REACH, "[reach.fto_designation]", "[reach.fto]", "reach.fto", "–", "unknown_name"),
    (REACH, "record = -15.3", "record = 15.3", "reach.us_tariff_on_mexico", "record", "other_sign"),
    (REACH, WITHOUT_GRID, "", "–", "reach.grid_infrastructure", "missing_key"),
    # Packages.
    (PRESETS, RESTRAINT, RESTRAINT + "0", f"{SETTINGS}[1]", "value", "not_a_setting"),
    (PRESETS, 'start = "2024-01"', 'start = "2023-12"', f"{SETTINGS}[1]", "value", "not_a_setting"),
    (
        PRESETS,
        'month = "2025-01"',
        'month = "2040-01"',
        "preset.berg_package.events[1]",
        "month",
        "outside_the_run",
    ),
    (
        PRESETS,
        'direction = "up"',
        'direction = "left"',
        "preset.berg_package.expectations[1]",
        "direction",
        "unknown_choice",
    ),
    (
        PRESETS,
        'lever = "coop_framework"',
        'lever = "treaty"',
        f"{SETTINGS}[4]",
        "lever",
        "unknown_name",
    ),
    # Refinements.
    (
        LINKS,
        "[link.5]\nrefinement = true\n",
        '[link.5]\nrefinement = true\nparameters = ["months_in_year"]\n',
        "link.5",
        "parameters",
        "refinement_parameters",
    ),
    (LINKS, "[link.5]\nrefinement = true\n", "[link.5]\n", "link.5", "cause", "missing_key"),
]


@pytest.mark.parametrize(("file", "old", "new", "table", "key", "reason"), FAULTS)
def test_that_damage_beside_the_equations_is_named(
    tmp_path: Path, file: str, old: str, new: str, table: str, key: str, reason: str
) -> None:
    folder = copy_replacing(tmp_path, file, old, new)
    with pytest.raises(ModelFileError) as caught:
        read_model(folder)
    fields = caught.value.fields
    assert fields["file"] == file
    assert (fields["table"], fields["key"]) == (table, key)
    assert fields["reason"] == f"reason.{reason}"
