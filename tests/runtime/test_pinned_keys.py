"""A therapist's key is compared once, known from then on, and never replaced unasked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tpdevice.core.errors import TrustError
from tpdevice.runtime.trusting import Standing, spoken, standing
from tpdevice.store.database import Store, open_store
from tpdevice.store.trust import forget, note_read, pin, pinned, pinned_for, seen

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "log.db") as opened:
        yield opened


def test_a_new_key_shows_its_words(store: Store) -> None:
    found = standing(store, "Rose", KEY)
    assert found.standing is Standing.NEW
    assert found.words == spoken(KEY)
    assert spoken(KEY) in found.told
    assert pinned(store) == ()


def test_a_key_that_was_taken_is_known_however_the_name_is_written(store: Store) -> None:
    assert pin(store, "Rose  Hill", KEY, now=NOW)
    assert standing(store, "rose hill", KEY).standing is Standing.KNOWN
    assert standing(store, "rose\thill\x1b", KEY).standing is Standing.KNOWN


def test_another_key_is_refused_and_told_how_to_go_on(store: Store) -> None:
    pin(store, "Rose", KEY, now=NOW)
    with pytest.raises(TrustError) as error:
        standing(store, "Rose", OTHER)
    assert spoken(KEY) in str(error.value)
    assert spoken(OTHER) in str(error.value)
    assert "telephone" in error.value.hint
    assert "tpdevice keys forget Rose" in error.value.hint


def test_a_key_is_never_replaced(store: Store) -> None:
    pin(store, "Rose", KEY, now=NOW)
    assert not pin(store, "ROSE", OTHER, now=NOW)
    assert [each.key for each in pinned(store)] == [KEY]


def test_a_name_that_is_a_command_is_quoted_where_a_command_is_told(store: Store) -> None:
    name = '"; rm -rf ~; "'
    pin(store, name, KEY, now=NOW)
    with pytest.raises(TrustError) as error:
        standing(store, name, OTHER)
    assert f"forget '{name}'" in error.value.hint


def test_a_key_that_was_let_go_is_asked_about_again(store: Store) -> None:
    pin(store, "Rose", KEY, now=NOW)
    assert forget(store, "rose")
    assert not forget(store, "rose")
    assert standing(store, "Rose", OTHER).standing is Standing.NEW


def test_an_unsigned_plan_is_told_and_more_so_where_plans_were_signed(store: Store) -> None:
    (told,) = standing(store, "Rose", None).told
    assert "not signed" in told
    pin(store, "Rose", KEY, now=NOW)
    assert any("were signed until now" in line for line in standing(store, "Rose", None).told)


def test_a_known_key_under_a_new_name_is_told(store: Store) -> None:
    pin(store, "Rose", KEY, now=NOW)
    assert any("same key as that of Rose" in line for line in standing(store, "Ann", KEY).told)


def test_a_therapist_without_a_name_has_a_key_as_well(store: Store) -> None:
    pin(store, "", KEY, now=NOW)
    assert pinned_for(store, " ") == pinned(store)[0]
    with pytest.raises(TrustError, match="without a name"):
        standing(store, "", OTHER)


def test_a_result_is_known_by_what_was_read_first(store: Store) -> None:
    assert seen(store, "r") is None
    note_read(store, "r", "aa", plan_id="p", now=NOW)
    note_read(store, "r", "bb", plan_id="p", now=datetime(2027, 1, 1, tzinfo=UTC))
    found = seen(store, "r")
    assert found is not None
    assert (found.sha256_hex, found.at) == ("aa", NOW)
