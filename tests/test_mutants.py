"""The list of mutations fits the code: `make mutants` makes them and runs their tests."""

import pytest

from tools.mutants import ROOT, Mutant, read

MUTANTS = read()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.name)
def test_a_mutation_and_its_test_are_there(mutant: Mutant):
    file, _, case = mutant.test.partition("::")

    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1
    assert mutant.new != mutant.old
    assert f"\ndef {case}(" in (ROOT / file).read_text(encoding="utf-8")
