"""The rules in force as a version signs them: what changes a number, without the words that explain it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from metrics.dated import Words
from metrics.in_force import Definitions
from metrics.rates.deliveries import Delivery
from metrics.rates.measures import Measure
from metrics.rates.targets import Target
from metrics.score.rules import ScoreRules

Rules = dict[str, Any]
_KINDS: Mapping[str, type[BaseModel]] = {
    "measures": Measure,
    "targets": Target,
    "scores": ScoreRules,
    "deliveries": Delivery,
}
_SAID = frozenset({"source", "illustrative", "order", "checked"})
"""Fields that explain a definition, as its `Words` do."""
_SINCE = frozenset({"from_month", "published_from", "otherwise_from", "entered_at"})
"""When it began: part of a score's name (`ScoreRules.code`), and otherwise told by the versions it is used for."""
_UNSAID: Mapping[Any, Any] = {bool: False, int: 0}
Part = TypeVar("Part", bound=BaseModel)


def rules_of(definitions: Definitions) -> Rules:
    """What is in force, by kind and id, as plain JSON. A field with its usual value is left out, so that a rule that
    the program learns later does not change versions signed before it."""
    rules: Rules = {
        kind: {name: _rules(each) for name, each in getattr(definitions, kind).items()} for kind in sorted(_KINDS)
    }
    for name, score in definitions.scores.items():
        rules["scores"][name]["from"] = score.from_month
    return rules


def words_of(definitions: Definitions) -> Rules:
    """Everything else about the same definitions: titles, explanations, sources."""
    return {kind: {name: _words(each) for name, each in getattr(definitions, kind).items()} for kind in sorted(_KINDS)}


def with_rules(rules: Rules, words: Definitions) -> Definitions:
    """The definitions that these rules were signed of, in the words of `words`.

    What `words` no longer has is called by its id.
    """
    made: dict[str, Any] = {}
    for kind, model in _KINDS.items():
        today = getattr(words, kind)
        # In the order of today: JSON that is signed is sorted by name.
        names = [*(name for name in today if name in rules[kind]), *(name for name in rules[kind] if name not in today)]
        made[kind] = {name: _made(model, rules[kind][name], today.get(name), name) for name in names}
    return Definitions(**made)


def only(definitions: Definitions, rules: Rules) -> Definitions:
    """Those of the definitions that the rules speak of."""
    return Definitions(
        **{
            kind: {name: each for name, each in getattr(definitions, kind).items() if name in rules[kind]}
            for kind in _KINDS
        }
    )


def _rules(part: BaseModel) -> Any:
    found = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if name in _SAID or name in _SINCE or isinstance(value, Words) or value == info.get_default():
            continue
        found[info.alias or name] = _each(value, _rules)
    return found


def _words(part: BaseModel) -> Any:
    found = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name in _SAID or isinstance(value, Words):
            found[name] = value.model_dump() if isinstance(value, Words) else value
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            found[name] = [_words(each) for each in value]
    return found


def _each(value: Any, of: Any) -> Any:
    if isinstance(value, tuple):
        return [_each(each, of) for each in value]
    return of(value) if isinstance(value, BaseModel) else value


def _made(model: type[Part], stored: Mapping[str, Any], words: BaseModel | None, name: str) -> Part:
    """A part with the stored rules and the words of the one of today."""
    values: dict[str, Any] = {}
    for field, info in model.model_fields.items():
        key, today = info.alias or field, getattr(words, field, None)
        inner = _inner(info.annotation)
        if key in stored and inner is not None:
            values[key] = [_made(inner, each, _same(today, each), each.get("id", name)) for each in stored[key]]
        elif key in stored:
            values[key] = stored[key]
        elif field in _SINCE:
            values[key] = today or ("2000-01" if info.is_required() else None)
        elif info.annotation is Words:
            values[key] = today or Words(vi=name, en=name)
        elif field in _SAID and (today is not None or info.is_required()):
            values[key] = _UNSAID.get(info.annotation, name) if today is None else today
    return model.model_validate(values)


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The class of the parts of a tuple of parts."""
    parts = getattr(annotation, "__args__", ())
    found = parts[0] if parts else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _same(today: Iterable[BaseModel] | None, stored: Mapping[str, Any]) -> BaseModel | None:
    key = "id" if "id" in stored else "from"
    for each in today or ():
        if getattr(each, "id" if key == "id" else "from_points") == stored[key]:
            return each
    return None
