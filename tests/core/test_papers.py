"""Papers are read back with pypdf, which had no part in writing them."""

import datetime as dt
import io
import re

import pikepdf
import pypdf
import pytest
import typst
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tvaerblik.core import clock, papers

DAY = dt.date(2026, 11, 24)
NOTE = """
#import "/core/typst/layout.typ": *
#import "/core/typst/prose.typ": prose
#let d = json(bytes(sys.inputs.data))
#show: paper.with(d.frame)
#title(d.frame.title)
#[= Sagen] #label("case")
#section("Resume", prose(d.at("blocks", default: ())))
#d.at("text", default: "")
#for key in d.at("links", default: ()) [ #link("attachment:" + key, "Bilag " + key) ]
"""
LONG = "Tekst, der fylder. " * 12


@pytest.fixture(scope="module")
def note(tmp_path_factory):
    """Sets a small paper in the common layout."""
    template = tmp_path_factory.mktemp("paper") / "note.typ"
    template.write_text(NOTE, encoding="utf-8")

    def make(title="Notat", dated=DAY, language="da", **data):
        return papers.render_pdf(template, data, title=title, language=language, dated=dated)

    return make


def reader(data):
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data):
    return "\n".join(page.extract_text() for page in reader(data).pages)


def squeezed(text):
    return re.sub(r"[\s\u200b]", "", text)


def metadata(data):
    return reader(data).trailer["/Root"]["/Metadata"].get_data().decode()


def claims(data):
    return dict(re.findall(r"<(pdfuaid:part|pdfaid:part|pdfaid:conformance)>(\w+)<", metadata(data)))


