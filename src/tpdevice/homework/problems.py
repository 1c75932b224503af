"""What is wrong with a plan, or worth a second thought: as data, and in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that somebody should look at."""

    line: int
    key: str
    """Empty where it is about the whole file."""
    what: str
    nearest: str = ""
    """The known key or value that was probably meant."""
    hint: bool = False
    """The plan can be used as it is."""

    def __str__(self) -> str:
        """Return it in a line."""
        where = f"line {self.line}" + (f", {self.key}" if self.key else "")
        kind = "hint: " if self.hint else ""
        meant = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{kind}{where}: {self.what}{meant}"


def nearest(said: object, known: Iterable[str]) -> str:
    """Return the known word that is most like what was said, or nothing."""
    if not isinstance(said, str):
        return ""
    words = {word.lower(): str(word) for word in known}
    found = get_close_matches(said[:80].lower(), words, n=1)
    return words[found[0]] if found else ""
