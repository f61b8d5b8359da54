package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.plan.DiskEstimate;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.storage.DatasetLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with too little room for a run is told before the run starts. */
class DiskCheckTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");
  private static final DiskEstimate NEED = new DiskEstimate(3_000_000, 5_000_000);

  @TempDir private Path output;

  @Test
  void samplesThatWaitBesideTheDatasetNeedTheirRoomToo() throws Exception {
    RunFiles files = RunFiles.onThisMachine("/out", LAYOUT);

    assertThat(new DiskCheck(folder -> 8_000_000).tooSmall(files, NEED), empty());
    assertThat(
        new DiskCheck(folder -> 7_999_999).tooSmall(files, NEED),
        contains(
            startsWith(
                "the run needs about 8 MB of disk in '/out' until it is published, and 7 MB are"
                    + " free there")));
  }

  @Test
  void eachFolderIsHeldAgainstItsOwnNeed() throws Exception {
    RunFiles files = RunFiles.onThisMachine("/out", LAYOUT).withSpill("/tmp");
    DiskCheck check =
        new DiskCheck(folder -> folder.equals(Path.of("/tmp")) ? 2_000_000 : 5_000_000);

    assertThat(check.tooSmall(files, NEED), contains(containsString("3 MB of disk in '/tmp'")));
  }

  @Test
  void placesThatAreNotOfThisMachineAreNotHeldAgainstIt() {
    assertThat(
        new DiskCheck(folder -> 0).tooSmall(RunFiles.onCluster("s3://bucket/a", LAYOUT), NEED),
        empty());
    assertThat(
        new DiskCheck(folder -> 0).tooSmall(RunFiles.onCluster("/shared", LAYOUT), NEED), empty());
  }

  @Test
  void theCommandWarnsAndTries() {
    CommandResult result =
        CommandResult.seedmill(
            "run", "--dataset=benchmark", "--samples=50000000000", "--output=" + output);
    assertThat(
        result.err(),
        allOf(containsString("of disk in '" + output + "'"), containsString("are free there")));
  }
}
