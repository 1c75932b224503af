"""Whether tones can be told apart: how alike they look, and what a listener made of numbers hears.

Run: python3 dev.py bench tones [--json] [--trials N]

How the listener hears stands in benchmarks/hearing/telling.py. No person was asked.
"""

import itertools
from collections.abc import Iterable

from benchmarks.figures import Board, Figure, options
from benchmarks.hearing.telling import (
    BACKGROUNDS,
    likeness,
    listen,
    standing_out_db,
    templates,
)
from tpdevice.runtime.sound.play import Tone

LED = (Tone.MORE, Tone.LESS, Tone.GOOD, Tone.STOP)
"""The tones that lead force."""
LEVELS_DB = (6.0, 3.0, 0.0, -6.0)


def alike() -> list[Figure]:
    """Return how alike the two tones are that are most alike."""
    return [_most_alike("of all", Tone), _most_alike("of those that lead force", LED)]


def _most_alike(which: str, of: Iterable[Tone]) -> Figure:
    pictures = templates()
    likenesses = {
        (one, other): likeness(pictures[one], pictures[other])
        for one, other in itertools.combinations(of, 2)
    }
    (one, other), most = max(likenesses.items(), key=lambda item: item[1])
    return Figure(f"most alike {which}", most, "", "", f"{one} and {other}")


def told_apart(background: str, over_db: float, trials: int) -> Figure:
    """Return how many tones were heard for what they are."""
    heard = listen(background, over_db=over_db, trials=trials)
    right = round(sum(heard.share(tone) * trials for tone in Tone))
    what = f"heard right over {background}, tones {over_db:+g} dB"
    of = "; ".join([f"of {len(Tone) * trials}", *heard.mistakes()])
    return Figure(what, right, "tones", "", of)


def stands_out(background: str, trials: int) -> Figure:
    """Return by how much the tone that stands out least does, as loud as the music."""
    least = {tone: standing_out_db(tone, background, over_db=0.0, trials=trials) for tone in Tone}
    tone = min(least, key=least.__getitem__)
    return Figure(f"stands out of {background} by", least[tone], "dB", "", f"{tone}, the least")


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--trials", type=int, default=24, help="places for each tone")
    asked = parser.parse_args()
    board = Board(as_json=asked.json)
    board.add(alike())
    for background in BACKGROUNDS:
        board.add([stands_out(background, asked.trials)])
        board.add([told_apart(background, over_db, asked.trials) for over_db in LEVELS_DB])
    board.close()


if __name__ == "__main__":
    main()
