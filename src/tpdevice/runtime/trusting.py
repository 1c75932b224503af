"""Whether the key of a plan is the one that its therapist signed with before."""

import shlex
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tpdevice.core.errors import TrustError
from tpdevice.core.text import harmless
from tpdevice.runtime.signing import key_words
from tpdevice.store.database import Store
from tpdevice.store.trust import pinned, pinned_for


class Standing(StrEnum):
    """What is known of a plan's key."""

    KNOWN = "known"
    NEW = "new"
    UNSIGNED = "unsigned"
    NO_LONGER_SIGNED = "no longer signed"


_COMPARE: Final = (
    "Compare them with those that your therapist tells you, face to face or by telephone; not "
    "with words in the message that brought the plan."
)
NOBODY: Final = "a therapist without a name"


@dataclass(frozen=True, slots=True)
class Trusted:
    """How a plan stands that may be opened, and what the person is told before."""

    standing: Standing
    told: tuple[str, ...]
    words: str = ""
    """The key's words, to be compared where it is new; empty without a key."""


def standing(store: Store, therapist: str, key: bytes | None) -> Trusted:
    """Return how a plan's key stands with that of its therapist.

    Raises
    ------
    TrustError
        If another key was taken for this therapist before.
    """
    name = harmless(therapist)
    known = pinned_for(store, name)
    who = name or NOBODY
    if key is None:
        return _unsigned(who, was_signed=known is not None)
    if known is None:
        return _new(who, key, others=[p.therapist for p in pinned(store) if p.key == key])
    if known.key != key:
        raise _changed(who, name, known.key, key)
    told = (f"Signed by {who}, with the key that is known.",)
    return Trusted(Standing.KNOWN, told, spoken(key))


def spoken(key: bytes) -> str:
    """Return the words of a key, as they are read aloud."""
    return " ".join(key_words(key))


def no_longer_signed(therapist: str) -> TrustError:
    """Return why a plan without a signature is not opened where those before it had one."""
    name = harmless(therapist)
    return TrustError(
        f"The plan is not signed, and earlier plans of {name or NOBODY} were: "
        "somebody else may have written it.",
        hint="Ask for it as it was sent, signed. If they no longer sign, and tell you so by "
        f"telephone, forget their key: `tpdevice keys forget {shlex.quote(name)}`.",
    )


def _unsigned(who: str, *, was_signed: bool) -> Trusted:
    told = ["This plan is not signed: nothing tells who wrote it, or whether it was changed."]
    if was_signed:
        told.append(f"Plans of {who} were signed until now. Ask before you use it.")
    found = Standing.NO_LONGER_SIGNED if was_signed else Standing.UNSIGNED
    return Trusted(found, tuple(told))


def _new(who: str, key: bytes, *, others: list[str]) -> Trusted:
    words = spoken(key)
    told = [
        f"This plan is signed, and the first signed one of {who} here. The words of its key are:",
        words,
        _COMPARE,
    ]
    if others:
        names = ", ".join([other or NOBODY for other in others])
        told.append(f"It is the same key as that of {names}.")
    return Trusted(Standing.NEW, tuple(told), words)


def _changed(who: str, name: str, known: bytes, key: bytes) -> TrustError:
    return TrustError(
        f"The plan is signed with another key than earlier plans of {who}. "
        f"Known: {spoken(known)}. This one: {spoken(key)}.",
        hint="Either they have new keys, or somebody else wrote it. Ask them by telephone which "
        "words their key has. If it is the new ones, forget the old key and open the plan "
        f"again: `tpdevice keys forget {shlex.quote(name)}`.",
    )
