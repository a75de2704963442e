"""The model of a document: what it refuses, and that it is nothing but values."""

import pytest

from views.documents.document import Column, Document, Heading, Table

COLUMNS = (Column("Mã"), Column("Số", "whole"), Column("", width=12))


@pytest.mark.parametrize("row", [("SNV", 1, 2), Heading(("SNV", 1, 2))])
def test_a_row_with_more_values_than_captions_is_refused(row):
    with pytest.raises(ValueError, match="2 columns"):
        Table("Bảng", COLUMNS, (row,))


def test_a_row_may_be_shorter_than_the_table():
    assert Table("Bảng", COLUMNS, (("SNV",), Heading(("A.",)), ())).filled_columns == COLUMNS[:2]


def test_two_documents_of_the_same_values_are_equal():
    one, other = (Document((Table("Bảng", COLUMNS, (("SNV", 1),)),), "Tên", ("Câu.",)) for _ in range(2))

    assert one == other and hash(one) == hash(other)
