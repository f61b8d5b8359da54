package io.seedmill.pipeline.run;

import io.seedmill.transforms.storage.CheckStorage;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The places of a run's files.
 *
 * @param output the root of the storage in which the dataset appears
 * @param spill the root of the storage in which samples wait until they are deduplicated; all
 *     workers share it
 * @param layout their names
 * @param areThisMachines whether all workers are in this program
 */
@RecordBuilder
public record RunFiles(String output, String spill, DatasetLayout layout, boolean areThisMachines)
    implements RunFilesBuilder.With {

  /**
   * The files of a run whose workers are all on this machine: samples wait in its temporary folder
   * where the output is far away.
   *
   * @throws IOException if the folder is open to others
   */
  public static RunFiles onThisMachine(String output, DatasetLayout layout) throws IOException {
    return new RunFiles(output, waitingFor(output).toString(), layout, true);
  }

  /**
   * Returns the folder of this machine in which samples wait for an output, and its locks lie.
   *
   * @throws IOException if it is open to others
   */
  public static Path waitingFor(String output) throws IOException {
    return Storage.isLocal(output)
        ? Path.of(output)
        : PrivateFolder.of(
            Path.of(System.getProperty("java.io.tmpdir")),
            "seedmill-" + System.getProperty("user.name"));
  }

  /** The files of a run whose workers share nothing but the output. */
  public static RunFiles onCluster(String output, DatasetLayout layout) {
    return new RunFiles(output, output, layout, false);
  }

  /**
   * Adds the check that the workers can write to the output.
   *
   * @return what must be there before the first sample is made; null where all workers are in this
   *     program, which has tried it by itself
   */
  PCollection<String> checked(Pipeline pipeline) {
    return areThisMachines
        ? null
        : pipeline.apply("Check storage", CheckStorage.of(output, layout));
  }

  /** Returns these files under the name of another run. */
  public RunFiles of(String run) {
    return withLayout(new DatasetLayout(run, layout.attempt()));
  }
}
