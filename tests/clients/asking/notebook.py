# ruff: noqa: ANN001, ANN202 - as marimo writes it
"""A marimo notebook, as an analyst has it: one connection, one table."""

import marimo

app = marimo.App()


@app.cell
def _():
    import os

    import duckdb
    import marimo as mo

    file, sql = os.environ["FILE"], os.environ["SQL"]
    return duckdb, file, mo, sql


@app.cell
def _(duckdb, file, mo, sql):
    with duckdb.connect(file, read_only=True) as connection:
        found = connection.execute(sql).fetchall()
    mo.md("\n".join(f"FIGURE {' | '.join(map(str, row))} END" for row in found))


if __name__ == "__main__":
    app.run()
