"""The command line. Nothing heavy is imported here: `--help` must be quick."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from tpdevice.core.errors import TpError

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("tpdevice.cli.commands.demo:demo", "Try a whole session on a simulated sensor."),
    "run": ("tpdevice.cli.commands.run:run", "Guide a session with a real sensor."),
    "scan": ("tpdevice.cli.commands.scan:scan", "List the sensors in reach."),
    "devices": ("tpdevice.cli.commands.devices:devices", "List the kinds of sensor supported."),
    "doctor": ("tpdevice.cli.commands.doctor:doctor", "Check adapter, permission and sensor."),
    "log": ("tpdevice.cli.commands.log:log", "List past sessions."),
    "show": ("tpdevice.cli.commands.show:show", "Show one session."),
    "replay": ("tpdevice.cli.commands.replay:replay", "Run a recorded session again."),
    "tape": ("tpdevice.cli.commands.tape:tape", "Export or import a session's tape."),
    "decode": ("tpdevice.cli.commands.decode:decode", "Decode frames of a sensor from hex."),
    "cues": ("tpdevice.cli.commands.cues:cues", "Print every phase and cue there is."),
}
"""Command: where it lives, and what it does in a line."""


class LazyCommands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with `tpdevice demo`: it needs no sensor.",
)
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The database file, instead of the one in your data folder.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
@click.version_option(package_name="tpdevice", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: Path | None, *, verbose: bool) -> None:
    """Hold the pressure you chose, and log what you felt.

    tpdevice guides slow self-massage with a Bluetooth force sensor. It helps you apply steady
    pressure that you choose yourself. It does not diagnose, treat or detect anything.
    """
    ctx.obj = db
    if verbose:
        import logging

        logging.basicConfig(stream=sys.stderr, level=logging.INFO)


def main() -> None:
    """Run the command line; the process ends with the command's exit code."""
    try:
        code = cli(standalone_mode=False)
    except click.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except TpError as error:
        complain(error)
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output is gone; there is nobody left to tell.
        sys.stderr.close()
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


def complain(error: TpError) -> None:
    """Say what went wrong and what to do next, in one or two lines on stderr."""
    from tpdevice.core.text import harmless

    click.echo(f"tpdevice: {harmless(str(error))}", err=True)
    if error.hint:
        click.echo(f"  {harmless(error.hint)}", err=True)


if __name__ == "__main__":
    main()
