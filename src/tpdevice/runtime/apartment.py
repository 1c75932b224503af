"""Windows alone: whether this thread can hear of Bluetooth at all."""

import sys

from tpdevice.runtime.verdict import Finding

_STA = (0, 3)
"""Single-threaded apartments, the main one among them. Source: Windows' APTTYPE."""


def windows_apartment() -> Finding | None:
    """Return whether the thread's kind keeps Bluetooth from calling back; None elsewhere.

    Not verified on Windows.
    """
    if sys.platform != "win32":
        return None
    import ctypes

    kind, qualifier = ctypes.c_int(-1), ctypes.c_int(-1)
    known = ctypes.windll.ole32.CoGetApartmentType(ctypes.byref(kind), ctypes.byref(qualifier)) == 0
    if known and kind.value in _STA:
        return Finding(
            "thread",
            ok=False,
            said="Windows: something set this thread to STA, and Bluetooth would hang",
            next_step="Start tpdevice from a plain terminal. Not verified on Windows.",
        )
    return Finding("thread", ok=True, said="Windows: not set to STA. Not verified on Windows")
