"""`claims export`: the standing publication as files in a folder, for BI on another host or on Windows."""

from dataclasses import asdict
from pathlib import Path

import click

from flows.cli.app import Session, shared_options
from flows.cli.display import print_json

FORM = click.Choice(["parquet", "csv", "duckdb", "all"])


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format", "form", type=FORM, help="Tables as Parquet or CSV, a copy of the DuckDB file, or all.  [default: the setting export_format]"
)
@click.option("--public", is_flag=True, help="Only what the public may see: the tables of claims_public.duckdb.")
@shared_options
@click.pass_obj
def export_command(session: Session, folder: Path, *, form: str | None, public: bool) -> None:
    """Write the standing publication to FOLDER, often a share, so that readers there see one publication, whole, at every moment.

    FOLDER/current.json names the publication and its files; FOLDER/latest/ has them under names that stay.
    """
    from flows.export.automatic import formats_of
    from flows.export.standing import export_standing
    from flows.progress import shown_on_terminal

    settings = session.settings
    with shown_on_terminal():
        done = export_standing(
            session.home, folder, formats_of(form or settings.export_format), public=public, wait_s=settings.lock_wait_seconds
        )
    if session.as_json:
        print_json(asdict(done))
        return
    state = "exported" if done.is_new else "was exported already"
    click.echo(f"publication {done.publication} {state}: {done.files} files ({', '.join(done.formats)}) in {done.folder}")
    for name in done.held:
        click.echo(f"  held open by a reader, still shows an earlier publication: {name}; the next export tries again")
    if done.kept:
        click.echo(f"  held open by a reader, not removed: {', '.join(map(str, done.kept))}")
