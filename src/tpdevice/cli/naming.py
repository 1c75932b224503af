"""Names and words from the command line, as they are kept and looked for."""

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless


def named(text: str, option: str) -> str:
    """Return a name as the log keeps it.

    Raises
    ------
    UsageError
        If nothing of it is left.
    """
    name = harmless(text)
    if not name:
        raise UsageError(f"{option} is blank.", hint="Give a name, or leave the option out.")
    return name
