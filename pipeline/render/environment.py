"""The Jinja environment of templates that somebody else wrote: they read fields, and can do nothing else."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

ALLOWED_GLOBALS = frozenset({"range", "cycler", "joiner", "namespace"})
_TEMPLATE_OBJECTS = (LoopContext, Cycler, Joiner, Namespace)


class FieldEnvironment(ImmutableSandboxedEnvironment):
    """Records are dicts: ``item.title`` is the key ``title`` and never an attribute of a Python object.

    Only what Jinja itself makes (``loop``, ``namespace()``, ``cycler()``) has attributes. An unknown field is an error,
    not an empty string. There is no loader: ``include``, ``import`` and ``extends`` find nothing.
    """

    def __init__(self, *, autoescape: bool, **options: Any) -> None:
        super().__init__(autoescape=autoescape, undefined=StrictUndefined, **options)
        for name in set(self.globals) - ALLOWED_GLOBALS:
            del self.globals[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a field of a record."""
        if isinstance(obj, _TEMPLATE_OBJECTS):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a field of a record or an element of a list."""
        if isinstance(obj, _TEMPLATE_OBJECTS):
            return super().getitem(obj, argument)
        if isinstance(obj, (dict, list, tuple, str)):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        return self.undefined(obj=obj, name=argument)
