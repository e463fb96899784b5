"""A site that answers without a server: pages complete without JavaScript, enhanced where it runs, from any folder or address.

Not here: loading and asking (`pipeline`), the release beside it.
"""

from allegiance.publish.site.downloads import Download, release_offer
from allegiance.publish.site.source import Asked, SiteSource
from allegiance.publish.site.writing import Site, missing, site_files, write_single_file, write_site

__all__ = [
    "Asked",
    "Download",
    "Site",
    "SiteSource",
    "missing",
    "release_offer",
    "site_files",
    "write_single_file",
    "write_site",
]
