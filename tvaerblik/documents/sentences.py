"""Why a file is not accepted, in sentences that begin with "It" and end with what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tvaerblik.core import words
from tvaerblik.documents.formats import Format, accepted_words


def _endings(words_apart: str) -> frozenset[str]:
    return frozenset(f".{word}" for word in words_apart.split())


MACRO_FILES = _endings("docm dotm xlsm xltm xlam xlsb xla pptm potm ppsm ppam sldm accdb mdb one")
OLD_OFFICE = _endings("doc dot xls xlt xlw ppt pot pps pub vsd wps rtf")
PROGRAMS = _endings(
    "exe com scr msi msp dll cpl sys drv pif gadget appx msix app apk deb rpm bin elf class jar bat cmd ps1 psm1 vb "
    "vbs vbe js jse mjs ws wsf wsc wsh hta sct reg inf lnk url desktop scf chm hlp sh bash py pyw pl rb php asp aspx "
    "jsp swf iso img vhd vhdx"
)
WEB_PAGES = _endings("html htm xhtml shtml mht mhtml svg svgz xml xsl xslt")
ARCHIVES = _endings("zip 7z rar tar gz tgz bz2 xz zst lz lzh cab arj ace z")
MAIL = _endings("msg eml oft emlx")


def of_ending(ending: str) -> str:
    """Why files with that ending are never accepted; "" stands for a name without one."""
    if ending in MACRO_FILES:
        return macros()
    if ending in OLD_OFFICE:
        return old_office()
    if ending in PROGRAMS:
        return program()
    if ending in WEB_PAGES:
        return web_page()
    if ending in ARCHIVES:
        return archive()
    if ending in MAIL:
        return _("It is an e-mail. Save it as PDF and attach that.")
    return _("Files of its kind are not accepted. Accepted are %(endings)s.") % {"endings": accepted_words()}


def mismatch(ending: str, expected: Format, found: Format | None) -> str:
    """The name says one thing and the content another."""
    if found is None:
        return _(
            "Its name ends in %(ending)s, but its content is not %(expected)s. Save it anew in the right format."
        ) % {
            "ending": ending,
            "expected": expected.label,
        }
    return _("Its name ends in %(ending)s, but its content is %(found)s. Save it anew in the right format.") % {
        "ending": ending,
        "found": found.label,
    }


def macros() -> str:
    """Macros, or a format made to carry them."""
    return _("It may hold macros. Save it without macros, as .docx, .xlsx or .pptx, and attach that.")


def old_office() -> str:
    """The formats before 2007 hide their macros well."""
    return _("It is in an old format that may hold macros. Save it as .docx, .xlsx or .pptx and attach that.")


def program() -> str:
    """Programs and scripts, also inside another file."""
    return _("It is, or holds, a program or a script, and those are never accepted.")


def web_page() -> str:
    """Anything a browser would run."""
    return _("It is a web page or a drawing that may hold scripts. Save it as PDF and attach that.")


def archive() -> str:
    """Archives hide what is in them."""
    return _("It is an archive. Unpack it and attach its files one by one.")


def locked() -> str:
    """A password keeps others, the package and the search out."""
    return _("It is locked with a password. Save it without a password and attach that.")


def damaged() -> str:
    """Cut off, or written wrongly."""
    return _("It is damaged and cannot be opened. Make it anew and attach that.")


def unpacks_to_too_much() -> str:
    """A small file that becomes an enormous one."""
    return _("It unpacks to far more than a document holds. Make it anew and attach that.")


def runs_something() -> str:
    """A PDF that acts when it is opened."""
    return _("It holds a script, or starts something when it is opened. Print it to PDF and attach the new file.")


def too_many_pixels(limit: int) -> str:
    """A picture too large to be shown; ``limit`` in million pixels."""
    return _("It has more than %(limit)s million pixels. Make the picture smaller and attach that.") % {
        "limit": words.number(limit)
    }
