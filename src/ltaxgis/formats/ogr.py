"""pyogrio as we use it: arrays in, arrays out.

It would bring geopandas and pandas along, half a second in each process, for functions that nobody calls here; while
it is imported they are not to be found.
"""

import sys

_NOT_NEEDED = [name for name in ("geopandas", "pandas", "pyarrow") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_NOT_NEEDED))  # type: ignore[arg-type]
try:
    import pyogrio
    import pyogrio.raw
    from pyogrio.errors import DataLayerError, DataSourceError
finally:
    for name in _NOT_NEEDED:
        del sys.modules[name]

__all__ = ["DataLayerError", "DataSourceError", "pyogrio"]
