from .downloads import Download, release_offer
from .source import Asked, AskedByDay, SiteSource
from .writing import Site, missing, site_files, write_single_file, write_site

__all__ = [
    "Asked",
    "AskedByDay",
    "Download",
    "Site",
    "SiteSource",
    "missing",
    "release_offer",
    "site_files",
    "write_single_file",
    "write_site",
]
