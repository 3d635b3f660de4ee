"""The content of an earlier publication, read back from its file, so that a new one can show its figures again."""

from pathlib import Path

from warehouse.content import FRAMES, CandidateContent
from warehouse.errors import WarehouseUnreadable
from warehouse.opening import opened, reading
from warehouse.record import PublicationLedger
from warehouse.statements import run


def rollback_content(file: Path) -> CandidateContent:
    """What the publication in `file` was built from: building it again gives the same current marts and the same content hash.

    Vintages and revisions are not in it: they continue from the publication that stands (`previous` of `build`).
    """
    with opened(file) as connection, reading(file):
        frames = {name: run(connection, f"replay/{name}").pl() for name in FRAMES}
        row = run(connection, "replay/publication").fetchone()
    if row is None:
        raise WarehouseUnreadable(file, "it holds no record of a publication")
    maturity_months, *counts = row
    return CandidateContent(**frames, publication_ledger=PublicationLedger(*counts), maturity_months=maturity_months)
