"""The papers of a meeting, made from the snapshot that was approved and read back with pypdf."""

import copy
import hashlib
import io
import re

import pikepdf
import pypdf
import pytest
from PIL import Image

from tvaerblik.meetings import papers
from tvaerblik.meetings.papers import MinutesContent, PackageContent

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
HEAD = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(pages=1, **options):
    with pikepdf.new() as document:
        for _number in range(pages):
            document.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        document.save(out, **options)
        return out.getvalue()


def png():
    out = io.BytesIO()
    Image.new("RGB", (80, 40)).save(out, "PNG")
    return out.getvalue()


FILES = {
    "minutes": pdf(2),
    "plan": pdf(12),
    "basis": pdf(3),
    "resources": b"PK\x03\x04 et regneark",
    "schedule": png(),
    "contract": pdf(4),
}


def attachment(name, title, filename, **more):
    return {
        "id": name,
        "title": title,
        "filename": filename,
        "content_type": "application/pdf",
        "included": True,
    } | more


def snapshot():
    """The agenda of the steering group as it was frozen; a fresh copy for each test to change."""
    plan = {
        "number": 4,
        "title": "Indsatsplan 2027 – godkendelse og prioritering",
        "purpose": "decision",
        "minutes": 25,
        "closed": False,
        "case": {"esdh": "26/1183", "kle": "85.02.10", "facet": "A00"},
        "route": ["PG", "CF", "SG"],
        "summary": "Programgruppen fremlægger forslag til indsatsplan for 2027.",
        "presentation": "Planen rummer **14 projekter**.\n\n| År | Årsværk |\n|---|--:|\n| 2027 | 7,4 |",
        "chief_meeting": "Behandlet i chefforum den 18. november 2026.",
        "economy": "Udgiften holdes inden for den afsatte ramme.",
        "recommended_by": "Programgruppen",
        "points": [
            {"number": 1, "text": "indsatsplanen for 2027 godkendes", "effect": None, "outcome": None},
            {
                "number": 2,
                "text": "at projekterne igangsættes i den viste rækkefølge",
                "effect": "Projekt C06: slutdato 30.9.2026 → 31.12.2026",
            },
        ],
        "attachments": [
            attachment("plan", "Indsatsplan 2027", "indsatsplan.pdf"),
            attachment("basis", "Prioriteringsgrundlag", "grundlag.pdf"),
            attachment("resources", "Ressourceoversigt", "ressourcer.xlsx", content_type=EXCEL),
        ],
    }
    items = [
        {
            "number": 1,
            "title": "Godkendelse af dagsorden og referat",
            "purpose": "decision",
            "minutes": 5,
            "attachments": [attachment("minutes", "Referat fra 15. september", "referat.pdf")],
        },
        {"number": 2, "title": "Opfølgning på beslutninger", "purpose": "information", "minutes": 10},
        {"number": 3, "title": "Drøftelse af årshjul", "purpose": "discussion", "minutes": 15},
        plan,
        {
            "number": 5,
            "title": "Forlængelse af telefonikontrakt",
            "purpose": "decision",
            "minutes": 10,
            "closed": True,
            "summary": "Leverandøren tilbyder en lavere pris.",
            "attachments": [attachment("contract", "Udkast til kontrakt", "kontrakt.pdf")],
        },
        {"number": 6, "title": "Eventuelt", "purpose": "none", "minutes": 5},
    ]
    return {
        "municipality": "Norddjurs Kommune",
        "body": {"name": "Styregruppen", "code": "SG"},
        "kind": "agenda",
        "version": 1,
        "meeting": {
            "date": "2026-12-01",
            "start": "09:00",
            "end": "11:00",
            "place": "Mødelokale 250, rådhuset",
            "number": "4 af 4",
        },
        "members": [
            {"name": "Chef for Borgerservice, IT og Digitalisering", "seat": "Formand"},
            {"name": "Stabschefen", "seat": "Stabschefen"},
        ],
        "absent": [],
        "sent_at": "2026-11-23T23:30:00+00:00",
        "approved_by": "Chef for Borgerservice, IT og Digitalisering",
        "approved_at": "2026-11-23T10:05:00+00:00",
        "content_hash": DIGEST,
        "trail_head": HEAD,
        "example": True,
        "items": items,
    }


