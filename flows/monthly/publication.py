"""Publication: the flip, and what the register remembers of it."""

import json
from collections.abc import Sequence

from flows.monthly.astray import refuse_astray
from flows.monthly.candidate import Sealed
from flows.monthly.public import PublicReport, make_public
from flows.monthly.workplace import Workplace
from flows.progress import current
from warehouse.figures import standing_record
from warehouse.publish import prune, publish, standing
from warehouse.register.records import LeftOut, PublicationBasis, PublicationRow


def publish_sealed(workplace: Workplace, sealed: Sealed, basis: PublicationBasis | None, left_out: Sequence[LeftOut] = ()) -> PublicReport:
    """Make the candidate, with its public file, the publication that stands, and remember what it was counted from."""
    with workplace.register() as register:  # before the flip: what stands must never be without
        register.keep_left_out(sealed.number, left_out)
        register.forget_basis(sealed.number)
        if basis is not None:
            register.keep_basis(basis)
            if basis.conditions_id == workplace.conditions_id:  # a rollback shows figures made under those of its time
                register.keep_condition(workplace.condition)
    public = make_public(workplace, sealed)
    current().step(f"publishing {sealed.number}")
    publish(workplace.home.warehouse, sealed.folder, sealed.number)
    remember_standing(workplace)
    prune(workplace.home.warehouse, workplace.settings.publications_kept)
    return public


def remember_standing(workplace: Workplace) -> None:
    """Have the register know the publication that stands: a run may have been killed between the flip and its record.

    Raises PublicationLost, RegisterLost, WarehouseUnreadable where they do not belong together.
    """
    refuse_astray(workplace)
    number = standing(workplace.home.warehouse)
    if number is None:
        return
    with workplace.register() as register:
        if any(row.number == number for row in register.publications()):
            return
        record = standing_record(workplace.home.current_file)
        register.keep_publication(
            PublicationRow(
                number=record.number,
                inputs_id=record.inputs_id,
                content_hash=record.content_hash,
                record_hash=record.record_hash,
                kind=record.kind,
                periods=json.dumps([f"{period:%Y-%m}" for period in record.periods]),
                published_at=workplace.opened_at.isoformat(timespec="seconds"),
            )
        )
