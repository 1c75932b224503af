"""Spark gives the same answers, where it is installed and Java is there."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clinicfolder import Folder, on

from tpdevice.cli.clinicians import write_tables
from tpdevice.clinic.asking import Days, ask_duckdb, sql_for
from tpdevice.clinic.catalogue import CATALOGUE
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.clinic.traces import trace_paths
from tpdevice.store.database import open_for_reading

sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed: pip install pyspark")

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a JRE"),
    pytest.mark.filterwarnings("ignore"),
]
MARCH = Days(date(2026, 3, 31), 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    made = Folder(tmp_path_factory.mktemp("clinic"))
    made.result(on(2), on(4, ending="stopped by you"), on(5))
    bea = made.plan("Bea", "bea-1", weeks=1)
    made.result(on(2, uid="b"), name="b", plan_id="bea-1", plan_digest=bea)
    made.take()
    return made


@pytest.fixture(scope="module")
def spark(folder: Folder) -> Iterator[Any]:
    tables = folder.desk.path.parent / "tables"
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        write_tables(store, tables, MARCH, force=False)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "1").getOrCreate()
    for path in tables.glob("*.parquet"):
        session.read.parquet(str(path)).createOrReplaceTempView(path.stem)
    session.read.parquet(str(folder.desk.traces)).createOrReplaceTempView("samples")
    yield session
    session.stop()


@pytest.mark.parametrize("key", CATALOGUE)
def test_spark_answers_as_duckdb_does(folder: Folder, spark: Any, key: str) -> None:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        paths = trace_paths(store, folder.desk.traces)
        here = ask_duckdb(store, key, MARCH, traces=paths)
    there = [row.asDict() for row in spark.sql(sql_for(key, "databricks")).collect()]
    assert [list(row) for row in there] == [list(row) for row in here]
    assert [_rounded(row) for row in there] == [_rounded(row) for row in here]
    assert here


def _rounded(row: Any) -> dict[str, Any]:
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in row.items()}


def test_the_tables_are_written_where_they_can_be_found(folder: Folder, spark: Any) -> None:
    assert Path(folder.desk.path.parent / "tables" / "asked.parquet").is_file()
    assert spark.sql("SELECT COUNT(*) AS n FROM session").collect()[0]["n"] == 4
