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
    """
    from flows.monthly.plan_command import apply

    with shown_on_terminal():
        report = apply(session.home_flag, plan)
    if session.as_json:
        print_json(report.to_dict())
    else:
        click.echo(report.headline if report.is_new else f"nothing to do: this plan stands already, as publication {report.number}")
        for one in report.left_out:
            click.echo(f"  left out {one.period}, as planned: {one.what}\n    where: {one.place}\n    fix: {one.fix}")
        click.echo(f"  warehouse: {report.warehouse}")
    if report.exit_code:
        fail_with(report.exit_code)
