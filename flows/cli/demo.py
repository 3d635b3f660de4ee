"""`claims demo`: the whole way once, on the announcement's own figures."""

import click

from flows.cli.app import Session, fail_with, shared_options
from flows.cli.display import print_json
from flows.cli.figures_table import print_figures
from flows.cli.reconcile import reconcile_warehouse, tell_reconciliation
from flows.cli.sample import BLORA_FIRST, BLORA_LAST
from flows.periods import months_between
from flows.progress import current, shown_on_terminal

STATEMENT = "blora-2022"


@click.command("demo")
@shared_options
@click.pass_obj
def demo_command(session: Session) -> None:
    """Sample extracts, a run, the warehouse, the bulletin: then the table of benefit type × month, and where everything is."""
    from flows.bulletin.after_publication import bulletins_written
    from flows.monthly.command import run
    from flows.sample.plan import SamplePlan
    from flows.sample.write import write_sample
    from warehouse.figures import benefit_by_month

    home = session.home
    home.prepare()
    plan = SamplePlan(first=BLORA_FIRST, last=BLORA_LAST, profile="blora", on_extract=current().step)
    with shown_on_terminal():
        summary = write_sample(home.landing, home.truth, home.reference, plan)
        report = run(session.home_flag, months_between(f"{BLORA_FIRST:%Y-%m}", f"{BLORA_LAST:%Y-%m}"), "backfill")
        reconciliation = reconcile_warehouse(home, STATEMENT)
        bulletins = bulletins_written(home, [code] if (code := reconciliation.statement.regency_code) else [])
    table = benefit_by_month(home.current_file)
    if session.as_json:
        print_json(
            {
                "sample": summary.to_dict(),
                "run": report.to_dict(),
                "table": table.to_dicts(),
                "reconciliation": reconciliation.to_dict(),
                "bulletins": bulletins,
            }
        )
        return
    click.echo(summary.sentence())
    click.echo(report.headline)
    print_figures(table)
    tell_reconciliation(reconciliation)
    click.echo(f"\nFor a BI tool: {home.current_file.absolute()}  (DuckDB, read-only; schema mart)")
    click.echo(f"Checks, as pages: {home.data_docs.absolute() / 'index.html'}")
    if bulletins:
        click.echo(f"Bulletin: {bulletins[-2].absolute()}")
    if report.exit_code:
        fail_with(report.exit_code)
