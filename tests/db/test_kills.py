from pathlib import Path

from tests.db.killed import acknowledge_without_saving, kill_again_and_again, save_until_killed


def test_that_no_acknowledged_save_is_lost_to_a_kill_and_none_is_half(tmp_path: Path) -> None:
    account = kill_again_and_again(
        save_until_killed, tmp_path / "a.vecinos", kills=15, modules=["db.store"], seed=5
    )
    assert account.kills == 15
    assert account.acknowledged >= 15
    assert account.lost == []
    assert account.half == []


def test_that_the_account_shows_a_save_that_was_only_claimed(tmp_path: Path) -> None:
    account = kill_again_and_again(
        acknowledge_without_saving, tmp_path / "a.vecinos", kills=2, modules=["db.store"], seed=6
    )
    assert account.lost == [1]
