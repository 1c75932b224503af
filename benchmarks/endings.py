"""How sessions of simulated people who do as they are told end, over many seeds.

Run: python3 dev.py bench endings [--json] [--seeds N] [--subject NAME] [--no-calibration]
"""

from collections import Counter

from benchmarks.figures import Board, Figure, options
from benchmarks.kernel import virtual_session
from tpdevice.runtime.opening import Wishes
from tpsim.subjects import SUBJECTS


def ending(seed: int, subject: str, wishes: Wishes) -> str:
    """Run one session and return how it ended, and why."""
    summary = virtual_session(seed, subject=subject, wishes=wishes)[1].summary
    return "never" if summary is None else f"{summary.ending}: {summary.reason}"


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--seeds", type=int, default=50, help="how many, from 1 on")
    parser.add_argument("--subject", action="append", choices=list(SUBJECTS), help="all, if none")
    parser.add_argument("--no-calibration", action="store_true", help="go without a target force")
    arguments = parser.parse_args()
    wishes = Wishes(calibrate=not arguments.no_calibration)
    board = Board(as_json=arguments.json)
    for subject in arguments.subject or SUBJECTS:
        seeds = range(1, arguments.seeds + 1)
        ends = Counter(ending(seed, subject, wishes) for seed in seeds)
        of = f"of {arguments.seeds} sessions"
        board.add(Figure(f"{subject}, {end}", n, "", "", of) for end, n in ends.most_common())
    board.close()


if __name__ == "__main__":
    main()
