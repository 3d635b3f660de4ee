"""dlt loads the files into DuckDB: the load alone, nothing cleaned or checked."""

import os
from pathlib import Path
from typing import Any

from tests.proof.bench.contenders.contender import contend, extracts


def work(folder: Path, out: Path) -> dict[str, Any]:
    """Arrow tables of a file at a time, as dlt advises for speed; all columns as text."""
    os.environ |= {"RUNTIME__DLTHUB_TELEMETRY": "false", "DLT_DATA_DIR": str(out / "dlt"), "RUNTIME__LOG_LEVEL": "ERROR"}
    import dlt
    import pyarrow as pa
    from pyarrow import csv

    @dlt.resource(name="claims", write_disposition="replace")
    def claims() -> Any:
        for _, path in extracts(folder):
            with path.open(encoding="utf-8-sig") as file:
                names = file.readline().rstrip("\r\n").split(";")
            texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
            with csv.open_csv(path, parse_options=csv.ParseOptions(delimiter=";"), convert_options=texts,
                              read_options=csv.ReadOptions(block_size=1 << 26)) as batches:  # fmt: skip
                yield from (pa.Table.from_batches([batch]) for batch in batches)

    file = out / "loaded.duckdb"
    pipeline = dlt.pipeline(
        "claims", destination=dlt.destinations.duckdb(str(file)), dataset_name="raw", pipelines_dir=str(out / "pipelines")
    )
    pipeline.run(claims())
    import duckdb

    with duckdb.connect(str(file), read_only=True) as connection:
        [(rows,)] = connection.execute("select count(*) from raw.claims").fetchall()
    return {"rows": int(rows)}


if __name__ == "__main__":
    contend(work)
