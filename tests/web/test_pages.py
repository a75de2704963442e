"""No page is reachable except through the frame, however the server is started.

Streamlit runs `pages/*.py` beside its script directly, without the script, until `st.navigation` has run once in
the process. So the first visitor of a fresh server is the one to test with.
"""

import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, served
from tests.visitor import Visitor

pytestmark = pytest.mark.slow

FRAME = ROOT / "views" / "frame.py"
STARTS = {
    "uvicorn": [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}"],
    "streamlit": [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "{port}"],
}


def test_there_is_no_pages_folder_beside_the_frame():
    assert (ROOT / "pages").is_dir()
    assert not (FRAME.parent / "pages").exists()


@pytest.mark.parametrize("start", STARTS)
def test_a_fresh_server_runs_the_frame_whatever_page_is_asked_for(start: str, tmp_path: Path):
    database = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}"}

    with served(tmp_path / "log", database, command=STARTS[start]) as server:
        for page in ("upload", "ranking", "data/upload", "results/ranking", "../pages/data/upload"):
            with Visitor(server.port, page) as visitor:
                run = visitor.run()
            assert Path(run.script) == FRAME, page
            # The frame is the only one to send a navigation.
            assert "navigation" in run.kinds, page
