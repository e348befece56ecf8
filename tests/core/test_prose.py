import re
from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import example, given
from hypothesis import strategies as st

from tvaerblik.core.prose import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_CLASSES,
    ALLOWED_TAGS,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Run,
    Table,
    to_blocks,
    to_html,
    to_plain,
)

PIECES = [
    "Styregruppen", "beslutter", "æøå", "2026.",
    "**", "*", "__", "_", "# ", "### ", "#### ", "- ", "  - ", "1. ", "7) ", "> ",
    "\n", "\n\n", "|", "|---|", "|--:|", "\n| a | b |\n|---|--:|\n| c | d |\n", "[tekst](https://eksempel.dk/a?b=1&c=2)",
    "[x](javascript:alert(1))", "[x](/sti)", "<https://eksempel.dk>", "<mailto:post@eksempel.dk>",
    "![billede](https://eksempel.dk/a.png)",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>", "</p>", "<!--", "-->",
    "&lt;", "&amp;", "&#x3c;", "`kode`", "```\n",
    "    ", "\t", "---", "===", "\\", "\\*", '"', "'", "\u00a0", "\x00", "\x0c", "\ufffe", "[a]: https://eksempel.dk",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join)


class Shown(HTMLParser):
    """What a reader sees of some HTML, the numbers of lists too, and which tags and attributes it was made of."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.attributes, self.lists = [], set(), set(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name, value) for name, value in attrs}
        if tag in {"ul", "ol"}:
            self.lists.append(int(dict(attrs).get("start", 1)) if tag == "ol" else None)
        if tag == "li" and self.lists[-1] is not None:
            self.text.append(f" {self.lists[-1]} ")
            self.lists[-1] += 1
        if tag not in {"a", "strong"}:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag in {"ul", "ol"}:
            self.lists.pop()
        if tag not in {"a", "strong"}:
            self.text.append(" ")

    def handle_data(self, data):
        self.text.append(data)

    @property
    def words(self):
        return words("".join(self.text))


def words(text):
    return re.findall(r"\w+", text)


def words_of(blocks):
    found = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            found += words("".join(run.text for run in block.runs))
        elif isinstance(block, Quote):
            found += words_of(block.blocks)
        elif isinstance(block, ItemList):
            for number, item in enumerate(block.items, start=block.start):
                found += [str(number)] * block.numbered + words_of(item)
        elif isinstance(block, Table):
            cells = (cell for row in (block.header, *block.rows) for cell in row)
            found += [word for cell in cells for word in words("".join(run.text for run in cell))]
    return found


@pytest.mark.requirement("D3")
@given(TEXTS)
@example("<script>alert(1)</script>")
@example('[x](https://eksempel.dk/" onclick=alert(1) ")')
def test_nothing_written_becomes_more_than_the_allowed_html(text):
    shown = Shown(to_html(text))
    assert shown.tags <= ALLOWED_TAGS
    for tag, name, value in shown.attributes:
        if name == "class":
            assert value in ALLOWED_CLASSES[tag]
        elif (tag, name) == ("a", "rel"):
            assert value == "noopener noreferrer"
        else:
            assert name in ALLOWED_ATTRIBUTES[tag]
        if name == "href":
            assert re.match("(https?://|mailto:)", value)


@pytest.mark.requirement("D8")
@given(TEXTS)
def test_page_paper_and_plain_text_say_the_same_words(text):
    blocks = to_blocks(text)
    assert Shown(to_html(text)).words == words_of(blocks) == words(to_plain(text))


@given(st.lists(st.from_regex(r"\w{1,12}", fullmatch=True).filter(lambda w: "_" not in w), min_size=1, max_size=20))
def test_ordinary_words_are_never_lost(written):
    text = " ".join(written)
    assert words(to_plain(text)) == words(text)


def test_a_paragraph_keeps_its_line_breaks_and_its_bold_words():
    assert to_blocks("Vi **anbefaler**\nmodel *B*.") == [
        Paragraph((Run("Vi "), Run("anbefaler", bold=True), Run("\nmodel "), Run("B", bold=True), Run(".")))
    ]
    assert to_html("Vi **anbefaler**\nmodel *B*.") == (
        "<p>Vi <strong>anbefaler</strong><br>\nmodel <strong>B</strong>.</p>\n"
    )


def test_emphasis_is_never_italic():
    assert not Shown(to_html("*a* _b_ ***c*** **d *e* f**")).tags & {"em", "i"}


def test_headings_are_moved_under_those_of_the_page():
    blocks = to_blocks("# A\n## B\n### C\n#### D\n##### E")
    assert [block.level for block in blocks] == [3, 3, 3, 4, 4]


def test_lists_are_numbered_from_where_they_start_and_nest():
    text = "3. tredje\n4. fjerde\n   - under"
    assert to_blocks(text) == [
        ItemList(
            items=(
                (Paragraph((Run("tredje"),)),),
                (Paragraph((Run("fjerde"),)), ItemList(items=((Paragraph((Run("under"),)),),))),
            ),
            numbered=True,
            start=3,
        )
    ]
    assert to_plain(text) == "3. tredje\n4. fjerde\n   - under"
    assert '<ol start="3">' in to_html(text)


def test_a_list_with_air_keeps_its_paragraphs():
    (loose,) = to_blocks("- a\n\n- b")
    assert not loose.tight
    assert to_html("- a\n\n- b").count("<p>") == 2


def test_a_table_sets_columns_of_numbers_to_the_right():
    text = "| Post | t.kr. |\n|---|--:|\n| Drift | **640** |"
    (table,) = to_blocks(text)
    assert table.numeric == (False, True)
    assert table.header == ((Run("Post"),), (Run("t.kr."),))
    assert table.rows == (((Run("Drift"),), (Run("640", bold=True),)),)
    html = to_html(text)
    assert '<th scope="col" class="num">t.kr.</th>' in html
    assert '<td class="num"><strong>640</strong></td>' in html
    assert to_plain(text) == "Post | t.kr.\nDrift | 640"


def test_a_table_without_rows_or_with_uneven_rows_is_still_a_table():
    (empty,) = to_blocks("| a |\n|---|")
    assert empty.rows == ()
    (uneven,) = to_blocks("| a | b |\n|---|---|\n| c |\n| d | e | f |")
    assert [len(row) for row in uneven.rows] == [2, 2]


def test_links_lead_only_to_the_web_and_to_mail():
    for address in ("https://eksempel.dk/a?b=1&c=2", "http://eksempel.dk", "mailto:post@eksempel.dk"):
        assert to_blocks(f"[her]({address})") == [Paragraph((Run("her", link=address),))]
        assert 'rel="noopener noreferrer"' in to_html(f"[her]({address})")
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "/portefoelje",
        "ftp://eksempel.dk",
        "https:",
        "mailto:",
    ):
        assert "<a" not in to_html(f"[her]({address})")
        assert "her" in to_plain(f"[her]({address})")


def test_html_images_and_code_stay_as_they_were_typed():
    text = '<b onclick="x()">fed</b> ![et](https://eksempel.dk/a.png) `kode` &amp;'
    html = to_html(text)
    assert "&lt;b onclick=" in html
    assert not Shown(html).tags & {"b", "img", "code"}
    assert "`kode` &amp;amp;" in html


def test_quotes_hold_blocks():
    assert to_blocks("> a\n>\n> - b") == [Quote((Paragraph((Run("a"),)), ItemList(items=((Paragraph((Run("b"),)),),))))]
    assert to_plain("> a") == "> a"


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[", "**", "*"])
def test_absurd_nesting_loses_no_words_and_breaks_nothing(mark):
    text = mark * 2000 + "sidste ord"
    assert words(to_plain(text))[-2:] == ["sidste", "ord"]
    assert Shown(to_html(text)).words[-2:] == ["sidste", "ord"]


def test_nothing_written_is_nothing_shown():
    assert (to_html(""), to_plain(" \n "), to_blocks("")) == ("", "", [])
    assert isinstance(to_html("a"), SafeString)


def test_characters_that_no_paper_may_hold_are_left_out():
    assert to_plain("a\x00b\x0b\ud800c\r\nd\re") == "abc\nd\ne"
