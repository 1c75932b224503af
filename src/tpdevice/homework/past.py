"""What was done and what was said of it: the words that all rules of care are written in.

Times are whole seconds since 1970 in UTC, days are counted as dates are (`date.toordinal`).
"""

from dataclasses import dataclass

HOUR_S = 3600


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One point on one side; soreness belongs to it, whatever pressed."""

    point: str
    side: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A session of a person that pressed."""

    session: int
    place: Place
    at_s: int
    """When it began."""
    day: int
    """The day where the person was."""
    held: bool = True
    """It held long enough to have used up a lowered band."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of a session, a day or more later."""

    about: Pressed
    after_h: int
    """The check that was answered: 24, 48 or 72; beyond that, what was asked once more."""
    at_s: int
    soreness: int
    """To the touch, 0 to 10."""
    bruise: bool
    warning: bool
    """One of the signs that somebody should look at."""

    @property
    def hours(self) -> int:
        """How long after the session this tells of, h: a late answer tells of when it came."""
        return max(self.after_h, (self.at_s - self.about.at_s) // HOUR_S)


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that one person did and said, in any order."""

    pressed: tuple[Pressed, ...] = ()
    answers: tuple[Answer, ...] = ()

    def of(self, session: int) -> tuple[Answer, ...]:
        """Return what was said of one session."""
        return tuple([answer for answer in self.answers if answer.about.session == session])

    def newest(self) -> tuple[Pressed, ...]:
        """Return the newest session at each place, the newest of all first."""
        found = {each.place: each for each in sorted(self.pressed, key=_when)}
        return tuple(sorted(found.values(), key=_when, reverse=True))


def _when(pressed: Pressed) -> tuple[int, int]:
    return pressed.at_s, pressed.session
