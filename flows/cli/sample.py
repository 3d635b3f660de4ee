"""`claims sample`: synthetic extracts into the landing zone, and the truth about them."""

from datetime import date

import click

from flows.cli.app import PERIOD, Session, shared_options
from flows.cli.display import print_json
from flows.errors import UsageRefused
from flows.progress import current, shown_on_terminal

BLORA_FIRST, BLORA_LAST = date(2022, 1, 1), date(2022, 7, 1)
SAMPLE_ROWS = 20_000
SAMPLE_FIRST, SAMPLE_LAST = date(2021, 1, 1), date(2022, 7, 1)


@click.command("sample")
@click.option("--from", "first", type=PERIOD, help="First period.  [default: 2021-01; 2022-01 for blora]")
@click.option("--to", "last", type=PERIOD, help="Last period.  [default: 2022-07]")
@click.option("--senders", type=click.IntRange(1, 500), default=3, show_default=True, help="How many branch offices deliver.")
@click.option("--rows", type=click.IntRange(1), help="Lines per extract; blora has its own.  [default: 20000]")
@click.option("--seed", type=click.IntRange(0), default=7, show_default=True, help="The same seed writes the same bytes.")
@click.option("--messy", is_flag=True, help="Five times the faults, and unusable files besides.")
@click.option("--profile", type=click.Choice(["national", "regency", "blora"]), default="national", show_default=True, help="Whose shapes.")
@click.option("--participation", is_flag=True, help="Participation extracts, too; the blora profile always has them.")
@shared_options
@click.pass_obj
def sample_command(
    session: Session,
    *,
    first: date | None,
    last: date | None,
    senders: int,
    rows: int | None,
    seed: int,
    messy: bool,
    profile: str,
    participation: bool,
) -> None:
    """Write synthetic extracts as branch offices would send them, and truth.json: the true totals and every fault planted."""
    from flows.sample.plan import SamplePlan
    from flows.sample.write import write_sample

    if profile == "blora" and rows is not None:
        raise UsageRefused("--rows does not go with --profile blora, whose totals are fixed", "command line", "leave one of them out")
    default_first, default_last = (BLORA_FIRST, BLORA_LAST) if profile == "blora" else (SAMPLE_FIRST, SAMPLE_LAST)
    plan = SamplePlan(
        first=first or default_first,
        last=last or default_last,
        senders=senders,
        rows=rows or SAMPLE_ROWS,
        seed=seed,
        messy=messy,
        profile=profile,
        participation=participation,
        on_extract=current().step,
    )
    home = session.home
    home.prepare()
    with shown_on_terminal():
        summary = write_sample(home.landing, home.truth, home.reference, plan)
    if session.as_json:
        print_json(summary.to_dict())
    else:
        click.echo(summary.sentence())
        click.echo(f"truth: {home.truth}")
