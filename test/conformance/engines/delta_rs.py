"""delta-rs: reads and writes tables by the operations that ../engine.ts names."""

import json

import pyarrow
from deltalake import CommitProperties, DeltaTable, Field, QueryBuilder, write_deltalake
from deltalake.schema import PrimitiveType

from canonical import canonical
from serve import serve


class Tables:
    """Where tables are, and how their storage is reached."""

    options = {}

    @classmethod
    def open(cls, table, version=None):
        return DeltaTable(table, version=version, storage_options=cls.options)


def configure(address, key):
    """Where the data lake is: `host:port`, spoken to without TLS."""
    Tables.options = {
        "azure_storage_account_name": "devstoreaccount1",
        "azure_storage_account_key": key,
        "azure_storage_endpoint": f"http://{address}/devstoreaccount1",
        "allow_http": "true",
    }


def query(table, sql, version=None):
    """Rows of a SQL query over the table, which it calls `t`, by delta-rs's own reader."""
    batches = QueryBuilder().register("t", Tables.open(table, version)).execute(sql)
    return canonical(pyarrow.table(batches).to_pylist())


def describe(table, version=None):
    opened = Tables.open(table, version)
    metadata = opened.metadata()
    protocol = opened.protocol()
    return {
        "schema": json.loads(opened.schema().to_json()),
        "name": metadata.name,
        "description": metadata.description,
        "partitionColumns": metadata.partition_columns,
        "readerVersion": protocol.min_reader_version,
        "writerVersion": protocol.min_writer_version,
    }


def history(table):
    """The operation of each version, oldest first."""
    commits = sorted(Tables.open(table).history(), key=lambda commit: commit["version"])
    return [[commit["version"], commit["operation"]] for commit in commits]


def transaction(table, app_id):
    return Tables.open(table).transaction_version(app_id)


def shifted(table, by, where):
    """The rows that `where` keeps, under other ids."""
    rows = Tables.open(table).to_pyarrow_table().filter(pyarrow.compute.field("id") < where)
    at = rows.schema.get_field_index("id")
    return rows.set_column(at, rows.schema.field(at), pyarrow.compute.add(rows["id"], by))


def append_copy(table, by, below):
    """Appends the rows of the table whose id is less than `below` again, each id greater by `by`."""
    write_deltalake(Tables.open(table), shifted(table, by, below), mode="append")


def upsert_copy(table, by, below):
    """As append_copy, but a row whose id is there already is updated."""
    source = shifted(table, by, below)
    merge = Tables.open(table).merge(source, "t.id = s.id", source_alias="s", target_alias="t")
    merge.when_matched_update_all().when_not_matched_insert_all().execute()


def delete(table, where):
    Tables.open(table).delete(where)


def update(table, column, value, where):
    """`value` is a SQL expression."""
    Tables.open(table).update(updates={column: value}, predicate=where)


def add_column(table, name, comment):
    """A column of text."""
    field = Field(name, PrimitiveType("string"), nullable=True, metadata={"comment": comment})
    Tables.open(table).alter.add_columns([field])


def create(table, rows, partition_by):
    """A table of ids below `rows`, made with this engine's own defaults."""
    ids = pyarrow.array(range(rows), pyarrow.int64())
    parts = pyarrow.array([f"p {i % 3}" for i in range(rows)])
    write_deltalake(table, pyarrow.table({"id": ids, "part": parts}), partition_by=partition_by)


def optimize(table):
    """How many files were removed."""
    return Tables.open(table).optimize.compact()["numFilesRemoved"]


def vacuum(table):
    """Deletes all files that the newest version does not need. How many there were."""
    options = {"retention_hours": 0, "enforce_retention_duration": False, "full": True}
    return len(Tables.open(table).vacuum(dry_run=False, **options))


def checkpoint(table):
    Tables.open(table).create_checkpoint()


def append_many(table, writer, commits):
    """Commits rows (writer, n) one after the other, while others commit too."""
    properties = CommitProperties(max_commit_retries=10_000)
    for n in range(commits):
        row = pyarrow.table({"writer": [writer], "n": pyarrow.array([n], pyarrow.int64())})
        write_deltalake(Tables.open(table), row, mode="append", commit_properties=properties)


serve(
    {
        operation.__name__: operation
        for operation in (
            add_column,
            append_copy,
            append_many,
            checkpoint,
            configure,
            create,
            delete,
            describe,
            history,
            optimize,
            query,
            transaction,
            update,
            upsert_copy,
            vacuum,
        )
    }
)
