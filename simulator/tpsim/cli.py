"""The `tpsim` command: serve a simulated sensor, or list who and what can be simulated."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tpsim import livekeys, stories, taped
from tpsim.habits import ANYBODY, HABITS
from tpsim.population import HOW, find, simulated
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served, known_faults
from tpsim.shelf import Shelf, kinds
from tpsim.subjects import SUBJECTS
from tpsim.taped import Taped
from tpsim.wire import KINDS
from tpsim.wire.outbox import MOST_SAMPLES, WireOptions
from tpsim.world import World

if TYPE_CHECKING:
    from tpsim.air.radio import Radio

Row = dict[str, Any]

LAST_PORT: Final = 65_534
"""The highest that has a next one, for control."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    if sys.stdout is None:
        # Closed. Nobody reads where we listen; but a port that was asked for is known.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tpsim", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="be a sensor on the air until stopped")
    serve.set_defaults(run=_serve)
    serve.add_argument(
        "--device",
        action="append",
        metavar="KIND[*N]",
        help="which sensor, and how many; may be said again; `tpsim devices` lists them",
    )
    serve.add_argument(
        "--subject", type=_known, default="novice", metavar="NAME", help="who presses"
    )
    serve.add_argument(
        "--scenario",
        type=_story,
        default="obedient",
        metavar="NAME",
        help="a name of `tpsim scenarios`, fault:NAME or fault:NAME:PHASE, or a .toml file",
    )
    serve.add_argument(
        "--tape", type=Path, metavar="FILE", help="play a recorded session in place of a person"
    )
    serve.add_argument(
        "--interval-ms", type=float, metavar="MS", help="connection interval of the radio"
    )
    serve.add_argument(
        "--loss", type=float, metavar="SHARE", help="of packets that the radio has to repeat"
    )
    serve.add_argument("--seed", type=_count, default=1, metavar="N")
    serve.add_argument("--port", type=_port, default=0, metavar="N", help="0: any free pair")
    serve.add_argument(
        "--samples-per-packet",
        type=int,
        choices=range(1, MOST_SAMPLES + 1),
        default=1,
        metavar="N",
        help="1 like the clones, 8 or so like an original",
    )
    where = serve.add_mutually_exclusive_group()
    where.add_argument("--vhci", action="store_true", help="also before this machine's Bluetooth")
    where.add_argument(
        "--transport",
        metavar="NAME",
        help="on a real controller instead of the simulated air, such as usb:0, serial:PORT or "
        "hci-socket:0; not verified on hardware",
    )
    serve.add_argument("--parent-pipe", action="store_true", help="end when stdin ends")
    for name, rows, about in (
        ("devices", _devices, "which sensors can be simulated"),
        ("subjects", _subjects, "who can be simulated"),
        ("scenarios", _scenarios, "what can happen to them"),
        ("habits", _habits, "how homework is done over weeks"),
        ("faults", known_faults, "what can go wrong, in every scenario and at any time"),
    ):
        command = commands.add_parser(name, help=about)
        command.add_argument("--json", action="store_true", help="one JSON array")
        command.set_defaults(run=_list, rows=rows)
    return parser


def _known(name: str) -> str:
    try:
        find(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return name


def _story(name: str) -> str:
    try:
        stories.find(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return name


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number from 0 up")
    return number


def _port(text: str) -> int:
    number = _count(text)
    if number > LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text[:20]} is no port from 1 to {LAST_PORT}, nor 0")
    return number


def _serve(arguments: argparse.Namespace) -> int:
    try:
        from tpsim.air.serve import first_of, serve
    except ModuleNotFoundError as error:
        return _fail(f"{error.name} is missing. Install the extra `sim`.")
    try:
        served = _served(arguments)
    except ValueError as error:
        return _misused(str(error))
    shelf = Shelf(served)

    async def run() -> None:
        work = serve(
            served,
            port=arguments.port,
            vhci=arguments.vhci,
            parent_pipe=arguments.parent_pipe,
            on_message=shelf.on_message,
            outbound=shelf.outbound,
            transport=arguments.transport,
        )
        first = served[0]
        # A tape has no keys: what went wrong in the session is on it.
        if isinstance(first, Served) and livekeys.possible():
            keys = livekeys.follow(shelf.on_message, _say, buttons=first.buttons)
            await first_of(work, keys)
        else:
            await work

    try:
        asyncio.run(run())
    except OSError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return 130
    return 0


def _served(arguments: argparse.Namespace) -> list[Served | Taped]:
    """Return the sensors that were asked for.

    Raises
    ------
    ValueError
        If they make no sense.
    """
    radio = _radio(arguments)
    if arguments.tape is not None:
        if arguments.device:
            raise ValueError("--tape and --device exclude each other")
        return [Taped(taped.read(arguments.tape), radio=radio)]
    options = WireOptions(samples_per_packet=arguments.samples_per_packet)
    found: list[Served | Taped] = []
    for number, kind in enumerate(kinds(arguments.device or ["progressor"])):
        story = stories.find(arguments.scenario) if number == 0 else SCENARIOS["obedient"]
        seed = arguments.seed + number
        world = World(find(arguments.subject), story, seed, kind=kind, options=options)
        found.append(Served(world, radio=radio))
    return found


def _radio(arguments: argparse.Namespace) -> "Radio | None":
    from tpsim.air.radio import Radio

    if arguments.interval_ms is None and arguments.loss is None:
        return None
    asked = {"interval_ms": arguments.interval_ms, "loss": arguments.loss}
    return Radio(seed=arguments.seed, **{k: v for k, v in asked.items() if v is not None})


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _devices() -> list[Row]:
    return [
        {
            "device": key,
            "rate_hz": round(1e6 / (kind.sensor.period_us * kind.sensor.every), 1),
            "range_kg": round(kind.sensor.range_kg, 2),
            "how": "connects" if kind.connectable else "only advertises",
        }
        for key, kind in KINDS.items()
    ]


def _subjects() -> list[Row]:
    return [
        {
            "name": s.key,
            "about": s.about,
            "point": s.point,
            "side": s.side,
            "tool": s.tool,
            "support": s.support,
        }
        for s in (*SUBJECTS.values(), *(simulated(1, support) for support in HOW))
    ]


def _scenarios() -> list[Row]:
    return [{"name": s.key, "about": s.about} for s in SCENARIOS.values()]


def _habits() -> list[Row]:
    one_of_them = {"name": ANYBODY, "about": "one of the others, by the seed"}
    return [*({"name": h.key, "about": h.about} for h in HABITS.values()), one_of_them]


def _list(arguments: argparse.Namespace) -> int:
    rows: list[Row] = arguments.rows()
    if arguments.json:
        text = json.dumps(rows, indent=2)
    else:
        text = "\n".join(_table(rows))
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except OSError as error:
        # What stdout did not take must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if isinstance(error, BrokenPipeError) else _fail(f"stdout: {error.strerror}.")
    return 0


def _table(rows: list[Row]) -> list[str]:
    titles = list(rows[0])
    cells = [titles, *([_cell(row[title]) for title in titles] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(titles))]
    return [
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells
    ]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _misused(sentence: str) -> int:
    sys.stderr.write(f"tpsim serve: error: {sentence}\n")
    return 2


def _fail(sentence: str) -> int:
    sys.stderr.write(f"tpsim: {sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