def tags(data):
    """Every tag of the document in reading order, each with its element."""

    def walk(element):
        element = element.get_object()
        if isinstance(element, list):
            for part in element:
                yield from walk(part)
        elif isinstance(element, dict):
            if "/S" in element:
                yield str(element["/S"]), element
            if "/K" in element:
                yield from walk(element["/K"])

    return list(walk(reader(data).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def tag_names(data):
    return [name for name, _element in tags(data)]


def pdf(*, pages=1, change=None, rotation=0, size=(595, 842), **options):
    """An ordinary PDF of somebody else: a line of text on each page. ``change`` may do anything to it."""
    with pikepdf.new() as document:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for number in range(1, pages + 1):
            page = document.add_blank_page(page_size=size)
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
            page.obj.Contents = document.make_stream(f"BT /F1 12 Tf 72 400 Td (Fremmed side {number}) Tj ET".encode())
            page.obj.StructParents = number - 1
            page.rotate(rotation, relative=False)
        if change:
            change(document)
        out = io.BytesIO()
        document.save(out, **options)
        return out.getvalue()


def picture(kind="PNG", size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


# --- setting ---------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("D12", "D16")
def test_a_paper_is_tagged_named_and_says_its_language(note):
    data = note(title="Dagsorden på æ, ø og å", blocks=papers.prose_data("Tekst"))
    root = reader(data).trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader(data).metadata.title == "Dagsorden på æ, ø og å"
    assert [name for name in tag_names(data) if name in {"/H1", "/H2", "/P"}] == ["/H1", "/H2", "/P"]
    assert [float(side) for side in reader(data).pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)


@pytest.mark.requirement("D12", "D14")
def test_a_dated_paper_claims_to_be_accessible_and_fit_for_the_archive(note):
    assert claims(note()) == {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
    assert reader(note()).metadata["/CreationDate"].startswith("D:20261124")


def test_an_undated_paper_claims_to_be_accessible_only(note):
    assert claims(note(dated=None)) == {"pdfuaid:part": "1"}


@pytest.mark.requirement("D3")
def test_the_same_content_gives_the_same_bytes_at_any_time(note):
    with clock.at(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
        first = note(text="Uændret")
    with clock.at(dt.datetime(2031, 1, 1, tzinfo=dt.UTC)):
        assert note(text="Uændret") == first
    assert note(text="Ændret") != first


def test_a_paper_carries_the_program_s_own_fonts(note):
    page = reader(note(text="Tekst")).pages[0]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert names
    assert all(name.startswith("IBMPlex") for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "#set page(width: 1cm)",
        '#read("/core/papers/setting.py")',
        "$x^2$ og \\alpha",
        "*fed* _kursiv_ `kode`",
        "[tekst] <script>alert(1)</script> @henvisning",
        "= Overskrift",
        "tre -- streger --- og ... \"anførselstegn\" 'enkelt'",
        "// kommentar /* også */",
        "{{ skabelon }} {% tag %}",
        "æøå ÆØÅ é ½ € – „citat“ → ≤",
    ],
)
def test_what_people_write_stands_as_they_wrote_it(note, text):
    assert squeezed(text) in squeezed(text_of(note(text=text)))


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="#$*_`[]<>@=-+/\\{}()\"'~&%^|:;,.!? aæøå1\n", min_size=1, max_size=80))
def test_no_sign_in_a_text_is_taken_for_markup(note, text):
    assert squeezed(text) in squeezed(text_of(note(text="(" + text + ")")))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_no_text_can_make_a_paper_fail(note, text):
    assert len(reader(note(title=f"Notat {text}", text=text, blocks=papers.prose_data(text))).pages) >= 1


def test_a_character_no_font_has_is_written_out_by_its_name(note):
    assert "Godt gået [grinning face]" in text_of(note(text="Godt gået 😀"))


def test_word_s_bullets_become_ordinary_ones(note):
    assert "• først" in text_of(note(text="\uf0b7 først"))


def test_half_a_character_is_left_out(note):
    assert "Halvt" in text_of(note(text="Halvt\ud800"))


def test_marks_that_turn_text_around_are_taken_out(note):
    assert "12 mio." in text_of(note(text="\u202e12\u202c mio."))


def test_a_paper_with_a_very_long_word_is_still_tagged(note):
    data = note(text="x" * 40_000)
    assert claims(data) == {"pdfuaid:part": "1"}
    assert "/H1" in tag_names(data)


def test_a_mistake_in_the_template_is_told_to_the_programmer(tmp_path):
    template = tmp_path / "wrong.typ"
    template.write_text('#set document(title: "x")\n#rect()[#image(bytes(sys.inputs.data))]', encoding="utf-8")
    with pytest.raises(typst.TypstError):
        papers.render_pdf(template, {}, title="x")


# --- the one text format ---------------------------------------------------------------------------------------------

RICH = """### Tilstand

Frosset **30. september** på [siden](https://www.norddjurs.dk/).
Linje to.

| Tilstand | Antal |
|---|--:|
| Grøn | 18 |

- fælles brugerstyring
  1. mangler ejer

> Vi mangler folk.

#### Hvad der mangler"""


@pytest.mark.requirement("D12")
def test_headings_lists_tables_and_quotes_keep_their_meaning(note):
    data = note(blocks=papers.prose_data(RICH))
    names = tag_names(data)
    for name in ("/H3", "/H4", "/Table", "/THead", "/TH", "/TD", "/L", "/LI", "/Lbl", "/LBody", "/BlockQuote", "/Link"):
        assert name in names, name
    link = next(a.get_object() for a in reader(data).pages[0]["/Annots"])
    assert link["/A"]["/URI"] == "https://www.norddjurs.dk/"
    assert "Linje to." in text_of(data).splitlines()


@pytest.mark.parametrize("text", ["#### Fire\n\ntekst", "> #### Fire", "- #### Fire\n\n  ### Tre", "### \n\n#### Fire"])
def test_no_level_of_heading_is_skipped_or_empty(note, text):
    data = note(blocks=papers.prose_data(text))
    levels = [name for name in tag_names(data) if re.fullmatch("/H[1-6]", name)]
    assert levels[:3] == ["/H1", "/H2", "/H3"]
    assert "Fire" in text_of(data)


def test_a_long_address_stays_inside_the_margin(note):
    data = note(blocks=papers.prose_data("https://www.norddjurs.dk/" + "meget/langt/" * 30))
    lines = [line for line in text_of(data).splitlines() if "langt" in line]
    assert len(lines) > 3


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("D12")
def test_a_picture_gets_a_page_with_its_title_as_text_alternative():
    data = papers.image_pdf(picture(), title="Tidsplan for overdragelsen")
    figures = [element for name, element in tags(data) if name == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["Tidsplan for overdragelsen"]
    assert len(reader(data).pages) == 1


@pytest.mark.parametrize(("size", "exif", "across"), [((80, 40), 1, True), ((40, 80), 1, False), ((80, 40), 6, False)])
def test_a_picture_lies_as_it_is_looked_at(size, exif, across):
    orientation = Image.Exif()
    orientation[0x0112] = exif
    box = reader(papers.image_pdf(picture("JPEG", size, exif=orientation), title="Foto")).pages[0].mediabox
    assert (box.width > box.height) == across


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_every_usual_kind_of_picture_can_be_merged(mode):
    assert papers.why_not_mergeable(picture(mode=mode), "image/png") == ""


def test_a_picture_for_print_can_be_merged():
    assert papers.why_not_mergeable(picture("JPEG", mode="CMYK"), "image/jpeg") == ""


# --- judging files ---------------------------------------------------------------------------------------------------


def encrypted(**words):
    return pdf(encryption=pikepdf.Encryption(**words))


def with_root(**entries):
    def change(document):
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return pdf(change=change)


def with_hidden_layer(document):
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Skjult")))
    document.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))


PROTECTED = "Den er beskyttet med adgangskode eller mod kopiering."
DAMAGED = "Filen er beskadiget. Dan den igen."
ONLY = "Kun PDF-filer og billeder (PNG og JPEG) kan være med i filen."
OFFICE = "En Office-fil kan kun komme med, hvis den gemmes som PDF."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("data", "content_type", "reason"),
    [
        (b"", "application/pdf", "Filen er tom."),
        (b"PK\x03\x04 et Word-dokument", WORD, OFFICE),
        (b"\xd0\xcf\x11\xe0 et gammelt regneark", "application/vnd.ms-excel", OFFICE),
        (b"GIF89a", "image/gif", ONLY),
        (b"ren tekst", "application/pdf", ONLY),
        (b"%PDF-1.7\nikke mere", "application/pdf", DAMAGED),
        (pdf()[:300], "application/pdf", DAMAGED),
        (picture(size=(300, 300))[:80], "image/png", DAMAGED),
        (picture("JPEG", size=(300, 300))[:200], "image/jpeg", DAMAGED),
        (encrypted(user="hemmelig", owner="ejer"), "application/pdf", PROTECTED),
        (encrypted(user="", owner="ejer"), "application/pdf", PROTECTED),
        (
            with_root(Collection=Dictionary()),
            "application/pdf",
            "Den er en samling af flere filer. Tilføj dem hver for sig.",
        ),
        (
            with_root(NeedsRendering=True),
            "application/pdf",
            "Den er en formular, som kun ét program kan vise. Udskriv den til PDF først.",
        ),
        (
            pdf(change=with_hidden_layer),
            "application/pdf",
            "Den har skjulte lag, som ville blive synlige. Udskriv den til PDF først.",
        ),
        (pdf(pages=501), "application/pdf", "Den har 501 sider; højst 500 kan være med i filen."),
        (picture(size=(9000, 7000), mode="1"), "image/png", "Billedet har mere end 60 millioner pixel."),
        (picture(size=(10_000, 10_000), mode="1"), "image/png", "Billedet har mere end 60 millioner pixel."),
    ],
    ids=[
        "empty", "word", "excel", "gif", "text", "broken", "cut", "png-cut", "jpeg-cut", "password", "copying",
        "collection", "program-form", "layers", "pages", "pixels", "bomb",
    ],
)  # fmt: skip
@pytest.mark.requirement("R71")
def test_a_file_that_cannot_be_merged_gets_a_reason(data, content_type, reason):
    assert papers.why_not_mergeable(data, content_type) == reason


