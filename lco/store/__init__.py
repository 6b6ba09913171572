"""The store of a place: batches of records and published runs."""

from lco.store.batches import NewBatch
from lco.store.layout import StoreRefused
from lco.store.manifest import BatchManifest, FileRead, RowCount
from lco.store.place_store import Store, open_store

__all__ = ["BatchManifest", "FileRead", "NewBatch", "RowCount", "Store", "StoreRefused", "open_store"]
