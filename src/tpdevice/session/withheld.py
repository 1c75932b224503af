"""Frames that are whole but hold no force: why, until there is force again or nothing comes."""

from tpdevice.session import events as ev


class Withholding:
    """Says when a reason begins, changes and is over; nothing in between."""

    def __init__(self, silence_ns: int) -> None:
        self._silence_ns = silence_ns
        self._reason = ""
        self._newest_ns = 0

    def because(self, reason: str, at_ns: int) -> list[ev.Event]:
        """Take a frame that holds no force."""
        self._newest_ns = at_ns
        if reason == self._reason:
            return []
        self._reason = reason
        return [ev.Withheld(at_ns, reason)]

    def over(self, at_ns: int) -> list[ev.Event]:
        """Take note that the reason is none any more."""
        if not self._reason:
            return []
        self._reason = ""
        return [ev.Withheld(at_ns, "")]

    def tick(self, at_ns: int) -> list[ev.Event]:
        """Forget the reason once nothing comes: what to do about it would be guessed."""
        return self.over(at_ns) if at_ns - self._newest_ns >= self._silence_ns else []
