"""pandas.read_sql over SQLAlchemy without a pool. Exact amounts need coerce_float=False: else they become floats."""

import pandas as pd
from each_line import FILE, SQL, answer
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

engine = create_engine(f"duckdb:///{FILE}?access_mode=read_only&enable_external_access=false", poolclass=NullPool)


def rows() -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return list(pd.read_sql(text(SQL), connection, coerce_float=False).itertuples(index=False, name=None))


answer(rows)
