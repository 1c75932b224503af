"""The chip's own module."""

WAKEUP_ALL_LOW = False


def wake_on_ext0(pin, level):
    assert level is WAKEUP_ALL_LOW
