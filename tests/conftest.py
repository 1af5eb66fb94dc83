import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MTQA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "mtqa-test-cache"))
os.environ["MTQA_DATA_DIR"] = str(Path(tempfile.gettempdir()) / "mtqa-test-data")

settings.register_profile(
    "mtqa",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("mtqa")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data that is not ours to commit; tests that need it skip where it is not there."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with the development data is not here")
    return folder
