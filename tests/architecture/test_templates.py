"""Templates: each is used, none carries what the content security policy forbids."""

import re

from django.template import TemplateDoesNotExist, engines
from django.template.loaders.app_directories import Loader

from tests.world import PACKAGE, name, python_files, templates

# Django asks for these by name when something goes wrong, and the sign-in for the last when somebody tries too often.
ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "429.html"}
FORBIDDEN = re.compile(
    r"""<style\b|\sstyle\s*=|<script\b(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+\s*=\s*["']|javascript:""",
    re.IGNORECASE,
)


def template_name(path):
    """The name by which code asks for it."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def replaces_one_of_a_library(wanted):
    """True when Django or an add-on has a template of this name, which ours stands in front of."""
    loader = Loader(engines["django"].engine)
    origins = [origin for origin in loader.get_template_sources(wanted) if str(PACKAGE) not in origin.name]
    for origin in origins:
        try:
            loader.get_contents(origin)
        except TemplateDoesNotExist:
            continue
        return True
    return False


def is_a_letter(path, texts):
    """A letter is asked for by its bare name in the ``mail`` module of its package."""
    package = PACKAGE / path.relative_to(PACKAGE).parts[0]
    senders = [text for place, text in texts.items() if place.is_relative_to(package) and "mail" in place.stem]
    return path.parent.name == "mail" and any(f'"{path.stem}"' in text for text in senders)


def test_every_template_is_used():
    files = [*python_files(), *templates()]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    unused = []
    for path in templates():
        wanted = template_name(path)
        quoted = re.compile(rf"""["']{re.escape(wanted)}[#"']""")
        used = any(quoted.search(text) for place, text in texts.items() if place != path)
        asked_for = used or wanted in ASKED_FOR_BY_DJANGO or is_a_letter(path, texts)
        if not asked_for and not replaces_one_of_a_library(wanted):
            unused.append(name(path))
    assert not unused, unused


def test_no_page_carries_inline_script_or_style():
    pages = (path for path in templates() if path.suffix in {".html", ".svg"})
    found = [f"{name(p)}: {hit.group(0)!r}" for p in pages for hit in FORBIDDEN.finditer(p.read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


def test_the_finder_of_inline_script_and_style_knows_them():
    assert all(
        map(
            FORBIDDEN.search,
            ('<p style="x">', "<script>", '<a onclick="x">', "<style>", 'href="javascript:x"'),
        )
    )
    assert not any(
        map(
            FORBIDDEN.search,
            ('<script src="x">', '<p class="style">', '<script type="application/json">', 'data-on="x"'),
        )
    )
