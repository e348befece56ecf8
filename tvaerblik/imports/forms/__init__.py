"""Input for the steps of an import. The fields of most forms are made from the file that was uploaded."""

from tvaerblik.imports.forms.answers import MapValuesForm
from tvaerblik.imports.forms.files import ChooseSheetForm, MapColumnsForm, StartImportForm
from tvaerblik.imports.forms.rows import CorrectRowForm, DecideRowForm, UndoImportForm

__all__ = [
    "ChooseSheetForm",
    "CorrectRowForm",
    "DecideRowForm",
    "MapColumnsForm",
    "MapValuesForm",
    "StartImportForm",
    "UndoImportForm",
]
