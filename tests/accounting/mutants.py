"""Seeded defects in the accounting: each site where a term can be dropped, a comparison flipped, an outcome swapped, a filter skipped."""

import ast
import copy
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

# Module -> its functions that count rows or money, or decide by them.
ACCOUNTING = {
    "transforms.outcome": ("decided", "_with", "_outcome", "tally", "account"),
    "transforms.ledger": ("Ledger.__post_init__", "Ledger.lines"),
    "transforms.part": ("accepted",),
    "transforms.control": ("sums_of", "refuse_empty", "refuse_wrong_period", "refuse_other_manifest", "refuse_too_many"),
    "transforms.breakdown": ("differences", "added_up", "_differences", "_wholes", "_stated_sum", "_named"),
    "transforms.row_totals": (
        "Blocks.between",
        "Blocks.of_sheet",
        "_refuse_other_sums",
        "_refuse_other_counts",
        "_with_values",
        "_of_some",
        "_of_all",
        "_of_whole",
        "_of_what",
        "_blocks",
    ),
    "transforms.by_hand": ("as_sent", "account_of", "_sen_added"),
    "transforms.totals": ("lines_and_sen", "displaced_totals"),
    "transforms.effective": ("effective_lines", "_without", "_contested", "_displaced", "_overlaps"),
    "flows.monthly.months": ("_ledger", "_waiting"),
    "transforms.basis": ("held", "_of_standing", "_of_gone"),
    "warehouse.record": ("PublicationLedger.__post_init__",),
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OUTCOMES = ("accepted", "not_a_payment", "quarantined", "duplicate", "superseded")
WORDS = dict(zip(OUTCOMES, (*OUTCOMES[1:], OUTCOMES[0]), strict=True)) | {"anti": "semi", "semi": "anti", "full": "inner", "left": "inner"}
SKIPPED = ("filter", "fill_null", "drop_nulls")
METHODS = {"sum": "max", "max": "min", "min": "max", "first": "last", "null_count": "len"}


@dataclass(frozen=True)
class Mutant:
    """One defect: the nth site of a module at which something can be changed."""

    module: str
    site: int
    function: str
    what: str

    def __str__(self) -> str:
        return f"{self.module}.{self.function} #{self.site}: {self.what}"


class _Sites(ast.NodeTransformer):
    """Counts the sites of the functions, and changes the one that is wanted."""

    def __init__(self, functions: Sequence[str], wanted: int = -1) -> None:
        self.functions, self.wanted = functions, wanted
        self.found: list[tuple[str, str]] = []
        self.inside: list[str] = []
        self.owner = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.owner = f"{node.name}."
        node.body = [self.visit(statement) for statement in node.body]
        self.owner = ""
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        name = f"{self.owner}{node.name}"
        if name not in self.functions and not self.inside:
            return node
        self.inside.append(name)
        node.body = [self.visit(statement) for statement in node.body]
        self.inside.pop()
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        node = super().generic_visit(node)
        if not self.inside:
            return node
        for changed in list(changes(node)):
            self.found.append((self.inside[0], f"{ast.unparse(node)[:70]} -> {ast.unparse(changed)[:70]}"))
            if len(self.found) - 1 == self.wanted:
                return changed
        return node


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """The defects that can be seeded at a node."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            yield _with(node, ops=[COMPARISONS[type(op)]()])
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.BitAnd() | ast.BitOr()):
            yield node.left
            yield node.right
        case ast.UnaryOp(op=ast.Invert()):
            yield node.operand
        case ast.If():
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case _:
            yield from _changed_words(node)


def _changed_words(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=receiver)) if name in SKIPPED:
            yield receiver
        case ast.Attribute(attr=name) if name in METHODS and isinstance(node.ctx, ast.Load):
            yield _with(node, attr=METHODS[name])
        case ast.Constant(value=str(word)) if word in WORDS:
            yield ast.Constant(WORDS[word])
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield ast.Constant(number + 1)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def mutants() -> list[Mutant]:
    """All of them."""
    found = []
    for module, functions in ACCOUNTING.items():
        sites = _Sites(functions)
        sites.visit(_tree(module))
        found += [Mutant(module, site, function, what) for site, (function, what) in enumerate(sites.found)]
    return found


def _tree(module: str) -> ast.Module:
    return ast.parse(Path(importlib.import_module(module).__file__ or "").read_text(encoding="utf-8"))


@contextmanager
def seeded(mutant: Mutant) -> Iterator[None]:
    """The function has its defect for as long as this is open: it keeps its identity, so whoever imported it has the defect too."""
    tree = _Sites(ACCOUNTING[mutant.module], mutant.site).visit(_tree(mutant.module))
    code = compile(ast.fix_missing_locations(tree), mutant.module, "exec")
    function = _function(mutant)
    sound = function.__code__
    function.__code__ = _code_of(code, mutant.function.split("."))
    try:
        yield
    finally:
        function.__code__ = sound


def _function(mutant: Mutant) -> FunctionType:
    found: Any = importlib.import_module(mutant.module)
    for name in mutant.function.split("."):
        found = vars(found)[name]
    return found.fget if isinstance(found, property) else found


def _code_of(code: CodeType, path: Sequence[str]) -> CodeType:
    for name in path:
        code = next(inner for inner in code.co_consts if isinstance(inner, CodeType) and inner.co_name == name)
    return code
