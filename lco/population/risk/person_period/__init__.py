"""Tables of persons and periods from elsewhere: the same fitting and validation, by a declared schema."""

from lco.population.risk.person_period.rows import rows_of
from lco.population.risk.person_period.schema import Schema, read_schema
from lco.population.risk.person_period.sources import dataset, datasets, read_table
from lco.population.risk.person_period.trying import try_out

__all__ = ["Schema", "dataset", "datasets", "read_schema", "read_table", "rows_of", "try_out"]
