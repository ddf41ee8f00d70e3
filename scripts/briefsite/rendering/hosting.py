"""What hosts are told of a site: where its former pages have gone, which headers they send, how long files are kept.

Any web server can publish the site as it is: at each former address is a page that leads on. A redirect by the server
is better than that, as browsers carry the fragment (`#p9`) along, with or without JavaScript, and a header protects
what isn't a page. Each kind of host reads its own file:

    _redirects, _headers    Netlify, Cloudflare Pages; GitLab Pages reads the first
    _apache.conf            Apache httpd 2.4, as .htaccess (with `AllowOverride FileInfo`) or in a <Directory>
    _nginx.conf             nginx, included in a server block
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from briefsite.pages.mark import line_mark

#: The names of the files, which none of the hosts publishes, or which say nothing that the site doesn't.
REDIRECTS: Final = "_redirects"
HEADERS: Final = "_headers"
APACHE: Final = "_apache.conf"
NGINX: Final = "_nginx.conf"
#: What the name of a file has in it if another content would have another name.
_HASHED: Final = re.compile(r"\.[0-9a-f]{8,}\.(?:\w+\.)?\w+$")
#: How long browsers keep an answer: a page is asked for again each time, and sent only if it has changed.
_SHORT: Final = "public, max-age=0, must-revalidate"
_LONG: Final = "public, max-age=31536000, immutable"
#: Besides the policy: only by https for a year; no guessing of types; other sites learn from which site a reader comes,
#: not from which page; none of a device's senses.
_ALWAYS: Final = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(
        f"{sense}=()" for sense in ("camera", "geolocation", "microphone", "payment", "usb")
    ),
}
#: What hosts may not know, and would then send as a download or in another encoding.
_TYPES: Final = {"md": "text/markdown; charset=utf-8", "epub": "application/epub+zip"}
#: Cloudflare reads at most 100 rules of a file of headers.
_MOST: Final = 90


@dataclass(frozen=True)
class Hosting:
    """A site, as a host needs to know it.

    `moved` are the former paths of pages with their present ones (`/old/`, `/new/`), `pages` the paths of all pages,
    and `hashed` those of files whose names change with their content, all counted from the root of the site. `root` is
    its path on the host. `policy` is that of all its pages.
    """

    moved: Sequence[tuple[str, str]]
    pages: Sequence[str]
    hashed: Sequence[str]
    policy: str
    root: str = "/"

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of every answer, except how long it is kept. Only a header can forbid frames around pages."""
        return {"Content-Security-Policy": f"{self.policy}; frame-ancestors 'self'", **_ALWAYS}

    def at(self, path: str) -> str:
        """A path of the site as a path of its host, with escapes for what no configuration has to quote."""
        return quote(unquote(f"{self.root.rstrip('/')}{path}"), safe="/-._~")


def is_hashed(name: str) -> bool:
    """Whether a file with this name has a checksum of its content in it (`bundle.a5f9d56c.min.js`)."""
    return _HASHED.search(name) is not None


def host_files(site: Hosting) -> Mapping[str, bytes]:
    """The files for all hosts, by their names in the site."""
    texts = {REDIRECTS: _redirects(site), HEADERS: _headers(site), APACHE: _apache(site), NGINX: _nginx(site)}
    return {name: "".join(f"{line}\n" for line in lines).encode() for name, lines in texts.items()}


_SOURCES: Final = "sources/ and mkdocs.yml"


def _redirects(site: Hosting) -> Iterator[str]:
    yield line_mark(_SOURCES)
    yield "# Where former pages are now. Browsers carry the fragment along. At each former path is a page, too, which"
    yield "# leads on: “!” says to go by the rule all the same. Hosts that don't know the sign go by the next line."
    for old, new in site.moved:
        yield f"# {old[1:]}index.html"
        for status in ("301!", "301"):
            yield f"{site.at(old)} {site.at(new)} {status}"
        yield f"{site.at(old).rstrip('/')} {site.at(new)} 301"


