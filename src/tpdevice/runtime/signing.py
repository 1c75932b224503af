"""Who wrote a plan: Ed25519 signatures, and a key as a few words that two people can compare."""

from functools import cache
from hashlib import pbkdf2_hmac, sha256
from typing import TYPE_CHECKING, Final

from tpdevice.core.errors import TrustError
from tpdevice.homework.signed import Signed, joined, message, parted
from tpdevice.runtime.contentfiles import read

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

WORDS: Final = 6
"""Words that stand for a key: 48 bits, each word eight. Chosen: more are not read to the end."""
ROUNDS: Final = 100_000
"""Times a key is hashed for its words. Chosen: a twin with the same words then costs as many."""
_SALT: Final = b"tpdevice words of a key 1"


def sign(text: str, seed: bytes) -> str:
    """Return a plan with a signature at its end; one that stood there before is replaced.

    Parameters
    ----------
    seed
        The private key, 32 bytes.

    Raises
    ------
    TrustError
        If it carries a block that is damaged.
    """
    above = _parted(text)
    bare = above.text if isinstance(above, Signed) else above
    private = _private(seed)
    key = private.public_key().public_bytes_raw()
    return joined(Signed(bare, key, private.sign(message(bare))))


def verified(text: str) -> tuple[str, bytes | None]:
    """Return the text above a signature and the key that made it; None where it has none.

    Raises
    ------
    TrustError
        If there is a signature, and it does not fit.
    """
    found = _parted(text)
    if isinstance(found, str):
        return found, None
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(found.key).verify(found.signature, message(found.text))
    except (InvalidSignature, ValueError) as error:
        raise TrustError("The plan was changed after it was signed.", hint=_ASK_AGAIN) from error
    return found.text, found.key


def public_key(seed: bytes) -> bytes:
    """Return the public key that belongs to a private one."""
    return _private(seed).public_key().public_bytes_raw()


def new_seed() -> bytes:
    """Return a fresh private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


@cache
def key_words(key: bytes) -> tuple[str, ...]:
    """Return the words of a public key, the same on every machine."""
    digest = pbkdf2_hmac("sha256", key, _SALT, ROUNDS, dklen=WORDS)
    return tuple([_list()[value] for value in digest])


def plan_digest(text: str) -> str:
    """Return what tells one plan's text from another, signed or not, hexadecimal."""
    return sha256(verified(text)[0].encode("utf-8", "surrogatepass")).hexdigest()


_ASK_AGAIN: Final = "Ask for it to be sent again, as a file and not in the text of a message."


def _parted(text: str) -> Signed | str:
    try:
        return parted(text)
    except ValueError as error:
        raise TrustError(f"The plan cannot be trusted: {error}.", hint=_ASK_AGAIN) from error


def _private(seed: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


@cache
def _list() -> tuple[str, ...]:
    return read("key_words.toml", dict[str, tuple[str, ...]])["words"]
