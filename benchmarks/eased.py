"""How often "eased" is said of simulated people whose point let go, and of those whose did not.

Run: python3 dev.py bench eased [--json] [--people N] [--seed-base N]; its last part needs ruptures.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks import forces, rivals
from benchmarks.figures import Board, options
from benchmarks.people import (
    CONDITIONS,
    EARLY_S,
    HOLDS_BEFORE,
    LETS_GO,
    Array,
    Condition,
    Hold,
    People,
)
from benchmarks.rates import Row, figures, row
from tpdevice.signal.easing import eased
from tpdevice.signal.fading import usual, weigh

SEED_BASE: Final = 1000
"""People for development; figures that are published name another one."""
PEOPLE: Final = 2000
_PIECE: Final = 8
"""People judged in one go, so that the arrays stay in the processor's cache."""

Kind = TypeVar("Kind", bound=np.generic)
Judge = Callable[[Array, Array, Array, Array], NDArray[Kind]]


def in_pieces(judge: Judge[Kind], hold: Hold, at_s: Array, weights: Array) -> NDArray[Kind]:
    """Return what a function of the product makes of one hold of each person."""
    held_s = np.broadcast_to(at_s, hold.said.shape)
    cuts = range(0, len(hold.said), _PIECE)
    whole = (hold.said, held_s, hold.off, weights)
    return np.concatenate([judge(*(each[at : at + _PIECE] for each in whole)) for at in cuts])


def after(said: Array, held_s: Array, off: Array, weights: Array) -> Array:
    """Return the weights as holds leave them."""
    return weigh(said, held_s, off, weights).weights


def measured(condition: Condition, count: int, seed: int) -> list[Row]:
    """Return every method's row for one kind of people."""
    people = People(condition, count, seed)
    at_s = people.at_s
    cold = taught = np.repeat(usual()[None], count, axis=0)
    for _ in range(HOLDS_BEFORE):
        hold = people.hold(people.rng.random(count) < LETS_GO)
        taught = in_pieces(after, hold, at_s, taught)
    quiet, going = (people.hold(np.full(count, fill)) for fill in (False, True))
    early = going.begins_s <= at_s[-1] - EARLY_S
    odds = [rivals.known_odds(people, hold) for hold in (quiet, going)]
    best, twice, line = rivals.at_false_rate, rivals.twice_down, rivals.falling_line
    add = partial(row, condition.name, questions=len(at_s))
    return [
        *(
            add(
                "tpdevice",
                in_pieces(eased, quiet, at_s, weights),
                in_pieces(eased, going, at_s, weights)[early],
                known=known,
            )
            for known, weights in (("cold", cold), (f"after {HOLDS_BEFORE} holds", taught))
        ),
        add("down by 2 and 30 %, twice", twice(quiet), twice(going)[early]),
        add("falling line, p < 0.05", line(quiet, at_s), line(going, at_s)[early]),
        add("all of the person known", best(odds[0], odds[0]), best(odds[1], odds[0])[early]),
    ]


def rows(*, people: int = PEOPLE, seed_base: int = SEED_BASE, workers: int = 2) -> Iterator[Row]:
    """Yield the rows of all conditions; people are drawn anew from each seed base."""
    seeds = range(seed_base, seed_base + len(CONDITIONS))
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(measured, CONDITIONS, [people] * len(CONDITIONS), seeds):
            yield from found


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="of each kind")
    parser.add_argument("--seed-base", type=int, default=SEED_BASE, help="who they are")
    arguments = parser.parse_args()
    board = Board(as_json=arguments.json)
    board.add(figures(rows(people=arguments.people, seed_base=arguments.seed_base)))
    board.add(figures(forces.rows(holds=arguments.people // 8, seed_base=arguments.seed_base)))
    board.close()


if __name__ == "__main__":
    main()
