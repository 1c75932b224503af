"""Private keys are in one file, for nobody else to read, and never written over."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tpdevice.core.errors import TrustError
from tpdevice.runtime.keyfile import make_keys, open_to_others, read_keys
from tpdevice.runtime.signing import public_key


def test_keys_come_back_as_they_were_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "keys.toml"
    made = make_keys(path)
    assert read_keys(path) == made
    assert made.public == public_key(made.seed)
    assert made.results_to.startswith("age1")


def test_two_people_have_other_keys(tmp_path: Path) -> None:
    one, other = make_keys(tmp_path / "1"), make_keys(tmp_path / "2")
    assert one.identity != other.identity
    assert one.seed != other.seed


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are kept otherwise there")
def test_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "keys.toml"
    before = os.umask(0)
    try:
        make_keys(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert not open_to_others(path)
    path.chmod(0o640)
    assert open_to_others(path)


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(TrustError, match="never written over"):
        make_keys(path)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_keys_are_not_written_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TrustError, match="never written over"):
        make_keys(path)
    assert not (tmp_path / "elsewhere").exists()


def test_keys_that_are_not_there_say_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(TrustError, match="no keys at") as error:
        read_keys(tmp_path / "keys.toml")
    assert "keys new" in error.value.hint


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text[:0],
        lambda text: text[:-20],
        lambda text: text.replace("version = 1", "version = 2"),
        lambda text: text.replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-2"),
        lambda text: text.replace('ed25519 = "', 'ed25519 = "00'),
        lambda text: text.replace("age = ", "age = [1] # "),
        lambda text: text + "#" * 5_000,
        lambda text: text.replace("age = ", "other = "),
        lambda text: text.replace('ed25519 = "', 'ed25519 = [1] # "'),
        lambda text: text.replace('ed25519 = "', 'ed25519 = "zz'),
        lambda text: text + "a = " + "[" * 3_000,
        lambda text: text + "\xe9",
    ],
)
def test_a_damaged_file_is_refused_without_telling_any_of_it(
    tmp_path: Path, harm: Callable[[str], str]
) -> None:
    path = tmp_path / "keys.toml"
    made = make_keys(path)
    path.write_text(harm(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(TrustError, match="no keys that make sense") as error:
        read_keys(path)
    assert error.value.__cause__ is None
    assert made.identity[20:40] not in str(error.value)


def test_secrets_are_in_no_log(tmp_path: Path) -> None:
    made = make_keys(tmp_path / "keys.toml")
    assert repr(made) == "Keys(...)"
