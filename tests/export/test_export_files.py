import io
import os
import stat
import sys

import pytest

from kg.errors import StorageError
from kg.export.files import write


def test_a_file_is_written_whole_with_the_usual_rights(tmp_path):
    path = tmp_path / "out.ttl"
    write(path, [b"a", b"b\n"])
    assert path.read_bytes() == b"ab\n"
    plain = tmp_path / "plain"
    plain.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def failing():
    yield b"half"
    raise OSError(28, "No space left on device")


def test_a_failure_leaves_what_stood_there_and_no_litter(tmp_path):
    path = tmp_path / "out.ttl"
    path.write_text("before")
    with pytest.raises(StorageError, match=r"out\.ttl cannot be written \(No space left on device\)"):
        write(path, failing())
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["out.ttl"]


def test_an_error_of_another_kind_leaves_no_litter_either(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "out", (b"x" * (1 // n) for n in (1, 0)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(StorageError, match="nowhere"):
        write(tmp_path / "nowhere" / "out.ttl", [b"a"])


def test_a_link_is_followed_not_replaced(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    write(link, [b"after"])
    assert link.is_symlink()
    assert target.read_text() == "after"


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_is_written_to_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write(path, [b"through"])
    assert os.read(reader, 99) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_streams_of_text_and_of_bytes():
    text, binary = io.StringIO(), io.BytesIO()
    for stream in (text, binary):
        write(stream, ["é\n".encode()])
    assert text.getvalue() == "é\n"
    assert binary.getvalue().decode() == "é\n"
    below = io.BytesIO()
    wrapped = io.TextIOWrapper(below, encoding="latin-1", newline="\r\n")
    write(wrapped, ["é\n".encode()])
    assert below.getvalue().decode() == "é\n"
