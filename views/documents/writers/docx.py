"""Writes a document as Word (.docx): real headings, tables to be edited whose captions repeat on every page.

An official paper gets the layout of Decree 30/2020/NĐ-CP, appendix I: Times New Roman 13 to 14, margins of 20, 20, 30
and 20 mm, the page number above in the middle from the second page on.
"""

import datetime as dt
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from core.spreadsheets import printable
from core.words import Language
from views.documents.document import Column, Document, Heading, Row, Table, values_of
from views.documents.writers import letterhead
from views.documents.writers.drawing import png
from views.documents.writers.shown import RIGHT, shown

CELL, RIGHT_CELL = "Namro Cell", "Namro Cell Right"
FONT, SIZE, TABLE_SIZE = "Times New Roman", 13, 10
TEXT_WIDTH = Cm(16)
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
WIDE = 8
"""Columns from which on a document lies across."""


def word(document: Document, language: Language) -> bytes:
    """The document's file. Texts are data: nothing that people typed becomes a field or a heading."""
    paper = docx.Document()
    _dress(paper, document, language)
    if document.official:
        letterhead.above(paper, document.official, document.dated, language)
    heading = document.official.addressee if document.official else ""
    title = paper.add_heading(printable(heading or document.title), level=0 if not document.official else 1)
    title.alignment = ALIGN.CENTER
    for line in filter(None, (*document.sentences, document.caution)):
        _text(paper.add_paragraph(printable(line)))
    for table in document.tables:
        _part(paper, table, language)
    if document.official:
        letterhead.below(paper, document.official, language)
    if document.foot:
        paper.sections[0].footer.paragraphs[0].text = printable(document.foot)
        paper.sections[0].first_page_footer.paragraphs[0].text = printable(document.foot)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _dress(paper: Paper, document: Document, language: Language) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if any(len(table.filled_columns) >= WIDE for table in document.tables):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        _font(paper.styles[name], language)
    normal: Any = paper.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(SIZE), Pt(6)
    for name, size in (("Title", 15), ("Heading 1", 14), ("Heading 2", 13), ("Heading 3", 13)):
        heading: Any = paper.styles[name]
        heading.font.size, heading.font.bold, heading.font.color.rgb = Pt(size), True, RGBColor(0, 0, 0)
    for name, side in ((CELL, ALIGN.LEFT), (RIGHT_CELL, ALIGN.RIGHT)):
        cell: Any = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _font(cell, language)
        cell.font.size, cell.paragraph_format.space_after, cell.paragraph_format.alignment = Pt(TABLE_SIZE), Pt(0), side
    about = paper.core_properties
    about.title, about.author, about.language = printable(document.title), document.author, _LANGUAGES[language]
    about.keywords = document.stamp
    if document.dated:
        about.created = about.modified = dt.datetime.combine(document.dated, dt.time())


def _font(style: Any, language: Language) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        # The theme's typeface would be taken before the one named.
        fonts.attrib.pop(qn(name), None)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _LANGUAGES[language])
    style.element.get_or_add_rPr().append(tongue)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        piece = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece.text = text
        run._r.append(piece)


def _text(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)


def _part(paper: Paper, table: Table, language: Language) -> None:
    if table.chapter:
        paper.add_page_break()
        paper.add_heading(printable(table.chapter), level=1)
    if table.name != table.chapter:
        paper.add_heading(printable(table.name), level=2)
    for line in table.sentences:
        _text(paper.add_paragraph(printable(line)))
    if table.chart:
        picture = paper.add_picture(BytesIO(png(table.chart.specification)), width=TEXT_WIDTH)
        picture._inline.docPr.set("descr", printable(table.chart.alt))
    if table.rows:
        _table(paper, table, language)
    elif table.none:
        paper.add_paragraph(printable(table.none))


def _table(paper: Paper, table: Table, language: Language) -> None:
    columns = table.filled_columns
    grid = paper.add_table(rows=1, cols=len(columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    section = paper.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [room * column.width // sum(each.width for each in columns) for column in columns]
    for place, width in zip(grid.columns, widths, strict=True):
        place.width = width
    head = grid.rows[0]
    _property(head, "w:tblHeader")
    for cell, column, width in zip(head.cells, columns, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(printable(column.caption)).bold = True
        cell.paragraphs[0].style = RIGHT_CELL if column.kind in RIGHT else CELL
    for row in table.rows:
        grid._tbl.append(parse_xml(_row(row, columns, language)))
    paper.add_paragraph()


def _row(row: Row | Heading, columns: tuple[Column, ...], language: Language) -> str:
    values = values_of(row)
    if isinstance(row, Heading):
        cells = _cell(str(values[0]), CELL, f'<w:gridSpan w:val="{len(columns)}"/>', bold=True)
    else:
        filled = (*values, *[None] * (len(columns) - len(values)))
        cells = "".join(
            _cell(shown(value, column.kind, language), RIGHT_CELL if column.kind in RIGHT else CELL)
            for column, value in zip(columns, filled, strict=True)
        )
    return f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(text: str, style: str, properties: str = "", *, bold: bool = False) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    written = escape(printable(text)).replace("\n", " ")
    return (
        f'<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>'
        f'<w:r>{weight}<w:t xml:space="preserve">{written}</w:t></w:r></w:p></w:tc>'
    )


def _property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