def _headers(site: Hosting) -> Iterator[str]:
    yield line_mark(_SOURCES)
    yield site.at("/*").replace("%2A", "*")
    yield from (f"  {name}: {value}" for name, value in site.headers.items())
    for ending, media_type in _TYPES.items():
        yield site.at(f"/*.{ending}").replace("%2A", "*")
        yield f"  Content-Type: {media_type}"
    # Hosts join the values of all rules that match, so no two rules for the same path can say how long it is kept.
    yield from _kept(map(site.at, site.hashed), _LONG)
    folders = sorted({page.split("/")[1] for page in site.pages if page != "/" and page.endswith("/")})
    short = [site.at("/"), *(f"{site.at(f'/{folder}/')}*" for folder in folders if folder != "assets")]
    yield from _kept(short[: _MOST - len(site.hashed)], _SHORT)


def _kept(paths: Iterator[str] | Sequence[str], how_long: str) -> Iterator[str]:
    for path in paths:
        yield path
        yield f"  Cache-Control: {how_long}"


def _apache(site: Hosting) -> Iterator[str]:
    yield line_mark(_SOURCES)
    yield "# Copy this to .htaccess beside it, or Include it in the <Directory> of the site."
    yield f"ErrorDocument 404 {site.at('/404.html')}"
    yield "AddDefaultCharset utf-8"
    yield from (f'AddType "{media_type}" .{ending}' for ending, media_type in _TYPES.items())
    for old, new in site.moved:
        yield f'RedirectMatch 301 "^{re.escape(site.at(old).rstrip("/"))}/?(?:index\\.html)?$" "{site.at(new)}"'
    yield "<IfModule mod_headers.c>"
    yield from (f'  Header always set {name} "{value}"' for name, value in _with_length(site, _SHORT))
    if site.hashed:
        yield f'  <FilesMatch "^(?:{_any_of(path.rpartition("/")[2] for path in site.hashed)})$">'
        yield f'    Header always set Cache-Control "{_LONG}"'
        yield "  </FilesMatch>"
    yield "</IfModule>"


def _nginx(site: Hosting) -> Iterator[str]:
    yield line_mark(_SOURCES)
    yield "# Put   include /path/to/the/site/_nginx.conf;   into the server block whose root is this folder."
    yield "index index.html;"
    yield "charset utf-8;"
    yield "absolute_redirect off;"
    yield f"error_page 404 {site.at('/404.html')};"
    yield from _nginx_headers(site, _SHORT)
    for old, new in site.moved:
        for path in (site.at(old), site.at(old).rstrip("/"), f"{site.at(old)}index.html"):
            yield f'location = "{path}" {{ return 301 "{site.at(new)}$is_args$args"; }}'
    for ending, media_type in _TYPES.items():
        # With no other types: those of the server may have another for the ending.
        yield f'location ~ "\\.{ending}$" {{ types {{ }} default_type "{media_type}"; }}'
    if site.hashed:
        # A location with a header of its own inherits none.
        yield f'location ~ "^(?:{_any_of(map(site.at, site.hashed))})$" {{'
        yield from (f"  {line}" for line in _nginx_headers(site, _LONG))
        yield "}"
    names = "|".join(map(re.escape, (REDIRECTS, HEADERS, APACHE, NGINX)))
    yield f'location ~ "/(?:{names}|\\.ht[^/]*)$" {{ return 404; }}'


def _nginx_headers(site: Hosting, how_long: str) -> Iterator[str]:
    yield from (f'add_header {name} "{value}" always;' for name, value in _with_length(site, how_long))


def _with_length(site: Hosting, how_long: str) -> Sequence[tuple[str, str]]:
    return [*site.headers.items(), ("Cache-Control", how_long)]


def _any_of(names: Iterator[str]) -> str:
    return "|".join(map(re.escape, names))
