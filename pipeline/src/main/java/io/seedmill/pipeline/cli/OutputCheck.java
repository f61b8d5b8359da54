package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Reason;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.transforms.storage.CheckStorage;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.S3StorageOptions;
import io.seedmill.transforms.storage.Storage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;

/** Opens the output and tries to write there, so that a mistake shows before any work. */
final class OutputCheck {

  private static final int RETRIES = 2;

  private static final Pattern WINDOWS = Pattern.compile("(?s)(?:[A-Za-z]:/|[^/]*\\\\).*");

  /** A variable of a shell. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+}|\\$[A-Za-z_]\\w*");

  /** The begin of an address; a drive of Windows has one letter. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private final OpenStorages storages;

  OutputCheck(OpenStorages storages) {
    this.storages = storages;
  }

  /**
   * Returns the output as workers know it.
   *
   * @throws BadInputException if the workers cannot reach it
   */
  static String place(String output, RunnerOptions given, boolean shared) throws BadInputException {
    return place("--output", output, given, shared);
  }

  /** Returns a copy for a place that another option names. */
  static String place(String option, String output, RunnerOptions given, boolean shared)
      throws BadInputException {
    if (output.isBlank()) {
      throw new BadInputException(
          option + ": found nothing; allowed: a folder, or s3://bucket/prefix");
    }
    if (!output.equals(output.strip()) || output.chars().anyMatch(Character::isISOControl)) {
      throw new BadInputException(
          "%s: found '%s', with a blank at an end, or a line end or tab; allowed: a place without"
              .formatted(
                  option, output.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")));
    }
    Matcher variable = VARIABLE.matcher(output);
    if (variable.find() && !(Storage.isLocal(output) && isThere(output))) {
      throw new BadInputException(
          "%s: found '%s'; allowed: a place without '%s', which your shell has not replaced"
              .formatted(option, output, variable.group()));
    }
    if (output.equals("-")) {
      throw new BadInputException(
          "%s: found '-', but a dataset is several files; allowed: a folder, or ./- for one of that name"
              .formatted(option));
    }
    if (SCHEME.matcher(output).matches() && Storage.isLocal(output)) {
      throw new BadInputException(
          "%s: found '%s', which is a folder of that name; allowed: s3://bucket/prefix, or ./%2$s"
              .formatted(option, output));
    }
    if (WINDOWS.matcher(output).matches() && File.separatorChar == '/') {
      throw new BadInputException(
          "%s: found '%s', a path of Windows, which is one name here; allowed: /folder/name, or ./%2$s"
              .formatted(option, output));
    }
    if (!given.isRemote() || !Storage.isLocal(output)) {
      return output;
    }
    if (!shared) {
      throw new BadInputException(
          ("%s: found '%s', a folder of this machine, for a run on a cluster; allowed: a"
                  + " place that all workers reach, such as s3://bucket/prefix, or"
                  + " --shared-output if they share the folder")
              .formatted(option, output));
    }
    return Path.of(output).toAbsolutePath().normalize().toString();
  }

  /**
   * Opens the output.
   *
   * @param runId the run's name; null for one made from the time
   * @return where the files of the run will lie
   */
  RunFiles open(String output, String runId, RunnerOptions given) throws BadInputException {
    PipelineOptions options = given.options();
    String attempt = UUID.randomUUID().toString().substring(0, 8);
    DatasetLayout probe = new DatasetLayout("probe", attempt);
    tryWriting("--output", output, probe, options);
    try {
      DatasetLayout layout =
          new DatasetLayout(new RunName(storages.at(output)).choose(runId), attempt);
      RunFiles files =
          given.isRemote()
              ? RunFiles.onCluster(output, layout)
              : RunFiles.onThisMachine(output, layout);
      String chosen = options.getTempLocation();
      if (chosen == null) {
        return files;
      }
      tryWriting("--tempLocation", chosen, probe, options);
      return files.withSpill(chosen);
    } catch (IOException e) {
      throw new BadInputException("--output: " + e.getMessage(), e);
    }
  }

  private static void tryWriting(
      String option, String root, DatasetLayout probe, PipelineOptions options)
      throws BadInputException {
    try {
      tryWriting(root, probe, options);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(option + ": " + e.getMessage(), e);
    } catch (IOException e) {
      if (Storage.isLocal(root) && Files.isSymbolicLink(Path.of(root)) && !isThere(root)) {
        throw new BadInputException(
            "%s: '%s' is a link to something that is not there; allowed: a folder"
                .formatted(option, root),
            e);
      }
      throw new BadInputException(
          Storage.isLocal(root)
              ? "%s: '%s' cannot be written to (%s); allowed: a folder"
                  .formatted(option, root, Reason.of(e))
              : option + ": " + e.getMessage(),
          e);
    }
  }

  private static boolean isThere(String path) {
    return Files.exists(Path.of(path));
  }

  /** With few retries, because a wrong address does not become a right one. */
  private static void tryWriting(String output, DatasetLayout probe, PipelineOptions options)
      throws IOException {
    boolean isNew = Storage.isLocal(output) && !isThere(output);
    S3StorageOptions impatient = options.as(S3StorageOptions.class);
    int retries = impatient.getS3Retries();
    impatient.setS3Retries(Math.min(retries, RETRIES));
    try (Storage storage = Storage.of(output, impatient)) {
      CheckStorage.tryWriting(storage, probe);
      storage.deleteIfEmpty(probe.temporaryFolder());
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
      if (isNew) {
        storage.deleteIfEmpty("");
      }
    } finally {
      impatient.setS3Retries(retries);
    }
  }
}
