"""Reads YAML that people edit: parsed once, every mistake reported with file and line."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Lines = dict[tuple[str | int, ...], int]


class DefinitionError(ValueError):
    """A definition or parameter file that cannot be used; the text names file and line."""


def read_all(path: Path, model: type[Model]) -> list[Model]:
    """Every entry of `path` as a `model`; a file that holds one mapping gives a list of one.

    Raises:
        DefinitionError: not YAML, a key twice, a wrong key or value, or a missing one.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DefinitionError(f"{path}:{line}: not readable as YAML: {error.problem}") from error
    if node is None:
        raise DefinitionError(f"{path}:1: the file is empty")
    lines: Lines = {}
    content = _content(node, path, lines, ())
    one = not isinstance(content, list)
    entries = [content] if one else content
    return [_parsed(entry, path, model, lines, () if one else (number,)) for number, entry in enumerate(entries)]


def _content(node: yaml.Node, path: Path, lines: Lines, at: tuple[str | int, ...]) -> Any:
    """The node as plain Python; `lines` records the line of each part."""
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                # PyYAML itself would silently keep the last one.
                raise DefinitionError(f"{path}:{key_node.start_mark.line + 1}: “{key}” stands here twice")
            lines[(*at, key)] = key_node.start_mark.line + 1
            mapping[key] = _content(value_node, path, lines, (*at, key))
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_content(part, path, lines, (*at, number)) for number, part in enumerate(node.value)]
    return yaml.SafeLoader("").construct_object(node)


def _parsed(entry: Any, path: Path, model: type[Model], lines: Lines, at: tuple[str | int, ...]) -> Model:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        problems = []
        for problem in error.errors():
            where = (*at, *problem["loc"])
            while where not in lines:
                where = where[:-1]
            name = ".".join(str(part) for part in problem["loc"])
            problems.append(f"{path}:{lines[where]}: {name}: {problem['msg']}")
        raise DefinitionError("\n".join(problems)) from error
