"""One verb, one name: the address, the page, the API operation, the action and the trail all use it.

A package lists its verbs in ``verbs.py``. Page and API are made from the same entry: same visibility, same form, same
action, same refusal. Adding a verb costs an action, a form and one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.functional import Promise

from tvaerblik.core.busy import busy_in_words
from tvaerblik.core.fields import as_people_write

Label = str | Promise


def _read_as_people_write(form: forms.BaseForm) -> None:
    form.fields = {name: as_people_write(field) for name, field in form.fields.items()}


class VerbForm(forms.Form):
    """Input of a verb, from a page or as JSON. Knows the thing and who asks, so that choices fit both."""

    def __init__(self, *args: Any, thing: Any = None, by: Any = None, **kwargs: Any) -> None:
        self.thing = thing
        self.by = by
        super().__init__(*args, **kwargs)
        self.shape()
        _read_as_people_write(self)

    def shape(self) -> None:
        """Fit choices and initial values to the thing and the person; called once the fields exist."""

    def arguments(self) -> dict[str, Any]:
        """What the action is called with besides the thing and ``by``."""
        return dict(self.cleaned_data)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]  # generic over models that differ per subclass
    """Input of a verb that revises a record.

    Each field remembers what it showed when the form was opened, so only what this person changed is sent on, and two
    people who change different fields do not undo each other.
    """

    def __init__(self, *args: Any, thing: Any = None, by: Any = None, **kwargs: Any) -> None:
        self.thing = thing
        self.by = by
        kwargs.setdefault("instance", thing)
        super().__init__(*args, **kwargs)
        self.shape()
        _read_as_people_write(self)
        if thing is not None:
            for field in self.fields.values():
                field.show_hidden_initial = not isinstance(field, forms.FileField)
            self.fields["seen_version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=thing.version, required=False
            )

    def shape(self) -> None:
        """Fit choices and initial values to the thing and the person."""

    def arguments(self) -> dict[str, Any]:
        """``fields`` with the values to set, and for an existing record the version that was seen."""
        values = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "seen_version"}
        if self.thing is None:
            return {"fields": values}
        changed = set(self.changed_data)
        sent = {name: value for name, value in values.items() if name in changed}
        return {"fields": sent, "seen_version": self.cleaned_data.get("seen_version")}

    def _post_clean(self) -> None:
        # The action validates the whole record under a lock; the form must not touch the instance it shows.
        return None


@dataclass(frozen=True)
class Verb:
    """One thing a person can do.

    - ``things``: the package's door to visibility for an existing thing; None for a verb that creates.
    - ``path``: the plural of the thing, used in the address of page and API.
    - ``why_not``: "" or the sentence that bars the button, asked of the rules.
    - ``to``: where the browser goes afterwards, given what the action returned.
    - ``done``: what is said when it is done.
    - ``after``: what a worker is asked to do then, given what the action returned.
    """

    name: str
    label: Label
    action: Callable[..., Any]
    path: str
    things: Callable[[Any], QuerySet[Any]] | None = None
    form: type[VerbForm | RecordForm] = VerbForm
    why_not: Callable[[Any, Any], str] = lambda _thing, _by: ""
    done: Label = ""
    after: Callable[[Any], Any] = lambda _result: None
    to: Callable[[Any], str] = lambda result: result.get_absolute_url() if result is not None else "/"
    intro: Label = ""
    submit: Label = ""
    danger: bool = False
    template: str = "core/verb.html"
    context: Callable[[Any, Any], dict[str, Any]] = lambda _thing, _by: {}

    @property
    def slug(self) -> str:
        """The verb in an address."""
        return self.name.replace("_", "-")

    def run(self, thing: Any, form: VerbForm | RecordForm, by: Any) -> Any:
        """Call the action with what the form says. Raises the action's refusals, NotPossible when all is busy."""
        arguments = form.arguments()
        things = () if self.things is None else (thing,)
        with busy_in_words():
            result = self.action(*things, **arguments, by=by)
        self.after(result)
        return result


verbs: dict[str, Verb] = {}


def register(entries: Iterable[Verb]) -> None:
    """Make a package's verbs known to pages and API; a name is used once in the whole program."""
    for verb in entries:
        if verb.name in verbs:
            raise ValueError(f"verb «{verb.name}» is described twice")
        verbs[verb.name] = verb


def page_paths(entries: Iterable[Verb]) -> list[URLPattern]:
    """The pages of the verbs: ``<things>/<verb>`` to create, ``<things>/<id>/<verb>`` for one thing."""
    from tvaerblik.core.views import VerbView  # views need the whole of Django loaded

    return [
        path(
            f"{verb.path}/{verb.slug}" if verb.things is None else f"{verb.path}/<int:pk>/{verb.slug}",
            VerbView.as_view(verb=verb),
            name=verb.name,
        )
        for verb in entries
    ]
