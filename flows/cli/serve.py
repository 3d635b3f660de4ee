"""`claims serve`: run on schedule, on this machine."""

import click

from flows.cli.app import Session, shared_options
from flows.home import Home


@click.command("serve")
@shared_options
@click.pass_obj
def serve_command(session: Session) -> None:
    """Run the monthly and the daily schedule until stopped. For production, use a Prefect server and a worker (docs/scheduling.md)."""
    from flows.orchestrator.api import embedded_api

    settings = session.settings
    home = Home(settings.home.absolute())
    home.prepare()
    with embedded_api(home.prefect, schedules=True) as api:
        from flows.orchestrator.serve import serve_schedules

        api.wait()
        click.echo(f"serving the schedules of {home.root}; stop with Ctrl-C", err=True)
        serve_schedules(str(home.root))