def test_reasons_are_told_in_the_reader_s_language():
    with translation.override("en"):
        assert papers.why_not_mergeable(b"", "") == "The file is empty."


def test_a_file_is_judged_by_what_it_is_and_not_by_what_it_is_called():
    assert papers.why_not_mergeable(pdf(pages=2), WORD) == ""
    assert papers.page_count(pdf(pages=2)) == 2


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_file_never_loses_a_page_in_silence(data):
    whole = pdf(pages=5)
    spoiled = bytearray(whole)
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8)):
        spoiled[place] = value
    spoiled = bytes(spoiled[: data.draw(st.integers(1, len(whole)))])
    if papers.why_not_mergeable(spoiled, "application/pdf") == "":
        assert papers.page_count(spoiled) == 5


# --- merging ---------------------------------------------------------------------------------------------------------


def attachment(key, data, title="Plan"):
    return papers.AttachmentPdf(key, f"Bilag {key}: {title}", f"Bilag {key}-", data)


def bookmarks(*keys):
    children = tuple(papers.Bookmark(f"Bilag {key}", f"attachment:{key}") for key in keys)
    return [papers.Bookmark("4. Indsatsplan", "case", children)]


@pytest.fixture(scope="module")
def package(note):
    main = note(title="Dagsorden", text=LONG * 30, links=["4.1", "4.2"])
    files = [attachment("4.1", pdf(pages=3)), attachment("4.2", pdf(pages=2, rotation=90))]
    return papers.merge_package(main, files, bookmarks=bookmarks("4.1", "4.2"))


