"""`tpdevice report`: a plan and its results as one page, for whoever asked for them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpdevice.cli.commands.keys import where as keys_option
from tpdevice.cli.output import talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.homework.report.papers import Papers

_FORMS = ("html", "markdown", "pdf", "fhir")


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--html", "form", flag_value="html", default=True, help="A page to print. (usual)")
@click.option("--markdown", "form", flag_value="markdown", help="Text, with every session.")
@click.option("--pdf", "form", flag_value="pdf", help="The page as PDF; needs WeasyPrint.")
@click.option("--fhir", "form", flag_value="fhir", help="FHIR R4, for another program.")
@keys_option
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file.")
@click.option("--open", "open_", is_flag=True, help="Open the file that was written.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.pass_context
def report(
    ctx: click.Context,
    files: tuple[Path, ...],
    *,
    form: str,
    keys_file: Path | None,
    output: Path | None,
    open_: bool,
    force: bool,
) -> None:
    """Show what was asked, what was held and what was reported, on one page.

    FILE is the plan (TOML) and its results as they were sent, in any order. The newest result is
    reported; marks of older ones stand beside its own. Without -o it is written to stdout.
    """
    from tpdevice.cli.reporting import papers_of
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.core.errors import UsageError

    if output is None and (open_ or form == "pdf"):
        option = "--open" if open_ else "--pdf"
        raise UsageError(f"{option} needs a file.", hint="Name one with -o.")
    if output is not None:
        refuse_taken(output, database(ctx), force=force)
    written = _written(papers_of(list(files), keys_file), form)
    if output is None:
        click.echo(written.decode(), nl=False)
        return
    with whole_file(output) as file:
        file.write(written)
    talk(f"Written to {output}.")
    if open_ and click.launch(str(output)):
        talk("No program could be started to show it.")


def _written(papers: "Papers", form: str) -> bytes:
    if form == "markdown":
        from tpdevice.homework.report.markdown import markdown

        return markdown(papers).encode()
    if form == "fhir":
        import json

        from tpdevice.homework.report.fhir import bundle

        return (json.dumps(bundle(papers, _address), indent=1, allow_nan=False) + "\n").encode()
    from tpdevice.homework.report.page import page

    return _pdf(page(papers)) if form == "pdf" else page(papers).encode()


def _address(name: str) -> str:
    from uuid import NAMESPACE_URL, uuid5

    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'tpdevice:{name}')}"


def _pdf(html: str) -> bytes:
    from tpdevice.core.errors import UsageError

    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise UsageError(
            "PDF needs WeasyPrint, which is not installed here.",
            hint="Make the page with --html --open, and let the browser print it to PDF.",
        ) from error
    made: bytes = weasyprint.HTML(string=html, url_fetcher=_nothing_fetched).write_pdf()
    return made


def _nothing_fetched(url: str, *_: object, **__: object) -> dict[str, object]:
    # The page names no address; should one slip in, nothing goes out for it.
    raise ValueError(f"nothing is fetched for a report: {url[:80]}")
