"""Spark with Delta Lake: reads and writes tables by the operations that ../engine.ts names."""

import json
from importlib.metadata import version as installed

from delta.tables import DeltaTable
from pyspark.sql import Row, SparkSession

from canonical import canonical
from serve import serve


# Of the Hadoop that this Spark comes with.
hadoop = "3.3.4"

# The driver for the data lake takes only names of accounts in Azure; `configure` says where this one is.
lake_host = "devstoreaccount1.dfs.core.windows.net"


def session():
    delta = "org.apache.spark.sql.delta"
    packages = [f"io.delta:delta-spark_2.12:{installed('delta-spark')}", f"org.apache.hadoop:hadoop-azure:{hadoop}"]
    settings = {
        "spark.jars.packages": ",".join(packages),
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": f"{delta}.catalog.DeltaCatalog",
        "spark.sql.session.timeZone": "UTC",
        # One machine and small tables: fifty tasks a snapshot, or a thousand a listing, would be most of the time.
        "spark.databricks.delta.snapshotPartitions": "1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.sources.parallelPartitionDiscovery.parallelism": "1",
        # A checkpoint in several files, as large tables have.
        "spark.databricks.delta.checkpoint.partSize": "5",
        # Nor is code worth compiling that runs once.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.databricks.delta.retentionDurationCheck.enabled": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("conformance")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


spark = session()
spark.sparkContext.setLogLevel("ERROR")


def configure(address, key):
    """Where the data lake is: `host:port`, spoken to without TLS."""
    settings = spark.sparkContext._jsc.hadoopConfiguration()
    settings.set(f"fs.azure.account.auth.type.{lake_host}", "SharedKey")
    settings.set(f"fs.azure.account.key.{lake_host}", key)
    settings.set("fs.azure.abfs.endpoint", address)
    settings.set("fs.azure.always.use.https", "false")


def located(operation):
    """The operation, on tables named `az://<file system>/<folder>` too."""

    def run(table, **request):
        if table.startswith("az://"):
            file_system, folder = table.removeprefix("az://").split("/", 1)
            table = f"abfs://{file_system}@{lake_host}/{folder}"
        return operation(table=table, **request)

    return run


def read(table, version=None):
    reader = spark.read.format("delta")
    return (reader if version is None else reader.option("versionAsOf", version)).load(table)


def plain(value):
    """Structs as dicts and maps as lists of tuples."""
    if isinstance(value, Row):
        return {name: plain(value[name]) for name in value.__fields__}
    if isinstance(value, dict):
        return [(plain(key), plain(entry)) for key, entry in value.items()]
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value


def query(table, sql, version=None):
    """Rows of a SQL query over the table, which it calls `t`."""
    read(table, version).createOrReplaceTempView("t")
    return canonical(plain(spark.sql(sql).collect()))


def describe(table, version=None):
    detail = DeltaTable.forPath(spark, table).detail().collect()[0]
    return {
        "schema": json.loads(read(table, version).schema.json()),
        "name": detail["name"],
        "description": detail["description"],
        "partitionColumns": detail["partitionColumns"],
        "readerVersion": detail["minReaderVersion"],
        "writerVersion": detail["minWriterVersion"],
    }


def history(table):
    """The operation of each version, oldest first."""
    commits = DeltaTable.forPath(spark, table).history().orderBy("version").collect()
    return [[commit["version"], commit["operation"]] for commit in commits]


def delta_log(table):
    """Read anew: the one that is kept may be behind the others who write."""
    java = spark.sparkContext._jvm.org.apache.spark.sql.delta.DeltaLog
    java.clearCache()
    return java.forTable(spark._jsparkSession, table)


def transaction(table, app_id):
    found = delta_log(table).unsafeVolatileSnapshot().transactions().get(app_id)
    return found.get() if found.isDefined() else None


def shifted(table, by, below):
    columns = read(table).where(f"id < {below}")
    return columns.withColumn("id", columns["id"] + by).coalesce(1)


def append_copy(table, by, below):
    """Appends the rows of the table whose id is less than `below` again, each id greater by `by`."""
    shifted(table, by, below).write.format("delta").mode("append").save(table)


def upsert_copy(table, by, below):
    """As append_copy, but a row whose id is there already is updated."""
    source = shifted(table, by, below).alias("s")
    merge = DeltaTable.forPath(spark, table).alias("t").merge(source, "t.id = s.id")
    merge.whenMatchedUpdateAll().whenNotMatchedInsertAll().execute()


def delete(table, where):
    DeltaTable.forPath(spark, table).delete(where)


def update(table, column, value, where):
    """`value` is a SQL expression."""
    DeltaTable.forPath(spark, table).update(condition=where, set={column: value})


def add_column(table, name, comment):
    """A column of text."""
    spark.sql(f"ALTER TABLE delta.`{table}` ADD COLUMNS ({name} STRING COMMENT '{comment}')")


def create(table, rows, partition_by):
    """A table of ids below `rows`, made with this engine's own defaults."""
    frame = spark.range(rows).selectExpr("id", "concat('p ', id % 3) AS part")
    frame.write.format("delta").partitionBy(*partition_by).save(table)


def create_with(table, properties):
    """An empty table with properties that need newer readers or writers."""
    given = ", ".join(f"'{name}' = '{value}'" for name, value in properties.items())
    spark.sql(f"CREATE TABLE delta.`{table}` (id BIGINT) USING delta TBLPROPERTIES ({given})")


def optimize(table):
    """How many files were removed."""
    done = DeltaTable.forPath(spark, table).optimize().executeCompaction().collect()[0]
    return done["metrics"]["numFilesRemoved"]


def vacuum(table):
    """Deletes all files that the newest version does not need. How many there were is not told."""
    DeltaTable.forPath(spark, table).vacuum(0)


def checkpoint(table):
    delta_log(table).checkpoint()


def append_many(table, writer, commits):
    """Commits rows (writer, n) one after the other, while others commit too."""
    for n in range(commits):
        row = spark.createDataFrame([(writer, n)], "writer STRING, n BIGINT").coalesce(1)
        row.write.format("delta").mode("append").save(table)


serve(
    {"configure": configure}
    | {
        operation.__name__: located(operation)
        for operation in (
            add_column,
            append_copy,
            append_many,
            checkpoint,
            create,
            create_with,
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
