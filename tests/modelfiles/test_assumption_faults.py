"""Damage to the assumptions ends in one fault that names its place."""

from pathlib import Path

import pytest

from desktop.domain.errors import ModelFileError
from desktop.modelfiles.read import read_model
from tests.modelfiles.damage import copy_replacing, copy_with

FILE = "model/assumptions.toml"
ROOT = "conflict.insecurity_migration"
VIOLENCE = f"{ROOT}.articles.override.violence_elasticity"

FAULTS = [
    # Sets.
    ("[set.neutral]", "[set.pooled_set]", "–", "set", "no_neutral_set"),
    ('side = "pooled"', 'side = "both"', "set.neutral", "side", "unknown_choice"),
    ('side = "pooled"', 'side = "studies"', "set.neutral", "side", "not_neutral"),
    ('side = "pooled"', 'side = "pooled"\nshrink = 0.5', "set.neutral", "side", "not_neutral"),
    ("shrink = 0.5", "shrink = 1.5", "set.studies", "shrink", "out_of_limits"),
    ("shrink = 0.5\n", "", "set.studies", "kept", "nothing_shrinks"),
    ('["tpu_fdi"]', '["tpu"]', "set.studies.kept[5]", "parameters", "unknown_name"),
    (
        "[set.articles.override.sanctions_effect]",
        "[set.articles.override.sanctions]",
        "set.articles.override.sanctions",
        "–",
        "unknown_name",
    ),
    (
        'sources = ["S89"]\nen = "Finances',
        'en = "Finances',
        "set.articles.override.sanctions_effect",
        "sources",
        "missing_key",
    ),
    (
        "low = 0.04\ncentral = 0.08\nhigh = 0.12",
        "low = 0.04\ncentral = 0.08\nhigh = 0.13",
        "set.articles.override.sanctions_effect",
        "low",
        "out_of_limits",
    ),
    (
        'short = { en = "Neutral"',
        'short = { en = "Neutral and without any side taken"',
        "set.neutral",
        "short",
        "text_too_long",
    ),
    # Conflicts.
    ("links = [80]", "links = []", ROOT, "links", "missing_key"),
    ("links = [80]", "links = [800]", ROOT, "links", "unknown_name"),
    ("[conflict.insecurity_migration]", "[conflict.Roots]", "conflict.Roots", "–", "bad_id"),
    ('claims = ["B64"]\n', "", f"{ROOT}.articles", "claims", "missing_key"),
    ('claims = ["B64"]', 'claims = ["B77"]', f"{ROOT}.articles", "claims", "unknown_claim"),
    ('sources = ["S62"]\n', "", f"{ROOT}.articles", "sources", "missing_key"),
    ('sources = ["S62"]', 'sources = ["S999"]', f"{ROOT}.articles", "sources", "unknown_name"),
    (
        "central = 0.15\nhigh = 0.30",
        "central = 0.4\nhigh = 0.30",
        VIOLENCE,
        "central",
        "not_between",
    ),
    ("high = 0.30", "high = 0.35", VIOLENCE, "low", "out_of_limits"),
    ("high = 0.30", 'high = "0.30"', VIOLENCE, "high", "not_number"),
    ("high = 0.30", "high = 0.30\nmode = 1", VIOLENCE, "mode", "unknown_key"),
    (
        "articles.override.training_effect]",
        "articles.override.violence_elasticity]",
        "conflict.military_aid.articles.override.violence_elasticity",
        "–",
        "parameter_taken",
    ),
    (
        "articles.override.training_effect]",
        "articles.override.sanctions_effect]",
        "conflict.military_aid.articles.override.sanctions_effect",
        "–",
        "parameter_taken",
    ),
    # What can be held by hand.
    ("[movable.china_duty]", "[movable.duty]", "movable.duty", "–", "unknown_name"),
    ("low = 0\nhigh = 60", "low = 60\nhigh = 60", "movable.china_duty", "high", "not_above_low"),
    (
        "low = 0\nhigh = 60",
        "low = 20\nhigh = 60",
        "movable.china_duty",
        "low",
        "not_around_central",
    ),
    ("step = 1\n", "step = 0\n", "movable.china_duty", "step", "not_positive"),
    ("step = 1\n", "step = 1\ndecimals = 9\n", "movable.china_duty", "decimals", "out_of_limits"),
    (
        'display = { en = "{value} %"',
        'display = { en = "percent"',
        "movable.china_duty",
        "display",
        "no_value_field",
    ),
    (
        "[movable.interest]\nlow = 0.5\nhigh = 2",
        "[movable.sector_share]\nlow = -1\nhigh = 1",
        "movable.sector_share",
        "low",
        "out_of_limits",
    ),
]


@pytest.mark.parametrize(("old", "new", "table", "key", "reason"), FAULTS)
def test_that_a_damaged_assumption_is_named_by_its_place(
    tmp_path: Path, old: str, new: str, table: str, key: str, reason: str
) -> None:
    with pytest.raises(ModelFileError) as fault:
        read_model(copy_replacing(tmp_path, FILE, old, new))
    fields = fault.value.fields
    found = (fields["file"], fields["table"], fields["key"], fields["reason"])
    assert found == (FILE, table, key, f"reason.{reason}")


def test_that_a_side_without_a_parameter_is_refused(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "resources" / FILE).read_text(encoding="utf-8")
    start = text.index("[conflict.designation_trade.studies.override")
    end = text.index("[conflict.neglect_growth]")
    folder = copy_with(tmp_path, FILE, (text[:start] + text[end:]).encode())
    with pytest.raises(ModelFileError) as fault:
        read_model(folder)
    assert fault.value.fields["table"] == "conflict.designation_trade.studies"
    assert fault.value.fields["key"] == "override"
