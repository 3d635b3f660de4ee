"""`claims apply`: publish exactly what was planned."""

import click

from flows.cli.app import Session, fail_with, shared_options
from flows.cli.display import print_json
from flows.progress import shown_on_terminal


@click.command("apply")
@click.argument("plan")
@shared_options
@click.pass_obj
def apply_command(session: Session, plan: str) -> None:
    """Publish exactly PLAN, an id that `claims plan` or a run has told (its beginning is enough).

    Refused (exit 15) if an extract, the code, the reference data, a setting or the publication that stands has moved since.
    Exit 11 where it was published, though an extract of its periods, or in the landing zone, is unusable: as `claims run` does.
    """
    from flows.cli.run import tell, tell_not_done
    from flows.monthly.plan_command import apply

    with shown_on_terminal():
        report = apply(session.home_flag, plan)
    if session.as_json:
        print_json(report.to_dict())
    elif report.is_new:
        tell(report)
    else:
        click.echo(f"nothing to do: this plan stands already, as publication {report.number}")
        tell_not_done(report)
        click.echo(f"  warehouse: {report.warehouse}")
    if report.exit_code:
        fail_with(report.exit_code)
