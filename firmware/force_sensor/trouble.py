"""What can be wrong with a board: the number is what its LED blinks."""

NONE = 0
SETTINGS_UNREAD = 2
SETTING_WRONG = 3
NOT_CALIBRATED = 4
SILENT = 5
STUCK_AT_THE_END = 6
BATTERY_LOW = 7
FAILED = 8

FIRST_TOLD = (
    SILENT,
    STUCK_AT_THE_END,
    NOT_CALIBRATED,
    SETTINGS_UNREAD,
    SETTING_WRONG,
    FAILED,
    BATTERY_LOW,
)


class Troubles:
    """Those that there are now."""

    def __init__(self) -> None:
        self._there = 0

    def set(self, trouble: int, there: int) -> None:
        """Say whether a trouble is there."""
        if there:
            self._there |= 1 << trouble
        else:
            self._there &= ~(1 << trouble)

    def first(self) -> int:
        """Return the one to tell first, or none."""
        for trouble in FIRST_TOLD:
            if self._there >> trouble & 1:
                return trouble
        return NONE
