"""A plan with a signature at its end: still a readable file of text, the block is comments."""

import re
from dataclasses import dataclass
from typing import Final

OPENING: Final = "# ---- signed with tpdevice: change nothing above, add nothing below ----"
_MESSAGE: Final = b"tpdevice plan 1\n"
"""What is signed begins so, that a signature of anything else is never one of a plan."""
_BLOCK: Final = re.compile(
    re.escape(OPENING)
    + r"\n# key (?P<key>[0-9a-f]{64})"
    + r"\n# signature (?P<first>[0-9a-f]{64})\n# signature (?P<second>[0-9a-f]{64})\n*\Z"
)
_TRACE: Final = re.compile(
    r"^[ \t]*#.*signed with tpdevice|^[ \t]*# (key|signature) [0-9a-f]{60}", re.MULTILINE
)
"""A text with such a line was signed once, whatever became of the block."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A text and what stands under it."""

    text: str
    """Everything above the block."""
    key: bytes
    """The Ed25519 public key, 32 bytes."""
    signature: bytes
    """64 bytes, over `message(text)`."""


def plain(text: str) -> str:
    """Return text with the line ends of the house and without a mark of its encoding.

    A mail program changes both, and neither changes what a plan says.
    """
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n")
    return lines if lines.endswith("\n") else lines + "\n"


def message(text: str) -> bytes:
    """Return what is signed."""
    return _MESSAGE + text.encode("utf-8", "surrogatepass")


def joined(signed: Signed) -> str:
    """Return the text with its block."""
    first, second = signed.signature[:32].hex(), signed.signature[32:].hex()
    return (
        f"{signed.text}{OPENING}\n# key {signed.key.hex()}\n"
        f"# signature {first}\n# signature {second}\n"
    )


def parted(text: str) -> Signed | str:
    """Return a text parted from its block; the text alone where there is none.

    Raises
    ------
    ValueError
        If there was a block, and it is not whole or not at the end.
    """
    whole = plain(text)
    found = _BLOCK.search(whole)
    above = whole if found is None else whole[: found.start()]
    if _TRACE.search(above):
        raise ValueError("the block of its signature is not whole, or something stands below it")
    if found is None:
        return whole
    if above and not above.endswith("\n"):
        raise ValueError("the block of its signature does not begin a line")
    signature = bytes.fromhex(found["first"] + found["second"])
    return Signed(above, bytes.fromhex(found["key"]), signature)
