"""buenavista: the standing publication over PostgreSQL's wire protocol, for tools that have only an ODBC or JDBC driver of PostgreSQL.

As it comes it opens the file once and would show that publication for ever. Here each session opens the file that `current` names then,
by its own path: DuckDB shares what is open under one path within a process, so the link itself would give the old figures as long
as somebody is still connected.
"""

import sys
from pathlib import Path

import duckdb
from buenavista.backends.duckdb import DuckDBConnection, DuckDBSession
from buenavista.examples.duckdb_postgres import rewriter
from buenavista.postgres import BuenaVistaServer

READ_ONLY = {"enable_external_access": False}
LINK = Path(sys.argv[1])


class Standing(DuckDBConnection):
    """A session of its own on the publication that stands when it begins."""

    def new_session(self) -> DuckDBSession:
        return DuckDBSession(duckdb.connect(LINK.resolve(), read_only=True, config=READ_ONLY))


with duckdb.connect() as nothing:
    server = BuenaVistaServer(("127.0.0.1", 0), Standing(nothing), rewriter=rewriter)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
