"""The proof: renders the site part by part, and checks every edition on it as a visitor will get it.

What was rendered of a part is kept, and taken over while everything that it depends on is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefsite.file_names import SETTINGS
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal
from briefsite.progress import Clock
from briefsite.site.composition import Composition
from briefsite.site.inputs import Inputs, Repository
from briefsite.site.offered import zip_of_site
from briefsite.site.seen_files import FileSet
from briefsite.site.settings import Settings
from briefsite.site.workers import OneWorker, Workers
from briefsite.storage.cache import FolderCache
from briefsite.storage.checksum import checksum
from briefsite.storage.files import WORK_FOLDER

if TYPE_CHECKING:
    from briefsite.proof.part_task import PartResult, PartTask, SiteFrame
    from briefsite.proof.parts import Plan
    from briefsite.rendering.assembly import AssembledSite, PlacedPart
    from briefsite.rendering.kept_parts import KeptPart
    from briefsite.rendering.renderer import Templates

#: The folders of the caches of pages, of documents, of style sheets, and of the shards of a large search.
PAGES: Final = f"{WORK_FOLDER}/pages"
DOCUMENTS: Final = f"{WORK_FOLDER}/documents"
SHEETS: Final = f"{WORK_FOLDER}/sheets"
KEPT_SHARDS: Final = f"{WORK_FOLDER}/shards"

#: The settings that make MkDocs look at files other than pages.
_SHOWING: Final = frozenset({"exclude_docs", "draft_docs", "extra_templates"})


@dataclass(frozen=True)
class Proof:
    """The result, by folder of the edition: `says`, lines for the terminal; `sites`, checksums of the pages."""

    says: Mapping[str, tuple[str, ...]]
    sites: Mapping[str, str]


def prove(
    inputs: Inputs,
    made: Composition,
    scratch: Path,
    clock: Clock,
    templates: Templates,
    problems: Problems,
    *,
    workers: Workers | None = None,
    preview: bool = False,
) -> Proof:
    """Renders docs/ in the folder `scratch`, into its subfolder `site`, and proves it; a `preview` without documents.

    Problems: those of `part.make_part` and `assembly.assemble_site`, and R02 for broken links between the parts.
    """
    from briefsite.proof import checks
    from briefsite.proof.elsewhere import made_by
    from briefsite.proof.loaded_files import files_there
    from briefsite.proof.part import make_part
    from briefsite.proof.parts import plan_parts
    from briefsite.rendering.assembly import add_zip, assemble_site
    from briefsite.rendering.kept_parts import PARTS_FOLDER, SITE, forget_parts

    plan = plan_parts(inputs, made)
    frame = _frame(inputs, made, plan, scratch, templates, preview=preview)
    clock.stage("stage")
    packs = bool(frame.offline) and not preview
    store = _Store(inputs.root / PARTS_FOLDER, plan.names, keeps=plan.is_separate, preview=preview, packs=packs)
    root = store.missing(plan.root)
    results = [make_part(frame, root, clock)] if root else []
    for result in results:
        store.put(result)
    menu = store.parts[""].part.report.menu if "" in store.parts else []
    at_root = store.parts[""].folder / SITE if "" in store.parts else None
    frame = replace(frame, rest=replace(frame.rest, menu=menu), root=at_root)
    tasks = [task for other in plan.others if (task := store.missing(_with_menu(other, menu)))]
    for number, result in enumerate(made_by(workers or OneWorker(), frame, tasks)):
        clock.step("rendering", number, len(tasks))
        store.put(result)
        results.append(result)
    clock.stage("render")
    for result in results:
        problems.add(result.problems)
    if not fatal(problems):
        sheets = FolderCache(inputs.root / SHEETS)
        shards, of_proof = inputs.root / KEPT_SHARDS, problems.step("proof")
        whole = assemble_site(store.in_order(), scratch / "site", plan.root.epoch, sheets, shards, of_proof)
        if frame.offline:
            whole = add_zip(whole, scratch / "site", frame.offline, made=not preview)
        _write_host_files(inputs, made, whole, scratch / "site")
        _write_llms(inputs, made, scratch / "site")
        checks.links_arrive(whole.links, whole.has, problems.step("proof"))
        files_there(whole.loads, whole.has, problems.step("proof"))
    else:
        unfollowed = [link for result in results for link in result.leaving]
        checks.links_arrive(unfollowed, lambda target: _may_be_there(target, plan.names), problems.step("proof"))
    if not fatal(problems):
        forget_parts(store.folder, {place.folder.name for place in store.parts.values()})
        forget_parts(inputs.root / PAGES, {task.name for task in (plan.root, *plan.others)})
    clock.stage("prove")
    reports = [place.part.report for place in store.parts.values()]
    says = {folder: said for report in reports for folder, said in report.says.items()}
    sites = {folder: checksum_ for report in reports for folder, checksum_ in report.sites.items()}
    return Proof(says, sites)


def _frame(
    inputs: Inputs, made: Composition, plan: Plan, scratch: Path, templates: Templates, *, preview: bool
) -> SiteFrame:
    """What all parts have in common, before there is one."""
    from briefsite.proof.part_task import SiteFrame
    from briefsite.rendering.renderer import RestOfDocs

    return SiteFrame(
        config=inputs.root / SETTINGS,
        by_hand=plan.templates,
        templates=templates,
        rest=RestOfDocs(plan.names, plan.facts),
        home=str(inputs.settings.data.get("site_name") or ""),
        scratch=scratch,
        caches=inputs.root / PAGES,
        inputs=_without_files(inputs),
        documents=None if preview else inputs.root / DOCUMENTS,
        offline=zip_of_site(inputs.settings, {one.card.path: folder for folder, one in made.editions.items()}),
        hides_files=plan.is_separate and _SHOWING.isdisjoint(inputs.settings.data),
    )


def _write_host_files(inputs: Inputs, made: Composition, whole: AssembledSite, site: Path) -> None:
    from briefsite.proof.policed_site import PolicedSite

    moved = [each for one in made.editions.values() for each in one.card.moved]
    policed = PolicedSite(inputs, site, {})
    policed.used |= whole.scripts
    for name, data in policed.host_files(whole.owners, whole.files, moved).items():
        (site / name).write_bytes(data)


def _write_llms(inputs: Inputs, made: Composition, site: Path) -> None:
    """Where there are several editions, the file at the root leads to those of all of them."""
    from briefsite.documents.llms import LLMS, llms_of_site
    from briefsite.exports.placeholder import is_placeholder

    cards = [one.card for one in made.editions.values()]
    if all(not card.path for card in cards) or LLMS in inputs.written_by_hand:
        return
    start = "/" if is_placeholder(inputs.site_url) else inputs.site_url
    editions = [(card.title, f"{start}{card.path}/") for card in cards if card.path]
    file, name = site / LLMS, str(inputs.settings.data.get("site_name") or "")
    own = file.read_text("utf-8") if file.is_file() else ""
    file.unlink(missing_ok=True)  # the kept part has the same file
    file.write_bytes(llms_of_site(own, name, editions).encode())


def _may_be_there(target: str, names: Collection[str]) -> bool:
    """Whether a site that is not put together may have a page: files in docs/ have one, and versions are not asked."""
    path = target.partition("#")[0]
    return not path.endswith("/") or "/v/" in path or PagePath.of(path).markdown in names


def _without_files(inputs: Inputs) -> Inputs:
    """The inputs with the settings only, as they are handed to other processes."""
    settings = Settings(inputs.settings.files, inputs.settings.environment)
    return Inputs(
        inputs.root, {}, settings, FileSet({}), inputs.program, Repository(inputs.root), renderer=inputs.renderer
    )


def _with_menu(task: PartTask, menu: object) -> PartTask:
    """A part whose keys also say the menu."""
    return replace(task, keys={path: checksum(key, repr(menu)) for path, key in task.keys.items()})


class _Store:
    """The parts that are there: kept in `folder`, or made by this build. Each has a folder there, by its path."""

    def __init__(self, folder: Path, names: frozenset[str], *, keeps: bool, preview: bool, packs: bool) -> None:
        self.folder, self.names, self.keeps, self.preview, self.packs = folder, names, keeps, preview, packs
        self.parts: dict[str, PlacedPart] = {}

    def missing(self, task: PartTask) -> PartTask | None:
        """What has to be made of a task: None if all of it is kept."""
        from briefsite.rendering.assembly import PlacedPart
        from briefsite.rendering.kept_parts import folder_of_part, kept_part

        versions = {kept.path for kept, _ in task.versions}
        missing = dict(task.keys)
        for path, key in task.keys.items():
            if path not in versions and not self.keeps:
                continue
            folder = self.folder / folder_of_part(path)
            part = kept_part(folder)
            if part is not None and self._has_key(part, key) and self._as_asked(part.report.asked):
                self.parts[path] = PlacedPart(path, folder, part)
                del missing[path]
        if not missing:
            return None
        left = tuple((kept, inputs) for kept, inputs in task.versions if kept.path in missing)
        return replace(task, keys=missing, versions=left)

    def _has_key(self, part: KeptPart, key: str) -> bool:
        """Whether a part is what it would be now. A preview can take over what a build made, and has more."""
        from briefsite.rendering.kept_parts import DISK, preview_key

        if self.packs and DISK not in part.files:
            return False
        return part.report.key == key or (self.preview and part.report.key == preview_key(key))

    def _as_asked(self, asked: Mapping[str, bool]) -> bool:
        return all((name in self.names) == was for name, was in asked.items())

    def put(self, result: PartResult) -> None:
        """Keeps what was made."""
        from briefsite.rendering.assembly import PlacedPart
        from briefsite.rendering.kept_parts import folder_of_part, keep_part

        for one in result.parts:
            folder = self.folder / folder_of_part(one.path)
            self.parts[one.path] = PlacedPart(one.path, folder, keep_part(one.folder, folder, one.report))

    def in_order(self) -> Iterator[PlacedPart]:
        """The parts by path, the root first."""
        return (self.parts[path] for path in sorted(self.parts))
