"""Reads a template without running it, and finds the fields in it that do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

from pipeline.errors import nearest
from pipeline.render.schema import Anything, Listing, Record, Scalar, records, top_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment

    from pipeline.render.schema import Shape

SAME_LIST = frozenset({"list", "sort", "reverse", "select", "reject", "selectattr", "rejectattr", "unique"})
ONE_ELEMENT = frozenset({"first", "last", "random", "min", "max"})
BY_ATTRIBUTE = frozenset({"map", "sort", "selectattr", "rejectattr", "groupby", "unique", "min", "max", "sum"})
POSITIONAL_ATTRIBUTE = frozenset({"selectattr", "rejectattr", "groupby"})


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A name in a template that stands for nothing.

    Attributes
    ----------
    part : str
        Where in the document: ``document``, ``header1``, ``footer2``, ``footnotes``; of a text template its name.
    line : int
        Line (of a Word template: of the part with one paragraph a line), from 1.
    place : str
        The text of that paragraph.
    name : str
        The field as it is written: ``item.titel``.
    message, remedy : str
        What is wrong, and the nearest valid name.
    """

    part: str
    line: int
    place: str
    name: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.part}, line {self.line} ({self.place}): {self.message}; {self.remedy}"


def analyse(
    source: str, environment: Environment, part: str, extra: Mapping[str, Shape] | None = None
) -> tuple[TemplateProblem, ...]:
    """Find the unknown fields of one template text.

    Parameters
    ----------
    extra : mapping, optional
        Further names that the template is given besides the fields.

    Raises
    ------
    jinja2.TemplateSyntaxError
        It does not compile.
    """
    tree = environment.parse(source)
    environment.compile(source)
    names: dict[str, Shape] = {name: field.shape for name, field in top_level().items()}
    names |= dict.fromkeys(environment.globals, Anything())
    reader = _Reader(part, source.splitlines())
    reader.body(tree.body, names | dict(extra or {}))
    return tuple(reader.problems)


