"""Tables drawn in the test: `a | b` under each other, blank is null."""

import polars as pl


def table(drawing: str, schema: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """The drawn table under `schema`; columns of the schema that are not drawn are null."""
    header, *rows = [[cell.strip() or None for cell in line.split("|")] for line in drawing.strip().splitlines()]
    unknown = set(header) - set(schema)
    assert not unknown, f"drawn but not in the schema: {unknown}"
    assert {len(row) for row in rows} <= {len(header)}, "a row has more or fewer cells than the header"
    drawn = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
    return drawn.select(_typed(name, kind, name in header) for name, kind in schema.items())


def _typed(name: str, kind: pl.DataType | type[pl.DataType], is_drawn: bool) -> pl.Expr:  # noqa: FBT001
    if not is_drawn:
        return pl.lit(None, dtype=kind).alias(name)
    if kind == pl.Date:
        return pl.col(name).str.to_date("%Y-%m-%d")
    if kind == pl.Boolean:
        return pl.col(name) == "yes"
    return pl.col(name).cast(kind)