def outline(data):
    """(depth, title, page index) of every bookmark."""
    document = reader(data)

    def walk(entries, depth):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, entry.title, document.get_destination_page_number(entry)

    return list(walk(document.outline, 0))


@pytest.mark.requirement("R71", "D17")
def test_bookmarks_lead_to_the_heading_and_to_the_first_page_of_each_attachment(package):
    main = len(reader(package).pages) - 5
    assert outline(package) == [(0, "4. Indsatsplan", 0), (1, "Bilag 4.1", main), (1, "Bilag 4.2", main + 3)]
    assert reader(package).trailer["/Root"]["/PageMode"] == "/UseOutlines"


@pytest.mark.requirement("R71")
def test_pages_are_labelled_by_document(package):
    labels = reader(package).page_labels
    main = len(labels) - 5
    assert labels[:main] == [str(number) for number in range(1, main + 1)]
    assert labels[main:] == ["Bilag 4.1-1", "Bilag 4.1-2", "Bilag 4.1-3", "Bilag 4.2-1", "Bilag 4.2-2"]


@pytest.mark.requirement("R71", "D16")
def test_each_appended_page_shows_its_label_also_on_paper(package):
    appended = reader(package).pages[-5:]
    for page, label in zip(appended, reader(package).page_labels[-5:], strict=True):
        assert label in page.extract_text()
        assert "Fremmed side" in page.extract_text()
    assert "Bilag 4.1-" not in reader(package).pages[0].extract_text()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_label_stands_at_the_upper_right_as_the_page_is_looked_at(note, rotation):
    data = papers.merge_package(note(), [attachment("1", pdf(rotation=rotation, size=(600, 800)))], bookmarks=[])
    drawn = reader(data).pages[-1].get_contents().get_data().decode()
    a, b, c, d, x, y = map(float, re.search(r"q ([-\d. ]+) cm /TvaerblikLabel0", drawn).group(1).split())
    # The far corner of a box of about 40 by 13 points, then the page turned clockwise as a viewer turns it.
    far = (x + 40 * a + 13 * c, y + 40 * b + 13 * d)
    wide, high = 600, 800
    for _quarter in range(rotation // 90):
        far, wide, high = (far[1], wide - far[0]), high, wide
    assert 0 < wide - far[0] < 30
    assert 0 < high - far[1] < 30


@pytest.mark.requirement("R71")
def test_links_of_the_main_document_open_the_attachment(package):
    document = reader(package)
    links = [annotation.get_object() for page in document.pages[:-5] for annotation in page.get("/Annots", [])]
    assert [link["/Contents"] for link in links] == ["Bilag 4.1: Plan", "Bilag 4.2: Plan"]
    first = len(document.pages) - 5
    assert [document.get_page_number(link["/Dest"][0].get_object()) for link in links] == [first, first + 3]
    assert not any("/A" in link for link in links)


@pytest.mark.requirement("D12")
def test_a_package_keeps_title_language_and_tags_but_not_the_claims(note, package):
    main = note(title="Dagsorden", text=LONG * 30, links=["4.1", "4.2"])
    root = reader(package).trailer["/Root"]
    assert reader(package).metadata.title == "Dagsorden"
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("da", True)
    assert tag_names(package) == tag_names(main)
    assert claims(main)["pdfuaid:part"] == "1"
    assert claims(package) == {}
    assert "Dagsorden" in metadata(package)


def test_tags_of_appended_pages_do_not_mix_with_those_of_the_main_document(package):
    assert ["/StructParents" in page for page in reader(package).pages[-5:]] == [False] * 5


@pytest.mark.requirement("D3")
def test_the_same_package_gives_the_same_bytes(note):
    files = [attachment("4.1", pdf(pages=3)), attachment("4.2", pdf())]
    once, again = (papers.merge_package(note(), files, bookmarks=bookmarks("4.1")) for _time in range(2))
    assert once == again


def active(document):
    """A form with a value, a script, a program to start, a web link, and a file hidden inside."""
    page = document.pages[0]
    font = page.obj.Resources.Font
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("navn"), V=String("Udfyldt"), F=4,
            Rect=[100, 500, 300, 530], DA=String("/F1 12 Tf 0 g"), P=page.obj,
        )
    )  # fmt: skip
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    program = Dictionary(S=Name.Launch, F=String("program.exe"))
    web = Dictionary(S=Name.URI, URI=String("https://www.norddjurs.dk/"), Next=script)
    links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action) for action in (web, program)]
    page.obj.Annots = Array([field, *map(document.make_indirect, links)])
    page.obj.AA = Dictionary(O=script)
    document.Root.OpenAction = script
    document.Root.AcroForm = Dictionary(
        Fields=[field], DA=String("/F1 12 Tf 0 g"), DR=Dictionary(Font=font), NeedAppearances=True
    )
    document.attachments["skjult.txt"] = b"skjult"


