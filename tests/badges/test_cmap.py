"""The characters a font has, against fontconfig's own reading of the same files."""

import subprocess
from pathlib import Path

import pytest

from badges import fonts
from badges.cmap import Coverage, read_coverage

BUNDLED = sorted(Path(fonts.__file__).with_name("fonts").glob("*.ttf"))
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")


def by_fontconfig(path: Path, index: int) -> set[int]:
    answer = subprocess.run(
        ["fc-query", "-i", str(index), "-f", "%{charset}", path], capture_output=True, text=True, check=True
    )
    found: set[int] = set()
    for part in answer.stdout.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


@pytest.mark.parametrize(("path", "index"), [*((path, 0) for path in BUNDLED), (CJK, 0), (CJK, 3)])
def test_a_font_has_the_characters_that_fontconfig_finds_in_it(path: Path, index: int) -> None:
    coverage = read_coverage(path, index)
    theirs = by_fontconfig(path, index)
    ours = {point for point in range(0x110000) if point in coverage}
    # fontconfig leaves out control characters and spaces that it takes for faulty; nothing else may differ.
    assert theirs - ours == set()
    assert {point for point in ours - theirs if chr(point).isalnum()} == set()


def test_five_fonts_come_along() -> None:
    assert len(BUNDLED) == 5


def test_ranges_that_touch_become_one() -> None:
    coverage = Coverage([(1, 3), (4, 4), (9, 10)])
    assert [point for point in range(12) if point in coverage] == [1, 2, 3, 4, 9, 10]
    assert coverage.covers("\x01\x04\x0a")
    assert not coverage.covers("\x01\x05")


@pytest.mark.parametrize(
    "content", [b"", b"not a font at all, but long enough to look inside", b"\0\1\0\0\0\1" + b"x" * 40]
)
def test_a_file_that_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"font\.ttf"):
        read_coverage(path)
