"""Parquet files joined without decoding read as the rows of all, one after the other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.records.synthetic import thrift
from lco.records.synthetic.joining import PartsDiffer, join

SCHEMA = pa.schema(
    [pa.field("person", pa.int64(), nullable=False), ("starts_on", pa.date32()), ("name", pa.string())]
)
ROWS = st.lists(
    st.tuples(st.integers(0, 2**63 - 1), st.none() | st.dates(), st.none() | st.text(max_size=8)), max_size=40
)


def table(rows: list[tuple[object, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [[], [], []]
    return pa.table(
        [pa.array(list(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)],
        schema=SCHEMA,
    )


def written(folder: Path, tables: list[pa.Table], **options: object) -> list[Path]:
    paths = [folder / f"{number}.part" for number in range(len(tables))]
    for path, one in zip(paths, tables, strict=True):
        pq.write_table(one, path, row_group_size=7, **options)
    return paths


@settings(max_examples=40, deadline=None)
@given(parts=st.lists(ROWS, min_size=1, max_size=4), compression=st.sampled_from(["none", "zstd", "snappy"]))
def test_a_joined_file_holds_the_rows_of_all_parts(
    parts: list[list[tuple[object, ...]]], compression: str
) -> None:
    tables = [table(rows) for rows in parts]
    with TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "joined.parquet"
        rows = join(written(folder, tables, compression=compression, write_page_index=True), target)
        whole = pa.concat_tables(tables)
        assert rows == whole.num_rows
        assert pq.read_table(target) == whole
        con = engine.connect(memory_limit="200MB")
        assert con.to_pyarrow(con.read_parquet(str(target))).to_pylist() == whole.to_pylist()


def test_the_footer_says_where_each_row_group_stands(tmp_path: Path) -> None:
    parts = written(tmp_path, [table([(number, None, "x")] * 20) for number in (1, 2)])
    join(parts, tmp_path / "joined.parquet")
    about = pq.ParquetFile(tmp_path / "joined.parquet").metadata
    assert about.num_row_groups == 6
    starts = [about.row_group(group).column(0).dictionary_page_offset for group in range(6)]
    assert starts == sorted(starts)
    assert len(set(starts)) == 6
    assert [about.row_group(group).column(0).statistics.min for group in range(6)] == [1, 1, 1, 2, 2, 2]


def test_other_columns_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    parts = written(tmp_path, [table([(1, None, "x")]), pa.table({"person": [1]})])
    with pytest.raises(PartsDiffer, match=r"1\.part has other columns than 0\.part"):
        join(parts, tmp_path / "joined.parquet")
    assert not (tmp_path / "joined.parquet").exists()


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no Parquet file at all, but long enough"])
def test_what_is_no_parquet_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.part"
    path.write_bytes(content)
    with pytest.raises(PartsDiffer, match=r"odd\.part is no"):
        join([path], tmp_path / "joined.parquet")


def test_nothing_to_join_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartsDiffer, match="no part"):
        join([], tmp_path / "joined.parquet")


@given(number=st.integers(-(2**63), 2**63 - 1))
def test_signed_numbers_come_back(number: int) -> None:
    assert thrift.Reader(thrift.zigzag(number)).zigzag() == number


VALUES = st.one_of(
    st.tuples(st.just(thrift.I64), st.integers(-(2**63), 2**63 - 1)),
    st.tuples(st.just(thrift.BINARY), st.binary(max_size=20)),
    st.tuples(st.just(thrift.DOUBLE), st.binary(min_size=8, max_size=8)),
    st.tuples(st.sampled_from([thrift.TRUE, thrift.FALSE]), st.none()),
    st.tuples(
        st.just(thrift.LIST),
        st.tuples(st.just(thrift.I32), st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20)),
    ),
)


@given(fields=st.dictionaries(st.integers(1, 200), VALUES, max_size=8))
def test_a_struct_comes_back(fields: dict[int, tuple[int, object]]) -> None:
    struct = [
        (number, kind, kind == thrift.TRUE if value is None else value)
        for number, (kind, value) in sorted(fields.items())
    ]
    assert thrift.Reader(thrift.struct(struct)).struct() == struct