def agenda(**changes):
    return PackageContent.from_dict(snapshot() | changes)


def decided():
    """The same meeting afterwards: decisions, a deviating opinion, somebody who left the room."""
    data = snapshot()
    first, plan = data["items"][0], data["items"][3]
    data["items"][1]["outcome"] = "noted"
    data["remarks"] = "Mødet begyndte ti minutter for sent."
    first["decision"] = {"number": "STG-2026-013", "text": "Godkendt."}
    plan["points"][0]["outcome"] = "approved"
    plan["points"][1] |= {"outcome": "approved_with_changes", "decided_text": "C02 først startes, når der er folk"}
    plan["decision"] = {
        "number": "STG-2026-014",
        "text": "Godkendt, idet C02 først startes, når bemandingen er afklaret.",
        "dissents": [{"member": "Stabschefen", "text": "ønskede planen udskudt."}],
        "actions": [{"responsible": "Sundheds- og omsorgschef", "text": "melder tilbage", "due": "2027-03-02"}],
    }
    plan["excluded"] = ["Leder af Digitalisering"]
    data["absent"] = [{"name": "Skole- og dagtilbudschef", "note": "afbud"}]
    data["approved_at"] = "2026-12-08T09:10:00+00:00"
    return MinutesContent.from_dict(data)


def reader(data):
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data, *pages):
    document = reader(data)
    chosen = [document.pages[number] for number in pages] if pages else document.pages
    return re.sub(r"\s+", " ", "\n".join(page.extract_text() for page in chosen)).replace("\u200b", "")


def outline(data):
    """(depth, title, label of the page) of every bookmark."""
    document = reader(data)

    def walk(entries, depth):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, entry.title, document.page_labels[document.get_destination_page_number(entry)]

    return list(walk(document.outline, 0))


def page_with(data, words):
    """The label of the first page after the front that has ``words``."""
    document = reader(data)
    found = (i for i, _page in enumerate(document.pages) if i and words in text_of(data, i))
    return document.page_labels[next(found)]


def claims_accessibility(data):
    return "pdfuaid:part" in reader(data).trailer["/Root"]["/Metadata"].get_data().decode()


def tag_names(data):
    def walk(element):
        element = element.get_object()
        if isinstance(element, list):
            for part in element:
                yield from walk(part)
        elif isinstance(element, dict):
            if "/S" in element:
                yield str(element["/S"])
            yield from walk(element["/K"]) if "/K" in element else ()

    return list(walk(reader(data).trailer["/Root"]["/StructTreeRoot"]["/K"]))


@pytest.fixture(scope="module")
def package():
    return papers.package_pdf(agenda(), FILES)


# --- the front -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R71", "D11")
def test_the_front_has_the_form_the_municipality_uses():
    front = text_of(papers.main_pdf(agenda()), 0)
    for words in (
        "Norddjurs Kommune",
        "DAGSORDEN",
        "Styregruppen",
        "Sted Mødelokale 250, rådhuset",
        "Dato Tirsdag den 1. december 2026",
        "Start kl. 9.00",
        "Slut kl. 11.00",
        "Møde 4 af 4",
        "Medlemmer Chef for Borgerservice, IT og Digitalisering, Formand Stabschefen Indholdsfortegnelse",
    ):
        assert words in front, words
    assert "Fraværende" not in front


@pytest.mark.requirement("R73")
def test_the_contents_tell_purpose_minutes_appendices_and_page():
    main = papers.main_pdf(agenda())
    front = text_of(main, 0)
    page = page_with(main, "26/1183")
    assert f"4 Indsatsplan 2027 – godkendelse og prioritering Til beslutning 4.1, 4.2, 4.3 25 {page}" in front
    assert "2 Opfølgning på beslutninger Til information 10" in front
    assert "3 Drøftelse af årshjul Til drøftelse 15" in front
    assert "I alt 70" in front


@pytest.mark.requirement("D3", "R75")
def test_the_front_says_which_edition_it_is_and_what_proves_it():
    front = text_of(papers.main_pdf(agenda()), 0)
    assert "Udsendt 24. november 2026, version 1." in front  # half past midnight in Denmark
    assert "Godkendt af formanden: Chef for Borgerservice, IT og Digitalisering, 23. november 2026 kl. 11.05." in front
    assert DIGEST in front
    assert HEAD in front


