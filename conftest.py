"""The examples in the teacher's modules run only where the extra `train` is installed; the header of a run says so."""

from importlib.util import find_spec

NEED_TORCH = [f"kg/training/{name}.py" for name in ("encoder", "learning", "name_teacher", "teacher")]
collect_ignore = [] if find_spec("torch") and find_spec("transformers") else NEED_TORCH


def pytest_report_header() -> list[str]:
    """Names what the run leaves out."""
    return [f"skipped without the extra 'train': the examples of {path}" for path in collect_ignore]
