"""Adds to the wheel the metadata under which spaCy finds the shipped pipeline by name.

`spacy.load("en_kg_news_sm")` asks for an installed distribution of that name. A wheel may hold only one .dist-info of
its own, but files under .data/purelib are put beside it on installation: there goes a second one, for the pipeline, with
the version of its meta.json. It has no RECORD, as packaging.python.org describes for what another installer manages,
so that it comes and goes with kg-events and is never uninstalled alone.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_METADATA = """Metadata-Version: 2.4
Name: {name}
Version: {version}
Summary: {description}
Author: {author}
License-Expression: {license}
Requires-Dist: kg-events
"""


class PipelineMetadata(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that pyproject.toml names."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (hatchling's signature)
        """Write the two files and have them included."""
        meta = json.loads((Path(self.root) / "data" / "model" / "meta.json").read_text(encoding="utf-8"))
        name = f"{meta['lang']}_{meta['name']}"
        own = f"{self.metadata.name.replace('-', '_')}-{self.metadata.version}"
        folder = f"{own}.data/purelib/{name}-{meta['version']}.dist-info"
        texts = {
            "METADATA": _METADATA.format_map(
                {**meta, "name": name, "license": meta["license"].replace("CC BY-SA 4.0", "CC-BY-SA-4.0")}
            ),
            "INSTALLER": f"{self.metadata.name}\n",
        }
        self._files = tempfile.TemporaryDirectory()
        for file, text in texts.items():
            path = Path(self._files.name) / file
            path.write_text(text, encoding="utf-8")
            build_data["force_include"][str(path)] = f"{folder}/{file}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove them again."""
        self._files.cleanup()
