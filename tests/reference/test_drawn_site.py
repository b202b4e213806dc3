"""The whole site with every equation drawn."""

from pathlib import Path

import pytest

from docs.reference.site import references, write_sites
from tests.reference.pages import read


@pytest.mark.long
def test_that_the_whole_site_is_drawn_within_ten_megabytes(tmp_path: Path) -> None:
    write_sites(references(), tmp_path)
    crime = tmp_path / "es" / "crime.html"
    assert "homicide_push" in read(crime).anchors
    assert crime.read_text(encoding="utf-8").count("<path") > 200
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 12e6
