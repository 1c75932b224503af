"""Ways of guiding a hand that others use, or once were ours; each sees samples and says words."""

from typing import Final, NamedTuple, Protocol

from benchmarks.guiding.given import Given
from tpdevice.core.band import Band
from tpdevice.core.units import NS_PER_S
from tpsim.world import World

S = NS_PER_S


class Word(NamedTuple):
    """One utterance, as the simulated person takes it."""

    key: str
    direction: str
    phase: str = "HOLD"
    by: float = 0.0
    """For who looks at a number: how far off it is, share of the force."""


class Way(Protocol):
    """Guides one hold."""

    stops: list[tuple[int, str]]
    """When it ended the hold for safety, and with which word."""

    def samples(self, arrived_ns: int, t_ns: list[int], force_mn: list[int]) -> list[Word]:
        """Take what one packet brought, and return what is said now."""

    def tick(self, now_ns: int) -> list[Word]:
        """Take note that time went on, ten times a second."""

    def key(self, at_ns: int, action: str, value: int) -> list[Word]:
        """Take a key."""

    @property
    def asked(self) -> Band:
        """The band that it asks for now, as the sensor shows it."""

    @property
    def credited_ns(self) -> int:
        """How much time in the band it counts so far."""


class Wordless:
    """What most ways share: time in a zone, credited between samples, gaps and all."""

    def __init__(self, given: Given, world: World) -> None:
        self.band, self.world = given.shown, world
        self.stops: list[tuple[int, str]] = []
        self.entered = False
        self._credited_ns = 0
        self._last_ns: int | None = None

    def samples(self, arrived_ns: int, t_ns: list[int], force_mn: list[int]) -> list[Word]:
        said: list[Word] = []
        for at_ns, mn in zip(t_ns, force_mn, strict=True):
            if self._last_ns is not None and self.entered and self.counts(mn):
                self._credited_ns += at_ns - self._last_ns
            self._last_ns = at_ns
            said += self.look(at_ns, mn)
        return said

    def counts(self, mn: int) -> bool:
        """Say whether the time before a sample is credited."""
        return self.band.bottom_mn <= mn <= self.band.top_mn

    def look(self, at_ns: int, mn: int) -> list[Word]:
        """Return what is said at one sample."""
        if self.entered or mn < self.band.aim_mn:
            return []
        self.entered = True
        return [Word("there", "stay")]

    def tick(self, now_ns: int) -> list[Word]:
        return []

    def key(self, at_ns: int, action: str, value: int) -> list[Word]:
        return []

    @property
    def asked(self) -> Band:
        return self.band

    @property
    def credited_ns(self) -> int:
        return self._credited_ns


class LiveNumber(Wordless):
    """A number on a screen; whoever looks corrects by what they read."""

    LOOK_NS = 2 * S
    """Between two looks. Assumed: the phone lies beside the ball."""
    WORTH = 0.06
    """Less than this is left alone, share of the aim. Assumed."""

    def __init__(self, given: Given, world: World) -> None:
        super().__init__(given, world)
        self._looked_ns = 0

    def look(self, at_ns: int, mn: int) -> list[Word]:
        if not self.entered:
            return super().look(at_ns, mn)
        off = self.band.aim_mn / max(mn, 1) - 1.0
        if at_ns - self._looked_ns < self.LOOK_NS or abs(off) < self.WORTH:
            return []
        self._looked_ns = at_ns
        return [Word("by_sight", "more" if off > 0 else "less", by=off)]


class Repeating(Wordless):
    """Says one of three words by a rule, and says it again while it stands."""

    AGAIN_NS = 3 * S
    """Until a standing correction is repeated. Assumed."""

    def __init__(self, given: Given, world: World) -> None:
        super().__init__(given, world)
        self._said, self._said_ns = "", 0

    def wants(self, at_ns: int, mn: int) -> str:
        """Return `stay`, `more` or `less`."""
        raise NotImplementedError

    def look(self, at_ns: int, mn: int) -> list[Word]:
        if not self.entered:
            if mn < self.band.bottom_mn + self.band.margin_mn:
                return []
            self.entered, self._said = True, "stay"
            return [Word("settle", "stay")]
        wants = self.wants(at_ns, mn)
        again = wants != "stay" and at_ns - self._said_ns >= self.AGAIN_NS
        if wants == self._said and not again:
            return []
        self._said, self._said_ns = wants, at_ns
        return [Word("hold" if wants == "stay" else f"step_{wants}", wants)]


class OneSided(Repeating):
    """What web timers do: above the target all is well, one low sample begins anew."""

    def counts(self, mn: int) -> bool:
        if mn < self.band.bottom_mn:
            self._credited_ns = 0
        return mn >= self.band.bottom_mn

    def wants(self, at_ns: int, mn: int) -> str:
        return "more" if mn < self.band.bottom_mn else "stay"


class RawZone(Repeating):
    """What force-gauge apps do: two edges, every sample."""

    def wants(self, at_ns: int, mn: int) -> str:
        if mn < self.band.bottom_mn:
            return "more"
        return "less" if mn > self.band.top_mn else "stay"


class Plain(Repeating):
    """The first version's cues: edges with a margin, 0.7 s below and 0.3 s above."""

    AGAIN_NS = 5 * S

    def __init__(self, given: Given, world: World) -> None:
        super().__init__(given, world)
        self._low_ns: int | None = None
        self._high_ns: int | None = None

    def wants(self, at_ns: int, mn: int) -> str:
        band = self.band
        if mn < band.bottom_mn + band.margin_mn * (self._low_ns is not None):
            self._low_ns = at_ns if self._low_ns is None else self._low_ns
        else:
            self._low_ns = None
        if mn > band.top_mn - band.margin_mn * (self._high_ns is not None):
            self._high_ns = at_ns if self._high_ns is None else self._high_ns
        else:
            self._high_ns = None
        if self._high_ns is not None and at_ns - self._high_ns >= 0.3 * S:
            return "less"
        if self._low_ns is not None and at_ns - self._low_ns >= 0.7 * S:
            return "more"
        return "stay"


class AllKnowing(Wordless):
    """ "More ... there" by one who knows the force without the hand's own unsteadiness, at once."""

    MARKS: Final = {False: (-0.10, 0.07, -0.02), True: (-0.10, 0.05, -0.05)}
    """When it says more and less, and where "there", off the aim; second, lying down. The best of
    seven that were tried on the people for development."""
    PATIENCE_NS = 6 * S

    def __init__(self, given: Given, world: World) -> None:
        super().__init__(given, world)
        self._more, self._less, self._there = self.MARKS[given.support == "lying"]
        self._leads, self._since_ns = "", 0

    def look(self, at_ns: int, mn: int) -> list[Word]:
        if not self.entered:
            return super().look(at_ns, mn)
        off = self.world.calm_n * 1000.0 / self.band.aim_mn - 1.0
        if self._leads:
            if off >= self._there if self._leads == "more" else off <= self._there:
                self._leads = ""
                return [Word("there", "stay")]
            if at_ns - self._since_ns < self.PATIENCE_NS:
                return []
        elif self._more <= off <= self._less:
            return []
        self._leads = "more" if off < self._there else "less"
        self._since_ns = at_ns
        return [Word(self._leads, self._leads)]
