"""`tpdevice serve`: the same screens in a browser, such as a phone's beside the mat."""

import click

from tpdevice.core.errors import UsageError

PORT = 8437
"""Chosen: no known service has it."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - refused: nobody could open the link
"""What other servers take for all addresses."""
SHOWN = ("run", "demo")
"""Commands that have screens."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--lan", is_flag=True, help="Let others in this network reach it: a phone, say.")
@click.option("--address", default="", help="This computer's address, with --lan.")
@click.option("--port", type=click.IntRange(1024, 65535), default=PORT, show_default=True)
@click.option("--demo", is_flag=True, help="Show the demo, whatever else there is.")
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def serve(
    ctx: click.Context,
    *,
    lan: bool,
    address: str,
    port: int,
    demo: bool,
    command: tuple[str, ...],
) -> None:
    """Show the screens in a browser.

    Open the link that it prints. It is good once; for the next browser there is a new one. COMMAND
    is what to show, with its options, such as `run --point UT`; home if nothing is said.
    """
    if address and not lan:
        raise UsageError("--address is for --lan.", hint="Add --lan, or leave --address out.")
    if address in EVERYWHERE:
        raise UsageError(
            f"{address} is no address that a phone could open.",
            hint="Name one of this computer's, or leave --address out.",
        )
    ctx.exit(_serve(ctx, _shown(command, demo=demo), lan=lan, address=address, port=port))


def _shown(command: tuple[str, ...], *, demo: bool) -> tuple[str, ...]:
    """Return the command that is shown; none is home."""
    if demo:
        return ("demo", *command)
    if command and command[0] not in SHOWN:
        raise UsageError(
            f"{command[0]!r} has no screens to show.",
            hint="`run` and `demo` have; home is shown where no command is given.",
        )
    return command


def _serve(
    ctx: click.Context, command: tuple[str, ...], *, lan: bool, address: str, port: int
) -> int:
    try:
        from tpdevice.cli.serving import Serving
        from tpdevice.web.address import LOOPBACK, Address, in_the_network
    except ModuleNotFoundError as error:
        if error.name not in ("aiohttp", "segno"):
            raise
        raise UsageError(
            "serve needs what is not installed.", hint="Install `tpdevice[web]`."
        ) from error
    host = (address or in_the_network()) if lan else LOOPBACK
    database = ctx.find_root().obj
    chosen = () if database is None else ("--db", database)
    arguments = ("-m", "tpdevice.cli.main", *chosen, *command)
    return Serving(Address(host, port), arguments).run()
