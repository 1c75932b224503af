"""What known weights said of a set-up, kept and found again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tpdevice.core.errors import StoreError
from tpdevice.core.rig import Checked, RigKind
from tpdevice.store.database import open_store
from tpdevice.store.rigs import RigCheck, checks, newest_check, remember_check

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
CHECK = RigCheck(
    "sam", "hook cane", "AA:BB", RigKind.LEVER, "2026-11-28", Checked(2.01, 0.4, (49.0, 19.6))
)


def test_a_check_is_found_again_by_person_tool_and_sensor(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        remember_check(store, CHECK, simulated=False, now=NOW)
        asked = {"tool": "hook cane", "address": "aa:bb", "simulated": False}
        assert newest_check(store, "sam", **asked) == CHECK
        for other in ({"tool": "ball"}, {"address": "CC"}, {"simulated": True}):
            assert newest_check(store, "sam", **asked | other) is None
        assert newest_check(store, "kim", **asked) is None


def test_the_newest_check_counts_and_the_others_stay(tmp_path: Path) -> None:
    newer = RigCheck("sam", "hook cane", "AA:BB", RigKind.LEVER, "x", Checked(2.2, None, (49.0,)))
    with open_store(tmp_path / "log.db") as store:
        remember_check(store, newer, simulated=False, now=NOW + timedelta(days=1))
        remember_check(store, CHECK, simulated=False, now=NOW)
        found = checks(store, simulated=False)
        assert [check.checked.multiplier for check in found] == [2.2, 2.01]
        newest = newest_check(store, "sam", tool="hook cane", address="AA:BB", simulated=False)
    assert newest == newer
    assert newest.note.error_n is None
    assert newest.note.heaviest_n == 49.0


@pytest.mark.parametrize(
    "damage",
    ["kind = 'spring'", "multiplier = 0", "multiplier = -1", "weights_json = '[]'",
     "weights_json = 'x'"],
)  # fmt: skip
def test_a_check_that_makes_no_sense_says_what_to_do(damage: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        remember_check(store, CHECK, simulated=False, now=NOW)
        with store.transaction():
            store.change(f"UPDATE rig_check SET {damage}", {})
        with pytest.raises(StoreError) as caught:
            checks(store, simulated=False)
    assert "check-weight" in caught.value.hint
