"""A kind and a layout in, the function that makes one document's bytes of its context out."""

from __future__ import annotations

from collections.abc import Callable

from docgen.kinds import Kind
from docgen.problems import UserError

__all__ = ["renderer"]


def renderer(kind: Kind, profile: str | None) -> Callable[[dict[str, object]], bytes]:
    """The function that makes one document of this kind; the template is compiled here, once."""
    from docgen.layout import load_layout
    from docgen.package import read_members, write_members
    from docgen.styles import apply_layout
    from docgen.template import Template, environment

    layout = load_layout(profile)
    source = kind.template_bytes()
    if not kind.packaged:
        from docgen.lint import lint_template

        wrong = [flaw for flaw in lint_template(source, kind) if flaw.must]
        if wrong:
            lines = "\n".join(f"  {flaw}" for flaw in wrong)
            raise UserError(
                f"模板 {kind.id}/{kind.template.name} 有{len(wrong)}处要改：\n{lines}\n改好后再用"
            )
    if kind.suffix == ".xlsx":
        from docgen.sheet import SheetTemplate

        return SheetTemplate(source, f"{kind.id}/template.xlsx", environment(layout.date, word=False)).render
    env = environment(layout.date)
    if profile:
        source = write_members(apply_layout(read_members(source, f"模板 {kind.id} "), layout))
    return Template(
        source, f"{kind.id}/template.docx", env, seal=layout.signature == "seal", foreign=not kind.packaged
    ).render
