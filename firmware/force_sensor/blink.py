"""What the LED shows; every pattern is a function of the time."""

WAITING_PERIOD_MS = 2000
WAITING_FLASH_MS = 60
BLINK_MS = 200
PAUSE_MS = 1600


def lit(at_ms: int, trouble: int, *, connected: bool) -> bool:
    """Return whether the LED is lit.

    A trouble blinks its number and pauses; else it is lit while connected, and flashes while
    waiting.
    """
    if trouble:
        at_ms %= 2 * BLINK_MS * trouble + PAUSE_MS
        return at_ms < 2 * BLINK_MS * trouble and at_ms % (2 * BLINK_MS) < BLINK_MS
    return connected or at_ms % WAITING_PERIOD_MS < WAITING_FLASH_MS