@pytest.mark.requirement("D20")
def test_example_data_is_marked_on_every_page():
    main = papers.main_pdf(agenda())
    assert all("Eksempeldata" in text_of(main, number) for number in range(len(reader(main).pages)))
    real = papers.main_pdf(agenda(example=False))
    assert "Eksempeldata" not in text_of(real)


def test_a_draft_says_so_on_every_page_and_in_words():
    draft = papers.main_pdf(agenda(sent_at=None), draft=True)
    assert all("KLADDE" in text_of(draft, number) for number in range(len(reader(draft).pages)))
    assert "Kladde. Ikke godkendt og ikke udsendt." in text_of(draft, 0)
    assert "KLADDE" not in text_of(papers.main_pdf(agenda()))


def test_every_page_says_body_date_and_page_of_pages():
    main = papers.main_pdf(agenda())
    count = len(reader(main).pages)
    for number in range(count):
        assert f"Side {number + 1} af {count}" in text_of(main, number)
        assert number == 0 or "Norddjurs Kommune · Styregruppen Dagsorden, 1. december 2026" in text_of(main, number)


@pytest.mark.requirement("R75")
def test_a_supplementary_agenda_marks_what_is_new():
    data = snapshot() | {"kind": "supplement", "version": 2}
    data["items"][5]["is_new"] = True
    package = papers.package_pdf(PackageContent.from_dict(data), FILES)
    assert "TILLÆGSDAGSORDEN" in text_of(package, 0)
    assert "6 Eventuelt Nyt punkt" in text_of(package, 0)
    assert "version 2" in text_of(package, 0)
    assert "Nyt: 6. Eventuelt" in [title for _depth, title, _page in outline(package)]


