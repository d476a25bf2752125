"""A face's page: one bare document that loads a built entry."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, render_template

from turnout.web.assets import entry


def page(face: Blueprint, name: str, title: str) -> str:
    """The document of entry `name`.tsx of a face; `title` stands in the browser's tab."""
    built = entry(Path(face.static_folder or ""), face.static_url_path or "", f"{name}.tsx")
    return render_template("page.html", name=name, title=title, entry=built)
