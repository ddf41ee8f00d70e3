"""The workflows that publish a site: for GitHub Pages and for GitLab Pages.

A push to the main branch builds the site and deploys it, if nothing waits for a release. A pull request is built too,
and gets a comment with what it would change. A stranger's pull request is built without any rights: another workflow,
which runs no code of the request, writes the comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefsite.storage.cache import installed_version

_GITHUB: Final = """\
# Publishes the site with GitHub Pages. Written once by `briefsite init`; from then on it is yours.
# In the repository's settings, under Pages, choose “GitHub Actions” as the source.
name: Site

on:
  push:
    branches: [main]
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: site-${{ github.ref }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # links are compared with every earlier version
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install @PROGRAM@ # or the path of a wheel
      - name: Build what will be published
        if: github.event_name != 'pull_request'
        run: briefsite build --locked --released
      - name: Build what is proposed
        if: github.event_name == 'pull_request'
        env:
          BASE: ${{ github.event.pull_request.base.sha }}
        run: |
          briefsite build --locked
          mkdir preview
          briefsite diff --format markdown "$BASE" > preview/difference.md
          mv site preview/site
      - uses: actions/upload-artifact@v4
        if: github.event_name == 'pull_request'
        with:
          name: preview
          path: preview
          retention-days: 7
      - uses: actions/upload-pages-artifact@v3
        if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'
        with:
          path: site

  deploy:
    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v4
"""

_GITHUB_COMMENT: Final = """\
# Comments on a pull request what it would change. It takes what the other workflow made as text, and runs none of it.
name: Preview

on:
  workflow_run:
    workflows: [Site]
    types: [completed]

permissions:
  actions: read
  pull-requests: write

jobs:
  comment:
    if: github.event.workflow_run.event == 'pull_request' && github.event.workflow_run.conclusion == 'success'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - uses: actions/download-artifact@v4
        with:
          name: preview
          path: preview
          run-id: ${{ github.event.workflow_run.id }}
          github-token: ${{ github.token }}
      - uses: actions/github-script@v7
        with:
          script: |
            const fs = require("fs")
            const run = context.payload.workflow_run
            const mark = "<!-- briefsite diff -->"
            const head = `${run.head_repository.owner.login}:${run.head_branch}`
            const open = await github.rest.pulls.list({...context.repo, state: "open", head})
            const pull = open.data.find(each => each.head.sha === run.head_sha)
            if (!pull) return
            const said = fs.readFileSync("preview/difference.md", "utf8").slice(0, 60000)
            const site = `[The site with this change](${run.html_url}#artifacts) (artifact “preview”)`
            const body = `${mark}\\n${said}\\n\\n${site}`
            const issue = {...context.repo, issue_number: pull.number}
            const before = await github.paginate(github.rest.issues.listComments, issue)
            const ours = before.find(each => each.user.type === "Bot" && each.body.startsWith(mark))
            if (ours) await github.rest.issues.updateComment({...context.repo, comment_id: ours.id, body})
            else await github.rest.issues.createComment({...issue, body})
"""

_GITLAB: Final = """\
# Publishes the site with GitLab Pages. Written once by `briefsite init`; from then on it is yours.
# To have what a merge request would change as a comment, give the project a variable BRIEFSITE_TOKEN: a project access
# token with the role Reporter and the scope api. Without it, the difference is an artifact of the job.
image: python:3.12

variables:
  GIT_DEPTH: "0" # links are compared with every earlier version

preview:
  stage: test
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pip install @PROGRAM@ # or the path of a wheel
    - briefsite build --locked
    - briefsite diff --format markdown "$CI_MERGE_REQUEST_DIFF_BASE_SHA" > difference.md
    - |
      if [ -n "${BRIEFSITE_TOKEN:-}" ]; then
        curl --fail --silent --show-error --output /dev/null --header "PRIVATE-TOKEN: $BRIEFSITE_TOKEN" \\
          --data-urlencode "body@difference.md" \\
          "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
      fi
  artifacts:
    expose_as: The site with this change
    paths: [difference.md, site/]
    expire_in: 1 week

pages:
  stage: deploy
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - pip install @PROGRAM@
    - briefsite build --locked --released
    - mv site public
    # GitLab follows a redirect only where there is no page: those that only lead on go.
    - sed -n 's|^# \\(.*index\\.html\\)$|public/\\1|p' public/_redirects | xargs -r rm -f --
  artifacts:
    paths: [public]
"""

#: The files by their paths from the root of a site.
_FILES: Final = {
    ".github/workflows/site.yml": _GITHUB,
    ".github/workflows/preview.yml": _GITHUB_COMMENT,
    ".gitlab-ci.yml": _GITLAB,
}


def workflow_files() -> Mapping[str, str]:
    """The workflows of a new site by their paths from its root. They install the version of the program that runs."""
    program = f"briefsite=={installed_version('briefsite').rpartition('-')[2]}"
    return {name: text.replace("@PROGRAM@", program) for name, text in _FILES.items()}
