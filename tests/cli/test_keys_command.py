"""`tpdevice keys`, and what is asked before a plan of a new key is opened."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import Said, tpdevice

from tpdevice.cli.whosekey import settle
from tpdevice.core.errors import TrustError
from tpdevice.runtime.keyfile import read_keys
from tpdevice.runtime.trusting import spoken
from tpdevice.store.database import open_store
from tpdevice.store.trust import pin, pinned

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def keys(log: Path, *arguments: str) -> Said:
    return tpdevice("--db", str(log), "keys", *arguments)


def known(log: Path) -> list[tuple[str, bytes]]:
    with open_store(log) as store:
        return [(each.therapist, each.key) for each in pinned(store)]


def test_new_keys_are_told_in_public_and_kept_in_private(log: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    done = keys(log, "new", "--keys", str(path))
    own = read_keys(path)
    assert done.code == 0
    assert f'results_to = "{own.results_to}"' in done.out
    assert spoken(own.public) in done.out
    assert "Keep a copy" in done.err
    for secret in (own.identity, own.seed.hex()):
        assert secret not in done.out + done.err


def test_keys_that_are_there_are_not_made_again(log: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    keys(log, "new", "--keys", str(path))
    before = path.read_bytes()
    done = keys(log, "new", "--keys", str(path))
    assert done.code == 1
    assert "never written over" in done.err
    assert path.read_bytes() == before


def test_own_and_known_keys_are_shown(log: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    keys(log, "new", "--keys", str(path))
    with open_store(log) as store:
        pin(store, "Rose", KEY, now=datetime(2026, 3, 1, 12, tzinfo=UTC))
    done = keys(log, "show", "--keys", str(path))
    own = read_keys(path)
    assert spoken(own.public) in done.out
    assert f"Known since 2026-03-01: Rose, {spoken(KEY)}" in " ".join(done.out.split())
    told = json.loads(keys(log, "show", "--keys", str(path), "--json").out)
    assert told["own"]["results_to"] == own.results_to
    assert [each["therapist"] for each in told["known"]] == ["Rose"]
    assert own.identity not in json.dumps(told)


def test_a_name_of_a_file_of_keys_that_is_not_there_is_refused(log: Path, tmp_path: Path) -> None:
    done = keys(log, "show", "--keys", str(tmp_path / "no.toml"))
    assert done.code == 1
    assert "no keys at" in done.err


def test_a_key_is_forgotten_by_name(log: Path) -> None:
    with open_store(log) as store:
        pin(store, "Rose", KEY, now=datetime(2026, 3, 1, tzinfo=UTC))
    assert keys(log, "forget", "nobody").code == 1
    assert keys(log, "forget", "rose").code == 0
    assert known(log) == []


def test_a_new_key_is_taken_once_somebody_confirms_its_words(
    log: Path, somebody: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("n")
    with pytest.raises(TrustError, match="not taken"):
        settle(log, "Rose", KEY)
    assert known(log) == []
    somebody("y")
    settle(log, "Rose", KEY)
    assert known(log) == [("Rose", KEY)]
    assert spoken(KEY) in " ".join(capsys.readouterr().err.split())
    settle(log, "Rose", KEY)
    with pytest.raises(TrustError, match="another key"):
        settle(log, "Rose", OTHER)


def test_with_nobody_to_ask_the_words_are_to_be_said(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(TrustError, match="no terminal") as error:
        settle(log, "Rose", KEY)
    assert "--words" in error.value.hint
    with pytest.raises(TrustError, match="other words"):
        settle(log, "Rose", KEY, words=spoken(OTHER))
    settle(log, "Rose", KEY, words=spoken(KEY).upper())
    assert known(log) == [("Rose", KEY)]


def test_words_that_are_said_are_compared_with_a_known_key_too(log: Path) -> None:
    settle(log, "Rose", KEY, words=spoken(KEY))
    settle(log, "Rose", KEY, words=spoken(KEY))
    with pytest.raises(TrustError, match="other words"):
        settle(log, "Rose", KEY, words=spoken(OTHER))


def test_words_for_a_plan_that_is_not_signed_are_refused(log: Path) -> None:
    with pytest.raises(TrustError, match="not signed, so no key has these words"):
        settle(log, "Rose", None, words=spoken(KEY))


def test_an_unsigned_plan_is_told_and_not_refused(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(log, "Rose", None)
    assert "not signed" in capsys.readouterr().err
    assert known(log) == []


def test_an_unsigned_plan_is_refused_where_plans_were_signed(log: Path) -> None:
    settle(log, "Rose", KEY, words=spoken(KEY))
    with pytest.raises(TrustError, match="not signed, and earlier plans of rose were") as error:
        settle(log, "rose ", None)
    assert "keys forget" in error.value.hint
    assert known(log) == [("Rose", KEY)]
