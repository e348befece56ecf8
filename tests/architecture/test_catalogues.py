"""Every message has its Danish words: found in the code and the templates, looked up in the catalogues."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import django
import polib
import pytest
from django.utils.translation.template import templatize

from tests.world import PACKAGE, name, python_files, templates, tree

# The number of texts each function takes; the last words of a name («_lazy», «_noop») do not change them.
TEXTS = {"gettext": 1, "_": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|%[sd]|\{(\w*)[^{}]*\}")
# Words of Django's that ours stand in for on purpose: languages as headings, and our word for a notice and a change.
OURS_ON_PURPOSE = {"Danish", "English", "Messages", "Change"}
IN_TEMPLATE = re.compile(r"\b(?:n?p?gettext|_)\(")


@cache
def catalogues():
    return {path: polib.pofile(str(path)) for path in sorted(PACKAGE.glob("*/locale/da/LC_MESSAGES/django.po"))}


@cache
def translations():
    found = defaultdict(dict)
    for path, catalogue in catalogues().items():
        for entry in catalogue:
            if not entry.obsolete:
                found[entry.msgctxt, entry.msgid, entry.msgid_plural][name(path)] = entry
    return found


@cache
def messages():
    """Each message (context, text, plural) and the first place it is used."""
    found = {}
    for path in python_files():
        for message, line in messages_in(tree(path)):
            found.setdefault(message, f"{name(path)}:{line}")
    for path in templates():
        for message in messages_in_template(path.read_text(encoding="utf-8")):
            found.setdefault(message, name(path))
    return found


def messages_in(code):
    for node in ast.walk(code):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        kind = called.removesuffix("_lazy").removesuffix("_noop") or called
        texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
        if kind in TEXTS and len(texts) >= TEXTS[kind] and all(isinstance(text, str) for text in texts[: TEXTS[kind]]):
            yield as_message(kind, texts), node.lineno


def as_message(kind, texts):
    context, rest = (texts[0], texts[1:]) if "pgettext" in kind else (None, texts)
    return context, rest[0], rest[1] if kind.startswith("n") else ""


def messages_in_template(text):
    """Django turns a template into calls of gettext with noise around them; each is read to its end."""
    source = templatize(text)
    for start in (match.start() for match in IN_TEMPLATE.finditer(source)):
        for end in (match.end() for match in re.finditer(r"\)", source[start:])):
            try:
                code = ast.parse(source[start : start + end], mode="eval")
            except SyntaxError:
                continue
            # In a template a sign of percent is doubled where it stands for itself, here as in the catalogue.
            yield from (message for message, _line in messages_in(code))
            break


def placeholders(text):
    return sorted(match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def complaints(entry):
    """What is wrong with one entry of a catalogue."""
    words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "is fuzzy"
    if not all(words) or (entry.msgid_plural and len(words) != 2):
        yield "has an empty text"
        return
    whole = placeholders(entry.msgid_plural or entry.msgid)
    if placeholders(words[-1]) != whole:
        yield f"has {placeholders(words[-1])} where the message has {whole}"
    # «én sag» may leave the number out, which the plural may not.
    if not set(placeholders(words[0])) <= set(whole):
        yield f"has {placeholders(words[0])} in the singular"
    if any(entry.msgid.startswith("\n") != text.startswith("\n") for text in words):
        yield "begins on another line"


@pytest.mark.requirement("D11")
def test_every_message_has_danish_words():
    missing = [
        f"{place}: {text!r}"
        for (_, text, plural), place in messages().items()
        if (_, text, plural) not in translations()
    ]
    assert not missing, "\n".join(["without Danish words:", *sorted(missing)])


@pytest.mark.requirement("D11")
def test_every_danish_text_is_whole():
    wrong = [
        f"{name(path)}: {entry.msgid!r} {complaint}"
        for path, catalogue in catalogues().items()
        for entry in catalogue
        if not entry.obsolete
        for complaint in complaints(entry)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_catalogue_keeps_what_nobody_says():
    left = [
        f"{name(path)}: {e.msgid!r}" for path, catalogue in catalogues().items() for e in catalogue.obsolete_entries()
    ]
    unused = [
        f"{place}: {text!r}"
        for (_, text, plural), places in translations().items()
        for place in places
        if (_, text, plural) not in messages()
    ]
    assert not left + unused, "\n".join(["in a catalogue, and in no code or template:", *sorted(left + unused)])


def test_one_message_has_one_translation():
    """Two catalogues that differ on a message would make it depend on the order in which they are loaded."""
    differing = [
        f"{message[1]!r}: {sorted(places)}"
        for message, places in translations().items()
        if len({(entry.msgstr, *sorted(entry.msgstr_plural.items())) for entry in places.values()}) > 1
    ]
    assert not differing, "\n".join(differing)


def test_a_catalogue_states_the_danish_plural():
    wrong = [
        name(path)
        for path, c in catalogues().items()
        if "nplurals=2; plural=(n != 1)" not in c.metadata.get("Plural-Forms", "")
    ]
    assert not wrong, wrong


def test_the_finder_of_messages_sees_each_way_of_writing_one():
    found = [
        message
        for message, _line in messages_in(ast.parse('_("a" "b"); ngettext_lazy("c", "d", n); x.pgettext("e", "f")'))
    ]
    assert found == [(None, "ab", ""), (None, "c", "d"), ("e", "f", "")]
    page = """{% translate "it's" %}{% blocktranslate count n=n trimmed %} one {{ n }}
        {% plural %} many {{ n }} {% endblocktranslate %}{{ _("g)") }}{% translate "h" context "i" as j %}"""
    assert list(messages_in_template(page)) == [
        (None, "it's", ""),
        (None, "one %(n)s", "many %(n)s"),
        (None, "g)", ""),
        ("i", "h", ""),
    ]


def test_no_word_of_djangos_own_is_changed_by_ours():
    """A message that Django also has is one message: «May» as a right would become the month in every date."""
    djangos = polib.mofile(str(Path(django.__file__).parent / "conf" / "locale" / "da" / "LC_MESSAGES" / "django.mo"))
    theirs = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in djangos if entry.msgstr}
    differing = [
        f"{place}: {text!r} is «{entry.msgstr}» here and «{theirs[context, text]}» there; give it a context (pgettext)"
        for (context, text, _plural), places in translations().items()
        for place, entry in places.items()
        if text not in OURS_ON_PURPOSE and theirs.get((context, text), entry.msgstr) != entry.msgstr
    ]
    assert not differing, "\n".join(differing)
