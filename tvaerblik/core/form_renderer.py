"""How forms are drawn: label, hint, error, field, in that order; Django itself sets the aria attributes."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_WIDGETS = "django/forms/widgets/"
_INPUTS = ("text", "email", "url", "password", "time", "datetime", "search", "tel", "color")

# The class that makes Django's own widgets look like the project's.
CLASSES = {
    **{f"{_WIDGETS}{name}.html": "input" for name in _INPUTS},
    f"{_WIDGETS}number.html": "input input--number",
    f"{_WIDGETS}date.html": "input input--date",
    f"{_WIDGETS}textarea.html": "input textarea",
    f"{_WIDGETS}select.html": "select input",
    f"{_WIDGETS}file.html": "input",
    f"{_WIDGETS}clearable_file_input.html": "input",
}

# Widgets and lists of errors that the project draws itself.
OWN = {
    f"{_WIDGETS}radio.html": "core/forms/choices.html",
    f"{_WIDGETS}checkbox_select.html": "core/forms/choices.html",
    f"{_WIDGETS}clearable_file_input.html": "core/forms/file.html",
    "django/forms/errors/list/default.html": "core/forms/errors.html",
}


class FormRenderer(TemplatesSetting):
    """Named by ``FORM_RENDERER``.

    ``{{ form }}`` draws the error summary and all fields, ``{{ field.as_field_group }}`` one.
    A widget keeps the classes it was given; the project's come first.
    """

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
    formset_template_name = "core/forms/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a form, field, widget or list of errors."""
        widget, css = context.get("widget"), CLASSES.get(template_name)
        if widget and css:
            attrs = {**widget["attrs"], "class": f"{css} {widget['attrs'].get('class', '')}".strip()}
            context = {**context, "widget": {**widget, "attrs": attrs}}
        return super().render(OWN.get(template_name, template_name), context, request)