# --- the items -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("D14", "R72")
def test_an_item_tells_its_case_its_route_and_its_sections_in_order():
    text = text_of(papers.main_pdf(agenda()))
    parts = [
        "Til beslutning · 25 min. · Åbent punkt",
        "Sag 26/1183 (85.02.10 / A00) · Sagsgang: PG – CF – SG",
        "Resume Programgruppen fremlægger",
        "Sagsfremstilling Planen rummer 14 projekter",
        "Behandling på chefmøde Behandlet i chefforum",
        "Økonomiske konsekvenser Udgiften holdes",
        "Indstilling Programgruppen indstiller,",
        "1. at indsatsplanen for 2027 godkendes",
        "2. at projekterne igangsættes i den viste rækkefølge",
        "Projekt C06: slutdato 30.9.2026 → 31.12.2026",
        "Bilag Bilag 4.1 Indsatsplan 2027",
        "Bilagsoversigt",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_a_recommendation_nobody_is_named_for_still_reads_well():
    data = snapshot()
    data["items"][3]["recommended_by"] = ""
    assert "Det indstilles, 1. at indsatsplanen" in text_of(papers.main_pdf(PackageContent.from_dict(data)))


@pytest.mark.requirement("D12")
def test_headings_tables_and_lists_are_tagged():
    names = tag_names(papers.main_pdf(agenda()))
    for name in ("/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Lbl", "/LBody", "/Link"):
        assert name in names, name
    assert names.count("/H1") == 6 + 2  # the items, the contents and the list of appendices


@pytest.mark.parametrize("field", ["title", "summary", "presentation", "economy", "recommended_by"])
def test_what_people_write_stands_as_they_wrote_it(field):
    wild = "#set page() $x$ 5 * 3 [a] C:\\mappe <script>æøå"
    data = snapshot()
    data["items"][3][field] = wild
    text = text_of(papers.main_pdf(PackageContent.from_dict(data)))
    assert wild.replace(" ", "") in text.replace(" ", "")


def test_short_items_share_a_page_and_are_not_split():
    main = papers.main_pdf(agenda())
    pages = [page_with(main, title) for title in ("Godkendelse af dagsorden", "Opfølgning på", "Drøftelse af")]
    assert pages == ["2", "2", "2"]


def test_an_agenda_of_sixty_items_has_its_small_print_once():
    data = snapshot()
    data["items"] = [data["items"][1] | {"number": number} for number in range(1, 61)]
    main = papers.main_pdf(PackageContent.from_dict(data))
    assert text_of(main).count(DIGEST) == 1
    assert len([title for _depth, title, _page in outline(main) if title.startswith("60")]) == 1


# --- closed items ----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("D4")
def test_a_withheld_item_shows_its_number_and_nothing_else():
    data = snapshot()
    data["items"][4]["title"] = ""  # even if the rest should slip through
    package = papers.package_pdf(PackageContent.from_dict(data), FILES)
    text = text_of(package)
    assert "5 Lukket punkt" in text
    for secret in ("Leverandøren", "kontrakt", "telefoni", "5.1"):
        assert secret not in text, secret
    titles = [title for _depth, title, _page in outline(package)]
    assert "5. Lukket punkt" in titles
    assert not [title for title in titles if "5.1" in title]
    assert "I alt" not in text


@pytest.mark.requirement("D4")
def test_a_closed_item_is_marked_for_those_who_may_see_it():
    text = text_of(papers.main_pdf(agenda()))
    assert "5 Forlængelse af telefonikontrakt Lukket punkt Til beslutning" in text
    assert "Til beslutning · 10 min. · Lukket punkt" in text


# --- the package -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R71", "D17")
def test_there_is_a_bookmark_for_each_item_and_below_it_for_each_attachment(package):
    assert outline(package) == [
        (0, "Indholdsfortegnelse", "1"),
        (0, "1. Godkendelse af dagsorden og referat", "2"),
        (1, "Bilag 1.1: Referat fra 15. september", "Bilag 1.1-1"),
        (0, "2. Opfølgning på beslutninger", "2"),
        (0, "3. Drøftelse af årshjul", "2"),
        (0, "4. Indsatsplan 2027 – godkendelse og prioritering", page_with(package, "26/1183")),
        (1, "Bilag 4.1: Indsatsplan 2027", "Bilag 4.1-1"),
        (1, "Bilag 4.2: Prioriteringsgrundlag", "Bilag 4.2-1"),
        (1, "Bilag 4.3: Ressourceoversigt", page_with(package, "Bilag der ikke er med i denne fil")),
        (0, "5. Forlængelse af telefonikontrakt", page_with(package, "Leverandøren tilbyder")),
        (1, "Bilag 5.1: Udkast til kontrakt", "Bilag 5.1-1"),
        (0, "6. Eventuelt", page_with(package, "6 Eventuelt")),
        (0, "Bilagsoversigt", page_with(package, "Bilagsoversigt")),
        (0, "Bilag der ikke er med i denne fil", page_with(package, "Bilag der ikke er med i denne fil")),
    ]


@pytest.mark.requirement("R71")
def test_the_contents_are_links_to_items_and_to_attachments(package):
    document = reader(package)
    targets = []
    for annotation in document.pages[0]["/Annots"]:
        place = annotation.get_object()["/Dest"]
        if isinstance(place, str):
            number = document.get_destination_page_number(document.named_destinations[place])
        else:
            number = document.get_page_number(place[0].get_object())
        targets.append(document.page_labels[number])
    for label in ("2", page_with(package, "26/1183"), "Bilag 1.1-1", "Bilag 4.1-1", "Bilag 4.2-1", "Bilag 5.1-1"):
        assert label in targets, label


@pytest.mark.requirement("R71")
def test_attachments_follow_in_the_order_of_the_agenda(package):
    labels = [label for label in reader(package).page_labels if label.startswith("Bilag")]
    firsts = [label for label in labels if label.endswith("-1")]
    assert firsts == ["Bilag 1.1-1", "Bilag 4.1-1", "Bilag 4.2-1", "Bilag 5.1-1"]
    assert len(labels) == 2 + 12 + 3 + 4


@pytest.mark.requirement("D12")
def test_the_agenda_alone_claims_to_be_accessible_and_the_package_does_not(package):
    main = papers.main_pdf(agenda())
    assert claims_accessibility(main)
    assert not claims_accessibility(package)
    assert "/H1" in tag_names(package)
    for data in (main, package):
        assert reader(data).metadata.title == "Dagsorden: Styregruppen, 1. december 2026"
        assert reader(data).trailer["/Root"]["/Lang"] == "da"


def test_the_agenda_alone_says_that_the_attachments_are_elsewhere():
    main = papers.main_pdf(agenda())
    assert "Bilagene er ikke med i denne fil." in text_of(main)
    links = [a.get_object() for page in reader(main).pages for a in page.get("/Annots", [])]
    assert not [link for link in links if "/A" in link]


REASONS = {
    "office": (
        attachment("x", "Tal", "tal.docx", content_type="application/msword"),
        b"PK\x03\x04",
        "En Office-fil kan kun komme med, hvis den gemmes som PDF.",
    ),
    "broken": (attachment("x", "Tal", "tal.pdf"), b"%PDF-1.7 knust", "Filen er beskadiget. Dan den igen."),
    "encrypted": (
        attachment("x", "Tal", "tal.pdf"),
        pdf(encryption=pikepdf.Encryption(user="kode", owner="kode")),
        "Den er beskyttet med adgangskode eller mod kopiering.",
    ),
    "absent": (attachment("x", "Tal", "tal.pdf"), None, "Filen blev ikke fundet."),
    "changed": (attachment("x", "Tal", "tal.pdf", sha256="0" * 64), pdf(), "Filen er ikke den, der blev godkendt."),
    "left out": (attachment("x", "Tal", "tal.pdf", included=False, reason="Kun på papir."), pdf(), "Kun på papir."),
    "left out silently": (
        attachment("x", "Tal", "tal.pdf", included=False),
        pdf(),
        "Det blev valgt fra, da dagsordenen blev samlet.",
    ),
}


@pytest.mark.parametrize("case", REASONS)
@pytest.mark.requirement("R71")
def test_an_attachment_that_is_not_in_the_file_is_named_with_the_reason(case):
    entry, data, reason = REASONS[case]
    content = snapshot()
    content["items"][1]["attachments"] = [entry]
    files = FILES if data is None else FILES | {"x": data}
    package = papers.package_pdf(PackageContent.from_dict(content), files)
    closing = next(
        i
        for i, _p in enumerate(reader(package).pages)
        if i and f"Bilag 2.1 Tal {entry['filename']}" in text_of(package, i) and reason in text_of(package, i)
    )
    assert text_of(package, closing).startswith("Norddjurs Kommune · Styregruppen")
    assert f"Bilag 2.1 Tal {entry['filename'].rpartition('.')[2].upper()}, ikke med i denne fil" in text_of(package)
    assert "Bilag 2.1-1" not in reader(package).page_labels


def test_the_file_that_was_approved_is_recognised_by_its_checksum():
    content = snapshot()
    content["items"][0]["attachments"][0]["sha256"] = hashlib.sha256(FILES["minutes"]).hexdigest().upper()
    assert "Bilag 1.1-2" in reader(papers.package_pdf(PackageContent.from_dict(content), FILES)).page_labels


def test_a_picture_becomes_a_page_of_the_package():
    content = snapshot()
    content["items"][1]["attachments"] = [attachment("schedule", "Tidsplan", "tidsplan.png", content_type="image/png")]
    package = papers.package_pdf(PackageContent.from_dict(content), FILES)
    assert "Bilag 2.1-1" in reader(package).page_labels
    assert "Bilag 2.1 Tidsplan PNG, 1 side" in text_of(package)


def test_a_package_without_attachments_is_the_agenda_alone():
    content = snapshot()
    for item in content["items"]:
        item["attachments"] = []
    package = papers.package_pdf(PackageContent.from_dict(content), {})
    assert "Bilagsoversigt" not in text_of(package)
    assert [label for label in reader(package).page_labels if label.startswith("Bilag")] == []


@pytest.mark.requirement("D3")
def test_the_same_snapshot_gives_the_same_bytes(package):
    assert papers.package_pdf(agenda(), dict(reversed(FILES.items()))) == package
    assert papers.package_pdf(agenda(version=2), FILES) != package


@pytest.mark.requirement("D11")
def test_a_paper_can_be_had_in_english():
    text = text_of(papers.package_pdf(agenda(), FILES, language="en"))
    for words in (
        "AGENDA",
        "For decision",
        "Programgruppen recommends, 1. that indsatsplanen",
        "Appendix 4.1-1",
        "Page 1 of",
    ):
        assert words in text, words
    assert "Bilag" not in text


# --- minutes ---------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R45", "D5")
def test_minutes_tell_who_was_away_and_what_was_decided_point_by_point():
    text = text_of(papers.minutes_pdf(decided()))
    for words in (
        "REFERAT",
        "Fraværende Skole- og dagtilbudschef, afbud",
        "Beslutning i styregruppen den 1. december 2026 STG-2026-014 Godkendt, idet C02 først startes",
        "1. Godkendt 2. Godkendt med ændringer at C02 først startes, når der er folk",
        "Afvigende mening: Stabschefen: ønskede planen udskudt.",
        "Opfølgning: Sundheds- og omsorgschef: melder tilbage (senest 2. marts 2027)",
        "Deltog ikke på grund af inhabilitet: Leder af Digitalisering",
        "STG-2026-013 Godkendt.",
        "Beslutning i styregruppen den 1. december 2026 Taget til efterretning",
        "Bemærkninger til referatet Mødet begyndte ti minutter for sent.",
        "Godkendt 8. december 2026.",
        "Den behandlede dagsorden: Udsendt 24. november 2026, version 1.",
    ):
        assert words in text, words


def test_an_outcome_that_begins_the_decision_is_not_said_twice():
    data = snapshot()
    data["items"][1] |= {"outcome": "noted", "decision": {"text": "Taget til efterretning. Sagen kommer igen."}}
    text = text_of(papers.minutes_pdf(MinutesContent.from_dict(data)))
    assert text.count("Taget til efterretning") == 1


def test_minutes_that_wait_for_the_chair_say_so():
    assert "Kladde. Ikke godkendt af formanden." in text_of(papers.minutes_pdf(decided(), draft=True), 0)


def test_an_agenda_never_shows_a_decision():
    data = snapshot()
    data["items"][3]["decision"] = {"number": "STG-2026-014", "text": "Godkendt."}
    assert "STG-2026-014" not in text_of(papers.main_pdf(PackageContent.from_dict(data)))


@pytest.mark.requirement("D12", "D14")
def test_minutes_claim_to_be_accessible_and_fit_for_the_archive():
    minutes = papers.minutes_pdf(decided())
    assert claims_accessibility(minutes)
    assert reader(minutes).metadata["/CreationDate"].startswith("D:20261208")
    assert reader(minutes).metadata.author == "Norddjurs Kommune"


def test_an_outcome_the_paper_has_no_word_for_is_printed_as_it_is():
    data = copy.deepcopy(snapshot())
    data["items"][3]["points"][0]["outcome"] = "Oversendt til direktionen"
    assert "1. Oversendt til direktionen" in text_of(papers.minutes_pdf(MinutesContent.from_dict(data)))


# --- the extract -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("D14")
def test_an_extract_has_one_item_and_says_where_it_is_from():
    minutes = decided()
    extract = papers.case_pdf(minutes.items[3], of=minutes)
    text = text_of(extract)
    for words in ("UDDRAG AF REFERAT", "Styregruppen", "1. december 2026", "Sag 26/1183", "STG-2026-014"):
        assert words in text, words
    assert "Opfølgning på beslutninger" not in text
    assert claims_accessibility(extract)
    assert reader(extract).metadata.title.startswith("Referat: Styregruppen, 1. december 2026, 4. Indsatsplan")
    content = agenda()
    assert "UDDRAG AF DAGSORDEN" in text_of(papers.case_pdf(content.items[3], of=content))


# --- snapshots -------------------------------------------------------------------------------------------------------


def test_a_snapshot_of_an_older_or_newer_program_can_still_be_printed():
    data = {
        "municipality": "Norddjurs Kommune",
        "body": {"name": "Programgruppen"},
        "meeting": {"date": "2026-11-03"},
        "unknown": 1,
        "items": [{"number": 1, "title": "Velkomst", "unknown": 2}],
    }
    text = text_of(papers.package_pdf(PackageContent.from_dict(data), {}))
    assert "1 Velkomst" in text
    assert "Version 1, ikke udsendt" in text
