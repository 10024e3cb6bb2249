"""Expressions of lessons: arithmetic and comparisons on results, such as ``esp.stack.hg_ug_nm3 / 2``.

An expression can name plants and figures of its lesson, read their attributes, reckon and compare. It
can do nothing else, so that a lesson from a stranger runs no code.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda item, group: item in group,
    ast.NotIn: lambda item, group: item not in group,
}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {"abs": abs, "max": max, "min": min, "round": round, "len": len}
"""Functions that an expression can call."""


class BadExpression(ValueError):
    """An expression that can't be read or worked out; the text says why."""


def names(text: str) -> Iterator[str]:
    """Names of plants and figures in an expression; raises :class:`BadExpression`."""
    for node in ast.walk(_tree(text)):
        if isinstance(node, ast.Name) and node.id not in FUNCTIONS:
            yield node.id


def value_of(text: str, known: Callable[[str], Any]) -> Any:
    """What an expression gives.

    Parameters
    ----------
    text : the expression
    known : what a name stands for; raises KeyError if it stands for nothing

    Raises
    ------
    BadExpression
        if it can't be read or worked out
    """
    try:
        return _value(_tree(text), known)
    except KeyError as error:
        raise BadExpression(f"{text!r} names {error.args[0]}, which the lesson lacks") from None
    except (AttributeError, IndexError, TypeError, ZeroDivisionError) as error:
        raise BadExpression(f"{text!r} can't be worked out: {error}") from None


@cache
def _tree(text: str) -> ast.expr:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadExpression(f"{text!r} is no expression") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            raise BadExpression(f"{text!r} reads {node.attr}, which is not for lessons")
        if not isinstance(node, _ALLOWED):
            raise BadExpression(f"{text!r} holds what an expression can't: {type(node).__name__}")
    return tree


_ALLOWED = (
    ast.Name,
    ast.Attribute,
    ast.Subscript,
    ast.Constant,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.Call,
    ast.operator,
    ast.unaryop,
    ast.boolop,
    ast.cmpop,
    ast.expr_context,
)


def _value(node: ast.expr, known: Callable[[str], Any]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return known(node.id)
        case ast.Attribute():
            return getattr(_value(node.value, known), node.attr)
        case ast.Subscript():
            return _item(_value(node.value, known), _value(node.slice, known))
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            return _ARITHMETIC[type(node.op)](_value(node.left, known), _value(node.right, known))
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, known)
        case ast.UnaryOp(op=ast.Not()):
            return not _value(node.operand, known)
        case ast.BoolOp():
            parts = (bool(_value(part, known)) for part in node.values)
            return all(parts) if isinstance(node.op, ast.And) else any(parts)
        case ast.Compare():
            return _compare(node, known)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS and not node.keywords:
            return FUNCTIONS[name](*(_value(part, known) for part in node.args))
    raise TypeError(f"{ast.unparse(node)} is not understood")


def _item(group: Any, key: Any) -> Any:
    # A missing key is a fault of the expression, not a name that the lesson lacks.
    if isinstance(group, Mapping) and key not in group:
        raise IndexError(f"there is no {key!r}")
    return group[key]


def _compare(node: ast.Compare, known: Callable[[str], Any]) -> bool:
    left = _value(node.left, known)
    for sign, right_node in zip(node.ops, node.comparators, strict=True):
        right = _value(right_node, known)
        if type(sign) not in _COMPARISONS or not _COMPARISONS[type(sign)](left, right):
            return False
        left = right
    return True
