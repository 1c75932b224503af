"""Six ways of guiding a hold, and one that knows all, on the same simulated people.

Run: python3 dev.py bench guidance --seed-base N [--people N] [--only PART] [--json FILE]
[--pictures FOLDER]

Force is scored as it truly was, unsmoothed, for a minute from 3 s after it came into the band,
pauses included. "Come off" doesn't shorten that minute: what is left of it is in no band
("ended"), and cues, words and sound are of the minutes that were guided. Overshoots past the
comfort ceiling C and past the ceiling are counted from the first touch until the force is off.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import eased, forces
from benchmarks.figures import Board, Figure
from benchmarks.guiding import goals, moved, pictures, reported
from benchmarks.guiding.ceiling import passed
from benchmarks.guiding.cells import Cell, cells
from benchmarks.guiding.course import Course, run
from benchmarks.guiding.score import Score, score
from benchmarks.guiding.table import HEAD, Row, averaged
from benchmarks.rates import Row as Rate
from benchmarks.rates import figures
from tpsim.population import SEED_BASE, SIZE

PARTS = ("supports", "sensors", "own bands", "wayward", "silence", "moved", "ceiling", "eased")
HOLDS = 10_000
EASED_PEOPLE = 1000
EASED_SEEDS = 500_000
"""Apart from the seeds that "eased" was developed on."""


def scored(course: Course) -> Score | None:
    """Run one course and score it."""
    ran = run(course)
    return None if ran is None else score(ran)


@dataclass(slots=True)
class Found:
    """All that was found, for JSON and pictures."""

    rows: list[Row] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    goals: list[Figure] = field(default_factory=list)


def held(pool: Executor, wanted: list[Cell]) -> Iterator[Row]:
    """Yield the rows of cells, each as soon as it is there."""
    asked = [pool.map(scored, cell.courses, chunksize=8) for cell in wanted]
    began, done, of = time.monotonic(), 0, sum(len(cell.courses) for cell in wanted)
    for cell, scores in zip(wanted, asked, strict=True):
        yield averaged(cell, list(scores))
        done += len(cell.courses)
        _progress(f"{done} of {of} holds", done / of, began)


def _progress(said: str, share: float, began: float) -> None:
    if sys.stderr.isatty():
        left_s = (time.monotonic() - began) * (1 / share - 1)
        print(f"\r{said}, {left_s / 60:.0f} min left   ", end="", file=sys.stderr, flush=True)


def parts(pool: Executor, asked: argparse.Namespace, found: Found) -> None:
    """Run what was asked for, and print it as it comes."""
    only = asked.only or PARTS
    wanted = [c for c in cells(asked.people, asked.seed_base) if c.part.startswith(tuple(only))]
    part = ""
    for row in held(pool, wanted):
        if row.part != part:
            part = row.part
            print(f"\n{part}\n{HEAD}")
        print(row.line(), flush=True)
        found.rows.append(row)
    found.goals += goals.held(found.rows)
    if "ceiling" in only:
        found.goals += goals.ceilings(passed(pool, asked.holds, asked.seed_base))
    if "eased" in only:
        seeds = EASED_SEEDS + asked.seed_base
        found.rates += eased.rows(people=asked.eased_people, seed_base=seeds)
        guided = reported.rows(pool, people=asked.people // 4, seed_base=asked.seed_base)
        found.rates += guided
        found.rates += forces.rows(holds=asked.eased_people // 8, seed_base=seeds)
        found.goals += goals.eased(found.rates)


def drawn(folder: Path, found: Found, seed_base: int) -> None:
    """Draw what there are rows for."""
    have = {row.part for row in found.rows}
    if "supports" in have:
        pictures.ways(found.rows, folder / "ways.svg")
        pictures.hold(folder / "plain-and-ours.svg", index=3, seed_base=seed_base)
    if {"supports", "moved"} <= have:
        for support in ("hand", "lying"):
            moved.tornado(found.rows, folder / f"moved-{support}.svg", support)
    if found.rates:
        pictures.eased(found.rates, folder / "eased.svg")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed-base", type=int, default=SEED_BASE, help="which people")
    parser.add_argument("--people", type=int, default=SIZE, help="in each row of the first table")
    parser.add_argument("--holds", type=int, default=HOLDS, help="of people who press too hard")
    parser.add_argument("--eased-people", type=int, default=EASED_PEOPLE, help="of each kind")
    parser.add_argument(
        "--only", action="append", choices=PARTS, help="this part, and others named"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all of it there")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="draw into this folder")
    asked = parser.parse_args()
    began = time.monotonic()
    found = Found()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts(pool, asked, found)
    print()
    board = Board(as_json=False, beside=("ruptures",) if found.rates else ())
    board.add(figures(found.rates))
    print("\nto reach")
    board.add(found.goals)
    print(f"\n{(time.monotonic() - began) / 60:.1f} min, people of seed base {asked.seed_base}")
    if asked.json:
        asked.json.write_text(json.dumps(_plain(found, asked), indent=1), encoding="utf-8")
    if asked.pictures:
        drawn(asked.pictures, found, asked.seed_base)


def _plain(found: Found, asked: argparse.Namespace) -> dict[str, Any]:
    goals_ = [asdict(figure) | {"reached": figure.reached} for figure in found.goals]
    return {
        "seed_base": asked.seed_base,
        "people": asked.people,
        "rows": [row.plain() for row in found.rows],
        "eased": [asdict(rate) for rate in found.rates],
        "goals": goals_,
    }


if __name__ == "__main__":
    main()
