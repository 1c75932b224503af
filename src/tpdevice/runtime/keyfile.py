"""A therapist's two private keys, in one file that only they can read and nothing writes over."""

import os
import stat
import sys
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tpdevice.core.errors import TrustError
from tpdevice.runtime import sealing, signing

_SEED_BYTES: Final = 32
_LARGEST_BYTES: Final = 4_096
_TEXT: Final = """\
# The private keys of one therapist. Whoever has this file can read the results that were sent
# to them, and write plans in their name. Keep a copy where you keep other secrets; there is no
# way to make these keys again.
version = 1
age = "{age}"
ed25519 = "{seed}"
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a therapist needs to send plans and to read results."""

    identity: str
    """The private age key."""
    seed: bytes
    """The private Ed25519 key, 32 bytes."""

    @property
    def results_to(self) -> str:
        """What stands in a plan, so that its results are encrypted."""
        return sealing.recipient_of(self.identity)

    @property
    def public(self) -> bytes:
        """The key by which plans are known."""
        return signing.public_key(self.seed)

    def __repr__(self) -> str:
        """Leave the secrets out of every log and traceback."""
        return "Keys(...)"


def usual_key_file() -> Path:
    """Return where the keys are, unless asked for elsewhere."""
    from platformdirs import user_config_path

    return user_config_path("tpdevice", appauthor=False) / "keys.toml"


def make_keys(path: Path) -> Keys:
    """Make new keys in a file that is not there yet.

    Raises
    ------
    TrustError
        If something is there already; it is left as it is.
    """
    keys = Keys(sealing.new_identity(), signing.new_seed())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # Through no link, and never over another file: lost keys cannot be made again.
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise TrustError(
            f"{path} is there already, and keys are never written over.",
            hint="`tpdevice keys show` shows them. For others, name another file with --keys.",
        ) from error
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(_TEXT.format(age=keys.identity, seed=keys.seed.hex()))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return keys


def read_keys(path: Path) -> Keys:
    """Return the keys of a file.

    Raises
    ------
    TrustError
        If there are none, or they make no sense.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise TrustError(
            f"There are no keys at {path}.",
            hint="A therapist makes them once: `tpdevice keys new`. Elsewhere: --keys FILE.",
        ) from error
    keys = _understood(text)
    if keys is None:
        raise TrustError(
            f"{path} holds no keys that make sense.", hint="Bring it back from your copy of it."
        )
    return keys


def open_to_others(path: Path) -> bool:
    """Say whether other people on this computer may read a file; False where nobody can tell."""
    if sys.platform == "win32":
        return False
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _understood(data: bytes) -> Keys | None:
    """Return the keys, or None; an error would bear a piece of what it could not read."""
    try:
        found = tomllib.loads(data.decode("ascii"))
        keys = Keys(found["age"], bytes.fromhex(found["ed25519"]))
        whole = len(data) <= _LARGEST_BYTES and len(keys.seed) == _SEED_BYTES and keys.results_to
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return keys if whole and found.get("version") == 1 else None
