"""Who may come in: a ticket is in the link and good once, a pass is in the browser's cookie."""

import hmac
import secrets
from typing import Final

_BYTES: Final = 24
"""Of chance in a ticket and in a pass. Chosen: 192 bits are not guessed, at any rate of trying."""


class Tickets:
    """One ticket at a time is good; whoever hands it in gets a pass, and there is a new one."""

    def __init__(self) -> None:
        self.current = secrets.token_urlsafe(_BYTES)
        """The ticket that is good now."""
        self._passes: set[str] = set()

    def redeem(self, ticket: str) -> str | None:
        """Return a pass for the right ticket, which is then used up; None for any other."""
        if not _same(ticket, self.current):
            return None
        self.current = secrets.token_urlsafe(_BYTES)
        granted = secrets.token_urlsafe(_BYTES)
        self._passes.add(granted)
        return granted

    def admits(self, shown: str) -> bool:
        """Return whether this is a pass of ours."""
        return any(_same(shown, granted) for granted in self._passes)


def _same(shown: str, wanted: str) -> bool:
    """Compare without telling by the time it takes how much was right."""
    return hmac.compare_digest(shown.encode("utf-8", "replace"), wanted.encode())
