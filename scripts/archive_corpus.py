"""Makes directories to pack, of real files of this machine and of made ones, for measuring archives.

The same machine gives the same corpus; sizes are printed with each measurement, since machines differ.
"""

import os
import random
import shutil
import zipfile
from pathlib import Path

MIB = 1 << 20


def regular_files(roots, suffixes, smallest=1):
    """Files below the roots by suffix, each inode once, in order of their paths."""
    seen = set()
    for root in roots:
        for directory, subdirectories, names in os.walk(root):
            subdirectories.sort()
            for name in sorted(names):
                path = Path(directory, name)
                # Shared objects carry their version behind the suffix.
                matches = any(name.endswith(suffix) or suffix == ".so" and ".so." in name for suffix in suffixes)
                if not matches or path.is_symlink() or not path.is_file():
                    continue
                status = path.stat()
                if status.st_size >= smallest and status.st_ino not in seen and os.access(path, os.R_OK):
                    seen.add(status.st_ino)
                    yield path, status.st_size


def copy_up_to(target, budget, roots, suffixes, largest=64 * MIB, smallest=1):
    """Copies files, with their directories, until the budget is used up; starts again under another name if needed."""
    files = [(path, size) for path, size in regular_files(roots, suffixes, smallest) if size <= largest]
    if not files:
        raise SystemExit(f"no {suffixes} below {roots}")
    copied = 0
    for turn in range(100):
        for path, size in files:
            if copied >= budget:
                return
            destination = target / f"{turn}" / path.relative_to("/")
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, destination)
            copied += size


def wheels(target, budget, roots, suffixes):
    """Zip files of about 8 MiB each, compressed as wheels and jars are."""
    made = 0
    files = regular_files(roots, suffixes)
    target.mkdir(parents=True, exist_ok=True)
    for number in range(1000):
        if made >= budget:
            return
        path = target / f"package_{number}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            while archive.fp.tell() < 8 * MIB:
                found = next(files, None)
                if found is None:
                    files = regular_files(roots, suffixes)
                    continue
                archive.write(found[0])
        made += path.stat().st_size


def table(path, size, seed):
    """A file of records as exports of databases have them: compressible, but not absurdly."""
    dice = random.Random(seed)
    words = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(3, 11))) for _ in range(4000)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="ascii") as out:
        written, row = 0, 0
        while written < size:
            lines = []
            for _ in range(1000):
                row += 1
                lines.append(
                    f"{row},2024-{row % 12 + 1:02}-{row % 28 + 1:02},{dice.choice(words)} {dice.choice(words)},"
                    f"{dice.random() * 1000:.2f},{dice.choice(('open', 'closed', 'void'))},{dice.getrandbits(32):08x}\n"
                )
            written += out.write("".join(lines))


PYTHON = ["/usr/lib/python3", "/usr/lib/python3.11", "/usr/share"]
NATIVE = ["/usr/lib", "/opt", "/usr/share/swift"]


def mixture(target):
    """About 500 MB: unpacked packages, shared objects, wheels, and one table of 200 MiB."""
    copy_up_to(target / "packages", 90 * MIB, PYTHON, (".py", ".txt", ".json", ".md", ".html"))
    copy_up_to(target / "native", 90 * MIB, NATIVE, (".so",), largest=32 * MIB, smallest=64 << 10)
    wheels(target / "wheels", 110 * MIB, NATIVE + PYTHON, (".so", ".py"))
    table(target / "data/export.csv", 200 * MIB, seed=1)


def small(target):
    """Five files, as most projects have."""
    for number in range(4):
        source = Path(os.__file__).parent / ("os.py", "ast.py", "json/decoder.py", "shlex.py")[number]
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target / f"plugin_{number}.py")
    (target / "settings.json").write_text('{"project": "example"}\n')


def table_directory(target, megabytes):
    """Tables of together so many million bytes, none larger than a gigabyte."""
    for number in range((megabytes + 999) // 1000):
        table(target / f"table_{number}.csv", min(megabytes - number * 1000, 1000) * 1_000_000, seed=number)


def measure(target):
    sizes = [path.stat().st_size for path in target.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def make(target, maker, *arguments):
    """The corpus at `target`, made unless it is there from an earlier run."""
    done = target.with_name(target.name + ".done")
    if not done.exists():
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        maker(target, *arguments)
        done.touch()
    return target
