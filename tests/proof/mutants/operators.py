"""Cosmic Ray's operators, asked from an environment of their own: where they can change a module, and to what.

Run by `tests.proof.mutants.tools`; reads one JSON object and writes another. No module of the project is imported here.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import parso.python.tree  # noqa: F401  before cosmic_ray, whose plugins import it in a circle
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

Site = dict[str, Any]


def sites(root: Path, modules: list[str], operators: list[str]) -> Iterator[Site]:
    """Each place where an operator can change a module: its number among those of that operator, and its line and column."""
    for module in modules:
        tree = get_ast(root.joinpath(module).read_text(encoding="utf-8"))
        nodes = list(ast_nodes(tree))
        for name in operators:
            operator = get_operator(f"core/{name}")()
            found = [span for node in nodes for span in operator.mutation_positions(node)]
            yield from ({"module": module, "operator": name, "nth": nth, "start": span[0]} for nth, span in enumerate(found))


def changed(root: Path, chosen: list[Site]) -> Iterator[str | None]:
    """The whole text of the module with each of the changes; None where the operator makes none."""
    for site in chosen:
        text = root.joinpath(site["module"]).read_text(encoding="utf-8")
        try:
            yield mutate_code(text, get_operator(f"core/{site['operator']}")(), site["nth"])
        except AttributeError:  # its ExceptionReplacer trips over dotted names among several
            yield None


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    where = Path(asked["root"])
    json.dump(
        list(changed(where, asked["chosen"])) if "chosen" in asked else list(sites(where, asked["modules"], asked["operators"])), sys.stdout
    )
