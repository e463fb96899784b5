from .source import Asked, SiteSource
from .writing import Site, write_single_file, write_site

__all__ = ["Asked", "Site", "SiteSource", "write_single_file", "write_site"]