class _Reader:
    """Walks the syntax tree with the shapes of the names in scope, and collects problems."""

    def __init__(self, part: str, lines: list[str]) -> None:
        self.part = part
        self.lines = lines
        self.problems: list[TemplateProblem] = []

    def body(self, body: list[nodes.Node], names: dict[str, Shape]) -> None:
        for node in body:
            self.statement(node, names)

    def statement(self, node: nodes.Node, names: dict[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, names)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self.shape(node.node, names), names)
        elif isinstance(node, nodes.With):
            inner = dict(names)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self.shape(value, names), inner)
            self.body(node.body, inner)
        elif isinstance(node, nodes.Macro):
            names[node.name] = Anything()
            self.body(node.body, names | {argument.name: Anything() for argument in node.args} | {"caller": Anything()})
        elif isinstance(node, (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
            self._add(node, "", "reads another template", "a template stands alone")
        elif isinstance(node, nodes.Expr):
            self.shape(node, names)
        else:
            for child in node.iter_child_nodes():
                self.statement(child, names)

    def _loop(self, node: nodes.For, names: dict[str, Shape]) -> None:
        over = self.shape(node.iter, names)
        if isinstance(over, (Record, Scalar)):
            self._add(node, _written(node.iter), f'"{_written(node.iter)}" is not a list', _lists(names))
        inner = names | {"loop": Anything()}
        self._bind(node.target, over.element if isinstance(over, Listing) else Anything(), inner)
        if node.test:
            self.shape(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, names)

    def _bind(self, target: nodes.Node, shape: Shape, names: dict[str, Shape]) -> None:
        if isinstance(target, nodes.Name):
            names[target.name] = shape
        else:
            names.update({name.name: Anything() for name in target.find_all(nodes.Name)})

    def shape(self, node: nodes.Node, names: dict[str, Shape]) -> Shape:
        """What an expression yields; reports the unknown names in it."""
        if isinstance(node, nodes.Name):
            if node.name not in names:
                self._add(node, node.name, f'unknown field "{node.name}"', nearest(node.name, top_level()))
            return names.get(node.name, Anything())
        if isinstance(node, nodes.Getattr):
            return self._field(node, node.node, node.attr, names)
        if isinstance(node, nodes.Getitem):
            return self._item(node, names)
        if isinstance(node, nodes.Filter):
            return self._filter(node, names)
        if isinstance(node, nodes.CondExpr):
            self.shape(node.test, names)
            other = self.shape(node.expr2, names) if node.expr2 else Anything()
            first = self.shape(node.expr1, names)
            return first if first == other else Anything()
        for child in node.iter_child_nodes():
            self.shape(child, names)
        return Anything()

    def _field(self, node: nodes.Expr, owner_node: nodes.Node, name: str, names: dict[str, Shape]) -> Shape:
        owner = self.shape(owner_node, names)
        written = f"{_written(owner_node)}.{name}"
        if name.startswith("_"):
            self._add(node, written, f'"{name}" is no field', "a template reads fields and nothing else")
        elif isinstance(owner, Record):
            known = records()[owner.name]
            if name in known:
                return known[name].shape
            self._add(node, written, f'unknown field "{written}"', nearest(name, known))
        elif isinstance(owner, Listing):
            self._add(node, written, f'"{_written(owner_node)}" is a list and has no field "{name}"', "loop over it")
        elif isinstance(owner, Scalar):
            message = f'"{_written(owner_node)}" is {owner.name} and has no field "{name}"'
            self._add(node, written, message, f"write {_written(owner_node)} alone, or use a filter")
        return Anything()

    def _item(self, node: nodes.Getitem, names: dict[str, Shape]) -> Shape:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(node, node.node, node.arg.value, names)
        owner = self.shape(node.node, names)
        self.shape(node.arg, names)
        if isinstance(owner, Listing):
            return owner if isinstance(node.arg, nodes.Slice) else owner.element
        return Anything()

    def _filter(self, node: nodes.Filter, names: dict[str, Shape]) -> Shape:
        shape = self.shape(node.node, names) if node.node else Anything()
        for value in (*node.args, *node.kwargs):
            self.shape(value, names)
        if node.name == "attr" and node.node:
            for value in node.args:
                if isinstance(value, nodes.Const):
                    return self._field(node, node.node, str(value.value), names)
        element = shape.element if isinstance(shape, Listing) else None
        if isinstance(element, Record) and node.name in BY_ATTRIBUTE:
            for attribute in _attributes(node):
                first = attribute.split(".")[0].split(",")[0]
                if first not in records()[element.name]:
                    self._add(node, attribute, f'unknown field "{attribute}"', nearest(first, records()[element.name]))
        if isinstance(shape, Listing) and node.name in SAME_LIST:
            return shape
        if isinstance(shape, Listing) and node.name in ONE_ELEMENT:
            return shape.element
        return Anything()

    def _add(self, node: nodes.Node, name: str, message: str, remedy: str) -> None:
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        self.problems.append(TemplateProblem(self.part, node.lineno, visible(line), name, message, remedy))


def _attributes(node: nodes.Filter) -> Iterator[str]:
    """The names of fields that a filter is given as text."""
    given = [keyword.value for keyword in node.kwargs if keyword.key in {"attribute", "by"}]
    if node.name in POSITIONAL_ATTRIBUTE:
        given += node.args[:1]
    for value in given:
        if isinstance(value, nodes.Const) and isinstance(value.value, str):
            yield value.value


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return f"{_written(node.node)}[…]" if isinstance(node, nodes.Getitem) else "…"


def _lists(names: dict[str, Shape]) -> str:
    return f"lists are: {', '.join(sorted(name for name, shape in names.items() if isinstance(shape, Listing)))}"


def visible(line: str) -> str:
    """The text of a paragraph of a Word part without its tags, at most 120 characters."""
    kept, depth = [], 0
    for sign in line:
        if sign == "<":
            depth += 1
        elif sign == ">" and depth:
            depth -= 1
        elif not depth:
            kept.append(sign)
    return " ".join("".join(kept).split())[:120]
