"""A Dask cluster does the same as this machine's own processes."""

from pathlib import Path

import pytest

from desktop.calibration.calibrate import begin, calibrate
from desktop.domain.clock import Month
from desktop.modelfiles.resources import RESOURCES


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_that_a_dask_cluster_serves_as_executor(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    tasks = [begin(RESOURCES, Month(year, 12), 60) for year in (2012, 2014)]
    here = calibrate(tasks, tmp_path / "here")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        there = calibrate(tasks, tmp_path / "there", executor)
    for mine, theirs in zip(here, there, strict=True):
        assert (mine.scores == theirs.scores).all()
        assert mine.noises == theirs.noises
