import json
import time
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from flows.orchestrator.api import EmbeddedApi

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.prefect]


def test_ledger_checks_and_figures_stand_as_tables_on_the_run_and_cost_little(api: EmbeddedApi) -> None:
    from prefect import flow

    from flows.orchestrator.artifacts import checks_artifact, figures_artifact, ledger_artifact
    from flows.orchestrator.direct import direct_run

    @flow
    def shows() -> float:
        ledger_artifact([{"sender_code": "K11", "rows_read": 3, "accepted": 2, "is_balanced": True}])
        began = time.perf_counter()
        figures_artifact([{"period": date(2022, 7, 1), "benefit_type_code": "JHT", "amount_paid_idr": Decimal("1234567.50")}])
        seconds = time.perf_counter() - began
        checks_artifact([])
        return seconds

    with direct_run():
        assert shows() < 1
    assert _tables(api) == {
        "claims-ledger": [{"sender_code": "K11", "rows_read": 3, "accepted": 2, "is_balanced": True}],
        "claims-figures": [{"period": "2022-07-01", "benefit_type_code": "JHT", "amount_paid_idr": "1234567.50"}],
        "claims-checks": [],
    }


def _tables(api: EmbeddedApi) -> dict[str, Any]:
    found = httpx.post(f"{api.url}/artifacts/latest/filter", json={}, trust_env=False).json()
    return {artifact["key"]: json.loads(artifact["data"]) for artifact in found if artifact["key"].startswith("claims-")}
