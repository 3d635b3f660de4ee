"""Where a module can be made wrong: by Cosmic Ray's operators, and by those of the accounting, which know Polars."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.accounting.mutants import COMPARISONS, changes

# Of the 213 operators of Cosmic Ray those whose change could be a slip of the pen: a comparison's opposite and its neighbour, an
# operation's counterpart. The others (`&` to `<<`, `==` to `is`) crash at once or change nothing: they would only flatter the score.
COSMIC_RAY = (
    "AddNot", "ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ReplaceAndWithOr", "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ReplaceFalseWithTrue", "ReplaceTrueWithFalse", "ZeroIterationForLoop",
    "ReplaceUnaryOperator_Delete_Invert", "ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_USub",
    *(f"ReplaceBinaryOperator_{one}" for one in (
        "Add_Sub", "Sub_Add", "Mul_FloorDiv", "Div_Mul", "FloorDiv_Mul", "Mod_FloorDiv", "Pow_Mul", "BitAnd_BitOr", "BitOr_BitAnd",
        "BitXor_BitOr")),
    *(f"ReplaceComparisonOperator_{one}" for one in (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is")),
)  # fmt: skip
LEFT_OUT = {
    "annotation": "types are for mypy; nothing at run time reads them",
    "decorator": "frozen=True, slots and caches are promises to the reader and speed, not results",
    "guard": "zip(strict=True) can only be reached by a slip in the code beside it",
}


@dataclass(frozen=True)
class Mutant:
    """One change at one place; `nth` counts those of an operator in a function, so that code elsewhere does not rename it."""

    module: str
    function: str
    operator: str
    nth: int
    line: int
    what: str
    start: int = -1
    end: int = -1
    text: str = ""

    @property
    def key(self) -> str:
        return f"{self.module}|{self.function}|{self.operator}|{self.nth}"

    def applied(self, source: str) -> str:
        """The module with this change."""
        return source[: self.start] + self.text + source[self.end :]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.what}"


@dataclass(frozen=True)
class Module:
    """A module's source and what stands where in it."""

    path: str
    source: str

    @classmethod
    def of(cls, root: Path, path: str) -> "Module":
        return cls(path, root.joinpath(path).read_text(encoding="utf-8"))

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.source.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def offset(self, line: int, column: int) -> int:
        """Where a line and a column (in characters) stand in the text."""
        return self._starts[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a node stands in the text; ast counts columns in bytes."""
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def _at(self, line: int, octets: int) -> int:
        text = self.source[self._starts[line - 1] : self._starts[line]]
        return self.offset(line, len(text.encode()[:octets].decode()))

    @cached_property
    def functions(self) -> list[tuple[int, int, str]]:
        """From which to which line the body of a function goes, and its name; those inside another belong to it."""
        return [
            (function.body[0].lineno, function.end_lineno or 0, f"{owner}{function.name}") for owner, function in _functions(self.tree.body)
        ]

    def function_at(self, line: int) -> str:
        """The function whose body is there; empty for what runs at import."""
        return next((name for first, last, name in self.functions if first <= line <= last), "")

    @cached_property
    def left_out(self) -> list[tuple[int, int, str]]:
        """Spans in which a change is none that counts, and why."""
        return [(self.span(node)[0] - (why == "decorator"), self.span(node)[1], why) for node, why in _left_out(self.tree)]  # with its @

    @cached_property
    def operations(self) -> list[tuple[int, int]]:
        """Where the signs of binary operations stand: Cosmic Ray takes the stars of arguments for them, too."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, ast.BinOp)]
        return [(self.span(node.left)[1], self.span(node.right)[0]) for node in found]

    def is_operation(self, start: int) -> bool:
        return any(first <= start < last for first, last in self.operations)

    def why_left_out(self, start: int) -> str:
        return next((why for first, last, why in self.left_out if first <= start < last), "")


def _functions(body: Iterable[ast.stmt], owner: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            yield owner, statement
        elif isinstance(statement, ast.ClassDef):
            yield from _functions(statement.body, f"{owner}{statement.name}.")


def _left_out(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.expr() as kind) | ast.AnnAssign(annotation=kind) | ast.FunctionDef(returns=ast.expr() as kind):
                yield kind, "annotation"
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp() as alias) if _is_alias(name):
                yield alias, "annotation"
            case ast.Call(func=ast.Name(id="zip")):
                yield from ((one.value, "guard") for one in node.keywords if one.arg == "strict")
            case _:
                yield from ((one, "decorator") for one in getattr(node, "decorator_list", ()) if _is_promise(one))


def _is_alias(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _is_promise(decorator: ast.expr) -> bool:
    return any(word in ast.unparse(decorator) for word in ("dataclass", "cache", "override", "overload", "runtime_checkable"))


def of_polars(module: Module) -> Iterator[Mutant]:
    """What the accounting's operators change and Cosmic Ray's do not: terms dropped, filters skipped, sums swapped, joins turned."""
    found: Counter[str] = Counter()
    for node, changed in _changed(module.tree):
        start, end = module.span(node)
        if module.why_left_out(start) == "annotation":
            continue
        function = module.function_at(node.lineno)  # type: ignore[attr-defined]
        what = f"{ast.unparse(node)[:90]} -> {ast.unparse(changed)[:90]}"
        yield Mutant(module.path, function, "Polars", found[function], node.lineno, what, start, end, f"({ast.unparse(changed)})")  # type: ignore[attr-defined]
        found[function] += 1


def _changed(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise | ast.JoinedStr):  # an error's wording; what stands in an f-string has no place of its own in 3.11
            continue
        if _is_of_polars(node):
            yield from ((node, changed) for changed in changes(node))
        yield from _changed(node)


def _is_of_polars(node: ast.AST) -> bool:
    match node:
        case ast.Compare(ops=[op]):
            return isinstance(op, ast.In | ast.NotIn) and type(op) in COMPARISONS
        case ast.Constant(value=value):
            return isinstance(value, str)
        case ast.If() | ast.UnaryOp():
            return False
        case _:
            return True


def of_cosmic_ray(modules: dict[str, Module], sites: Iterable[dict[str, object]]) -> Iterator[Mutant]:
    """Its sites, named by function; their text is asked for later, of those that are chosen."""
    found: Counter[tuple[str, str, str]] = Counter()
    for site in sites:
        module, operator, (line, column) = modules[str(site["module"])], str(site["operator"]), site["start"]  # type: ignore[misc]
        function, shown = module.function_at(line), module.source.splitlines()[line - 1].strip()
        numbered = (module.path, function, operator)
        at = module.offset(line, column)
        if operator.startswith("ReplaceBinary") and not module.is_operation(at):
            continue
        yield Mutant(*numbered, found[numbered], line, f"{operator} in {shown[:120]}", at, int(str(site["nth"])))
        found[numbered] += 1


def texts_of(module: Module, mutant: Mutant, changed: str | None) -> Mutant | None:
    """A mutant of Cosmic Ray with the text that differs; None where it changed nothing."""
    if changed is None or changed == module.source:
        return None
    before, after = module.source, changed
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))
    same = 0
    while same < min(len(before), len(after)) - start and before[-1 - same] == after[-1 - same]:
        same += 1
    end, text = len(before) - same, after[start : len(after) - same]
    what = f"{mutant.operator}: {_around(before, start, end)} -> {text.strip()[:60]!r}"
    return Mutant(mutant.module, mutant.function, mutant.operator, mutant.nth, mutant.line, what, start, end, text)


def _around(source: str, start: int, end: int) -> str:
    first, last = source.rfind("\n", 0, start) + 1, source.find("\n", end)
    return f"{source[first:start].lstrip()[-60:]}[{source[start:end]}]{source[end:last][:60]}"
