"""Makes the content digest of an archive again, as docs/archive-format.md describes it, with Python's `zipfile`.

Arguments: the archive, and perhaps the manifest of the build that made it, whose every word on the archive is then
compared. Standard output: the digest.
"""
import hashlib
import json
import os
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    files = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename.encode())
    contents = {info.filename: archive.read(info) for info in files}
hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
modes = {info.filename: f"{info.external_attr >> 16 & 0o7777:04o}" for info in files}
lines = "".join(f"{modes[name]} {hashes[name]}  {name}\n" for name in contents)
digest = hashlib.sha256(lines.encode()).hexdigest()
print(digest)

if len(sys.argv) > 2:
    with open(sys.argv[2]) as file:
        manifest = json.load(file)
    with open(sys.argv[1], "rb") as file:
        whole = hashlib.sha256(file.read())
    told = manifest["archive"]
    assert told["content_sha256"] == digest, told
    assert told["sha256"] == whole.hexdigest(), told
    assert told["size"] == os.path.getsize(sys.argv[1]), told
    assert told["entries"] == [
        {
            "path": info.filename, "size": info.file_size, "crc32": f"{info.CRC:08x}", "sha256": hashes[info.filename],
            "mode": modes[info.filename],
        }
        for info in files
    ], told
    tool = manifest["mwaa_gcp"]
    assert tool["compression_level"] == 6 and tool["zlib_version"], tool