def test_an_attachment_brings_its_form_s_values_and_web_links_but_nothing_that_acts(note):
    source = pdf(change=active)
    assert papers.why_not_mergeable(source, "application/pdf") == ""
    data = papers.merge_package(note(), [attachment("1", source)], bookmarks=[])
    page = reader(data).pages[-1]
    assert "Udfyldt" in page.extract_text()
    actions = [a.get_object().get("/A", {}).get("/URI") for a in page["/Annots"]]
    assert actions == ["https://www.norddjurs.dk/", None]
    with pikepdf.open(io.BytesIO(data)) as document:
        everything = b"".join(thing.unparse(resolved=True) for thing in document.objects)
        assert not document.attachments
    for trace in (b"JavaScript", b"Launch", b"/AcroForm"):
        assert trace not in everything


def linked(document):
    target = Array([document.pages[1].obj, Name.Fit])
    document.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("kapitel"), target])))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=String("kapitel"))
    document.pages[0].obj.Annots = Array([document.make_indirect(link)])


def test_links_inside_an_attachment_still_lead_to_its_own_pages(note):
    files = [attachment(key, pdf(pages=2, change=linked)) for key in ("1", "2")]
    document = reader(papers.merge_package(note(), files, bookmarks=[]))
    first = len(document.pages) - 4
    for page in (first, first + 2):
        name = document.pages[page]["/Annots"][0].get_object()["/Dest"]
        assert document.get_destination_page_number(document.named_destinations[name]) == page + 1


@pytest.mark.parametrize("target", ["nowhere", "attachment:9"])
def test_a_bookmark_to_nowhere_is_a_mistake(note, target):
    with pytest.raises(ValueError, match="nothing in the package"):
        papers.merge_package(note(), [], bookmarks=[papers.Bookmark("Væk", target)])


def test_a_link_to_an_attachment_that_is_not_there_is_a_mistake(note):
    with pytest.raises(ValueError, match=r"attachment:4\.1"):
        papers.merge_package(note(links=["4.1"]), [], bookmarks=[])
