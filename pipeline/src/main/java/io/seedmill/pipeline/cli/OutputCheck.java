package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.transforms.CheckStorage;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;

/** Opens the output and tries to write there, so that a mistake shows before any work. */
final class OutputCheck {

  private final OpenStorages storages;

  OutputCheck(OpenStorages storages) {
    this.storages = storages;
  }

  /**
   * Opens the output.
   *
   * @param runId the run's name; null for one made from the time
   * @return where the files of the run will lie
   */
  RunFiles open(String output, String runId, PipelineOptions options) throws BadInputException {
    if (output.isBlank()) {
      throw new BadInputException("--output: found nothing; allowed: a folder, or s3://bucket/…");
    }
    String attempt = UUID.randomUUID().toString().substring(0, 8);
    try {
      Storage storage = storages.at(output);
      DatasetLayout probe = new DatasetLayout("probe", attempt);
      CheckStorage.tryWriting(storage, probe);
      storage.deleteIfEmpty(probe.temporaryFolder());
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
      DatasetLayout layout = new DatasetLayout(new RunName(storage).choose(runId), attempt);
      RunFiles files = RunFiles.onThisMachine(output, layout);
      return options.getTempLocation() == null ? files : files.withSpill(options.getTempLocation());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(
          Storage.isLocal(output)
              ? "--output: '%s' cannot be written to (%s); allowed: a folder"
                  .formatted(output, Reason.of(e))
              : "--output: " + e.getMessage(),
          e);
    }
  }
}
