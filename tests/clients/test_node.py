"""DuckDB's client for Node, which dashboards of one's own and Evidence are made with."""

from pathlib import Path

import pytest

from tests.clients.beside import node_with
from tests.clients.flipping import ASKING, SQL, Flipped, client, exact

pytestmark = [pytest.mark.clients, pytest.mark.timeout(1800)]


def node(flipped: Flipped, how: str) -> list[str | Path]:
    folder = node_with("node", "@duckdb/node-api@1.5.6-r.1")
    program = folder / "with_node.mjs"  # Node looks for packages beside the program
    program.write_text((ASKING / "with_node.mjs").read_text())
    return ["node", program, flipped.file, SQL, how]


@pytest.mark.parametrize("how", ["create", "fromCache"])  # the cache goes by the file behind the link: seen with an instance still held
def test_node_sees_the_new_publication_at_once(flipped: Flipped, how: str) -> None:
    with client(node(flipped, how)) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        assert exact(asked.rows) == flipped.rows
