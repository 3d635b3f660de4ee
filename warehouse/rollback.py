"""The content of an earlier publication, read back from its file, so that a new one can show its figures again."""

from pathlib import Path

from warehouse.content import FRAMES, CandidateContent
from warehouse.content_hash import has_final_view
from warehouse.errors import WarehouseUnreadable
from warehouse.opening import opened, reading
from warehouse.record import PublicationLedger
from warehouse.statements import run


def rollback_content(file: Path) -> CandidateContent:
    """What the publication in `file` was built from: building it again gives the same current marts and the same content hash.

    A publication from before there was a final view has none to show: its cells are NULL. Vintages and revisions are not in it: they
    continue from the publication that stands (`previous` of `build`).
    """
    with opened(file) as connection, reading(file):
        named = dict.fromkeys(FRAMES, "") | ({} if has_final_view(connection) else {"final_month": "_unknown"})
        frames = {name: run(connection, f"replay/{name}{which}").pl() for name, which in named.items()}
        row = run(connection, "replay/publication").fetchone()
    if row is None:
        raise WarehouseUnreadable(file, "it holds no record of a publication")
    maturity_months, *counts = row
    return CandidateContent(**frames, publication_ledger=PublicationLedger(*counts), maturity_months=maturity_months)
