"""Result files that only one therapist can read: age, by the public key in the plan."""

from typing import Final

from tpdevice.core.errors import PlanError, ResultError

SEALED: Final = b"age-encryption.org/v1"
"""How a file begins that age encrypted. Source: the age specification, its first line."""


def seal(data: bytes, results_to: str) -> bytes:
    """Return data that only the owner of an age key can read.

    Raises
    ------
    PlanError
        If `results_to` is no age public key.
    """
    from pyrage import RecipientError, encrypt, x25519

    try:
        recipient = x25519.Recipient.from_str(results_to)
    except RecipientError as error:
        raise PlanError(
            "therapist.results_to",
            "is no age public key; one letter may be wrong.",
            hint="Copy it anew from `tpdevice keys show`, or leave it empty.",
        ) from error
    return bytes(encrypt(data, [recipient]))


def is_sealed(data: bytes) -> bool:
    """Say whether data are encrypted."""
    return data.startswith(SEALED)


def unseal(data: bytes, identity: str) -> bytes:
    """Return what was sealed.

    Raises
    ------
    ResultError
        If it was sealed for somebody else, is cut short, or was changed.
    """
    from pyrage import DecryptError, decrypt, x25519

    try:
        return bytes(decrypt(data, [x25519.Identity.from_str(identity)]))
    except DecryptError as error:
        raise _refused(str(error)) from error


def new_identity() -> str:
    """Return a fresh private key."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the public key that belongs to a private one.

    Raises
    ------
    ValueError
        If it is none; nothing of it is told.
    """
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(identity).to_public())
    except IdentityError:
        raise ValueError("no private age key") from None


def _refused(said: str) -> ResultError:
    # The library has one kind of error and tells them apart by words; a test watches these.
    if "No matching keys" in said:
        return ResultError(
            "is encrypted for another key than yours.",
            hint="The plan it answers was made with other keys: use those, with --keys FILE. If "
            "they are lost, send a plan with your new key; what was encrypted before stays shut.",
        )
    if "fill whole buffer" in said:
        return ResultError("is cut short.", hint=_AGAIN)
    return ResultError("was changed on its way.", hint=_AGAIN)


_AGAIN: Final = "Ask for it to be sent again; the person still has everything in their log."
