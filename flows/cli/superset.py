"""`claims superset`: the dashboard and datasets as a bundle that Superset imports."""

from pathlib import Path

import click

from flows.cli.app import Session, shared_options
from flows.cli.display import print_json
from flows.errors import NothingPublished, UsageRefused


@click.command("superset")
@click.argument("bundle", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", "language", type=click.Choice(["en", "id"]), default="en", help="Language of titles and descriptions.")
@shared_options
@click.pass_obj
def superset_command(session: Session, bundle: Path, language: str) -> None:
    """Write BUNDLE.zip: database, datasets, metrics, charts and a dashboard on this home's warehouse, to be imported into Superset."""
    from warehouse.bundle import bundle_files, column_types, uri_of, zipped
    from warehouse.metrics import metrics

    file = session.home.current_file.absolute()
    if not file.exists():
        raise NothingPublished(str(file))
    uri = uri_of(file)
    content = zipped(bundle_files(metrics(), column_types(), uri, language))
    try:
        bundle.write_bytes(content)
    except OSError as error:
        raise UsageRefused(
            f"the bundle cannot be written: {error.strerror}", str(bundle), "name a file in a folder you may write to"
        ) from None
    if session.as_json:
        print_json({"bundle": str(bundle), "sqlalchemy_uri": uri})
    else:
        click.echo(f"{bundle}: in Superset under Settings, Import dashboards; it reads {file}")
