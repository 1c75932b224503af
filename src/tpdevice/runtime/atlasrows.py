"""The form of the atlas's files: what each table has to hold, and nothing else."""

from msgspec import Struct

from tpdevice.core.band import Support
from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import General, Spot, View

At = tuple[float, float]


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a data file; a key that it does not know is a mistake."""


class PointFacts(Row, frozen=True):
    """A point in `atlas.toml`."""

    gentle: bool
    ceiling_n: float
    sanity_low_n: float
    sanity_high_n: float
    hold_s: float
    repetitions: int
    sides: tuple[Side, ...]
    supports: tuple[Support, ...]
    themes: tuple[str, ...]
    refers: tuple[str, ...]
    figure: str
    spots: tuple[Spot, ...]
    locked_by: str = ""


class Spots(Row, frozen=True):
    """A region, or a place never offered, in `atlas.toml`."""

    spots: tuple[Spot, ...]


class Atlas(Row, frozen=True):
    """The whole of `atlas.toml`."""

    points: dict[str, PointFacts]
    patterns: dict[str, tuple[str, ...]]
    regions: dict[str, Spots]
    never: dict[str, Spots]


class Moves(Row, frozen=True):
    """A movement in `movements.toml`; each pose names its stance and the joints elsewhere."""

    view: View
    seconds: float
    poses: tuple[dict[str, At | str], ...]


class Figures(Row, frozen=True):
    """The whole of `movements.toml`."""

    stances: dict[str, dict[str, At]]
    movements: dict[str, Moves]


class PointWords(Row, frozen=True):
    """A point in the texts of one language."""

    label: str
    plain: str
    where: str
    felt: str
    do: str
    care: str
    tool: str
    lengthen: str
    positions: dict[Support, str]
    self_test: str = ""
    bigger: str = ""
    words: tuple[str, ...] = ()


class RegionWords(Row, frozen=True):
    """A region in the texts of one language."""

    plain: str
    words: tuple[str, ...] = ()
    care: str = ""


class NeverWords(Row, frozen=True):
    """A place never offered in the texts of one language."""

    label: str
    why: str
    instead: str = ""
    words: tuple[str, ...] = ()


class PatternWords(Row, frozen=True):
    """A bigger pattern in the texts of one language."""

    plain: str
    text: str


class MoveWords(Row, frozen=True):
    """A movement in the texts of one language."""

    text: str
    later: str = ""


class Texts(Row, frozen=True):
    """The whole of `texts_en.toml`, or of another language."""

    general: General
    themes: dict[str, str]
    points: dict[str, PointWords]
    regions: dict[str, RegionWords]
    never: dict[str, NeverWords]
    patterns: dict[str, PatternWords]
    movements: dict[str, MoveWords]
