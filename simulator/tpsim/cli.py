"""The `tpsim` command: serve a simulated sensor, or list who and what can be simulated."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from tpsim.population import HOW, find, simulated
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.wire.outbox import MOST_SAMPLES, WireOptions
from tpsim.world import World

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
    serve.add_argument("--device", choices=["progressor"], default="progressor")
    serve.add_argument("--subject", type=_known, default="novice", metavar="NAME")
    serve.add_argument("--scenario", choices=list(SCENARIOS), default="obedient", metavar="NAME")
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
        ("subjects", _subjects, "who can be simulated"),
        ("scenarios", _scenarios, "what can happen to them"),
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
        from tpsim.air.serve import serve
    except ModuleNotFoundError as error:
        return _fail(f"{error.name} is missing. Install the extra `sim`.")
    world = World(
        find(arguments.subject),
        SCENARIOS[arguments.scenario],
        arguments.seed,
        options=WireOptions(samples_per_packet=arguments.samples_per_packet),
    )

    async def run() -> None:
        served = Served(world)
        await serve(
            [served],
            port=arguments.port,
            vhci=arguments.vhci,
            parent_pipe=arguments.parent_pipe,
            on_message=served.on_message,
            outbound=served.outbound,
            transport=arguments.transport,
        )

    try:
        asyncio.run(run())
    except OSError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return 130
    return 0


def _subjects(_: argparse.Namespace) -> list[Row]:
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


def _scenarios(_: argparse.Namespace) -> list[Row]:
    return [{"name": s.key, "about": s.about} for s in SCENARIOS.values()]


def _list(arguments: argparse.Namespace) -> int:
    rows: list[Row] = arguments.rows(arguments)
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
    cells = [titles, *([str(row[title]) for title in titles] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(titles))]
    return [
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells
    ]


def _fail(sentence: str) -> int:
    sys.stderr.write(f"tpsim: {sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
