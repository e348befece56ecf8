"""A data folder stays what its first start made it, and is used by one start at a time."""

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from launch.place import DataFolder, Memory
from launch.running import decide
from launch.terminal import Stop

EXAMPLE, OWN = Memory("example", ""), Memory("own", "")


def wishes(*, empty=False, demo_date=None, reset_example=False):
    return Namespace(empty=empty, demo_date=demo_date, reset_example=reset_example, data=Path("data"))


def test_the_first_start_decides_whose_municipality_it_is():
    assert decide(wishes(), None) == EXAMPLE
    assert decide(wishes(empty=True), None) == OWN
    assert decide(wishes(demo_date=date(2027, 1, 4)), None) == Memory("example", "2027-01-04")


@pytest.mark.parametrize("remembered", [EXAMPLE, OWN, Memory("example", "2027-01-04")])
def test_a_second_start_without_options_goes_on_as_before(remembered):
    assert decide(wishes(), remembered) == remembered


@pytest.mark.parametrize("asked", [{"reset_example": True}, {"demo_date": date(2027, 1, 4)}])
def test_no_example_lands_in_a_municipality_of_ones_own(asked):
    with pytest.raises(Stop, match="your own municipality"):
        decide(wishes(**asked), OWN)


def test_an_example_does_not_become_a_municipality_of_ones_own():
    with pytest.raises(Stop, match="holds the example"):
        decide(wishes(empty=True), EXAMPLE)


@pytest.mark.requirement("D20")
def test_another_day_needs_the_example_to_be_made_anew():
    with pytest.raises(Stop, match="--reset-example"):
        decide(wishes(demo_date=date(2027, 1, 4)), EXAMPLE)
    assert decide(wishes(demo_date=date(2027, 1, 4), reset_example=True), EXAMPLE).demo_date == "2027-01-04"


@pytest.mark.requirement("D20")
def test_making_the_example_anew_keeps_its_day():
    remembered = Memory("example", "2027-01-04")
    assert decide(wishes(reset_example=True), remembered) == remembered


def test_a_folder_remembers(tmp_path):
    with DataFolder(tmp_path / "new") as folder:
        assert folder.memory is None
        folder.remember(Memory("example", "2027-01-04"))
    assert DataFolder(tmp_path / "new").memory == Memory("example", "2027-01-04")


@pytest.mark.parametrize("note", ["", "{", '{"kind": "own", "more": 1}', "[]"])
def test_a_memory_that_cannot_be_read_is_told(tmp_path, note):
    (tmp_path / "installation.json").write_text(note)
    with pytest.raises(Stop, match=r"installation\.json cannot be read"):
        _ = DataFolder(tmp_path).memory


def test_two_starts_do_not_share_a_folder(tmp_path):
    with (
        DataFolder(tmp_path),
        pytest.raises(Stop, match="already runs on the data folder"),
        DataFolder(tmp_path),
    ):
        pass
    with DataFolder(tmp_path) as folder:
        assert folder.memory is None
