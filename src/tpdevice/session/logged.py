"""The band that a session asked for at each moment, read back from its log."""

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind
from tpdevice.core.record import Happened, RatingRow
from tpdevice.session.bandrule import lowered
from tpdevice.session.phases import Phase

_PRESSING = (Phase.APPROACH, Phase.HOLD)
_EDGES = ("bottom", "top", "aim", "ceiling")


class LoggedBand:
    """Follows the log's lines about the band and the ratings that lower it."""

    def __init__(self) -> None:
        self._edges_mn = dict.fromkeys(_EDGES, 0)
        self._kind = BandKind.STANDARD
        self._cap_mn: int | None = None
        self._strong = False

    @property
    def edges_mn(self) -> tuple[int, int]:
        """Bottom and top as they are asked for now, mN."""
        bottom, top, aim, ceiling = self._edges_mn.values()
        band = Band(self._kind, bottom, top, aim, 0, ceiling, ceiling, 0)
        asked = band if self._cap_mn is None else lowered(band, self._cap_mn)
        return asked.bottom_mn, asked.top_mn

    def line(self, row: Happened) -> None:
        """Take in one line of the log."""
        if row.kind == "band" and row.value is not None:
            self._band(row.name, row.value, row.cause)
        elif row.kind == "rating" and row.name == "unasked" and row.phase in _PRESSING:
            self._rated(row.value)

    def _band(self, name: str, value_mn: int, cause: str) -> None:
        if cause == "strong rating":
            self._cap_mn = value_mn
        elif name in _EDGES:
            self._kind = BandKind(cause)
            self._edges_mn[name] = value_mn

    def rating(self, row: RatingRow) -> None:
        """Take in one answer."""
        self._rated(row.value)

    def _rated(self, value: int | None) -> None:
        if value is not None:
            most = rules.RATING_STRONG - 1
            if self._kind is BandKind.UNCALIBRATED:
                most = rules.UNCALIBRATED_RATING[1]
            self._strong = value > most

    def next_repetition(self) -> None:
        """Forget a lowered top, unless the last answer was a strong one."""
        if not self._strong:
            self._cap_mn = None
