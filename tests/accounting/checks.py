"""What the accounting must do, by hand, cheaply: every seeded defect of `tests.accounting.mutants` has to fail one of these."""

from collections.abc import Callable

from tests.accounting.of_extracts import by_hand, corpus, extract, extract_ledger, set_by_hand, two_verdicts
from tests.accounting.of_publications import held_months, overlaps, publication, publication_ledger
from tests.accounting.of_totals import column_counts, manifests, people, total_rows, whole_extract, workbook_totals

CHECKS: dict[str, tuple[Callable[[], None], ...]] = {
    "transforms.outcome": (extract, two_verdicts, by_hand, corpus),
    "transforms.ledger": (extract_ledger,),
    "transforms.part": (extract, corpus),
    "transforms.control": (whole_extract, manifests, people),
    "transforms.breakdown": (manifests,),
    "transforms.row_totals": (total_rows, workbook_totals, column_counts),
    "transforms.by_hand": (set_by_hand, by_hand),
    "transforms.totals": (publication,),
    "transforms.effective": (publication, overlaps),
    "flows.monthly.months": (publication, held_months),
    "transforms.basis": (held_months,),
    "warehouse.record": (publication_ledger,),
}
