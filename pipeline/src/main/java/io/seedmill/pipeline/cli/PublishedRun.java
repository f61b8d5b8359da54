package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.pipeline.cli.card.CsvRows;
import io.seedmill.pipeline.run.Advance;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.raw.PublishedRecords;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.PartFormats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** A published run whose records are read again. */
final class PublishedRun implements AutoCloseable {

  /** The place of a run: the output, and its name. */
  static final Pattern RUN = Pattern.compile("(.*)/metadata/([^/]+)/?");

  private static final int RECORDS_OF_A_STEP = 1000;

  private final OpenStorages storages;
  private final Storage storage;
  private final Manifest manifest;
  private final String option;
  private final CommandSpec command;

  private PublishedRun(
      OpenStorages storages,
      Storage storage,
      Manifest manifest,
      String option,
      CommandSpec command) {
    this.command = command;
    this.option = option;
    this.storages = storages;
    this.storage = storage;
    this.manifest = manifest;
  }

  /**
   * Finds a run.
   *
   * @param option the option that names it, for messages
   * @param named an output, for its newest complete run, or {@code <output>/metadata/<run>}
   * @param command the command that shows how far reading is
   */
  static PublishedRun open(String option, String named, RunnerOptions given, CommandSpec command)
      throws IOException, BadInputException {
    Matcher run = RUN.matcher(named);
    boolean isRun = run.matches();
    String output = OutputCheck.place(option, isRun ? run.group(1) : named, given, true);
    requireNoFile(option, output);
    OpenStorages storages = new OpenStorages(given.options());
    try {
      Storage storage = storages.at(output);
      Optional<String> name = isRun ? Optional.of(run.group(2)) : Optional.empty();
      return new PublishedRun(
          storages, storage, manifest(option, named, storage, name), option, command);
    } catch (IllegalArgumentException e) {
      storages.close();
      throw new BadInputException(option + ": " + e.getMessage(), e);
    } catch (BadInputException | IOException e) {
      storages.close();
      throw e;
    }
  }

  /** Refuses a file where an output is meant. */
  static void requireNoFile(String option, String output) throws BadInputException {
    if (Storage.isLocal(output) && Files.isRegularFile(Path.of(output))) {
      throw new BadInputException(
          "%s: found '%s', which is a file; allowed: an output, or <output>/metadata/<run>"
              .formatted(option, output));
    }
  }

  private static Manifest manifest(
      String option, String named, Storage storage, Optional<String> name)
      throws IOException, BadInputException {
    String path = DatasetLayout.LATEST_RUN;
    try {
      path =
          name.isPresent()
              ? new DatasetLayout(name.get(), "").manifest()
              : LatestRun.parse(storage.read(path)).manifest();
      return Manifest.parse(storage.read(path));
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          "%s: found no published run at '%s'; allowed: an output, or <output>/metadata/<run>"
              .formatted(option, named),
          e);
    } catch (JsonProcessingException e) {
      String instead =
          name.isPresent()
              ? ""
              : ", or name another run, as <output>/metadata/<run>; 'seedmill runs' lists them";
      throw new BadInputException(
          "%s: '%s' of '%s' is damaged (%s); allowed: what a run has written: restore it from a copy%s"
              .formatted(
                  option,
                  path,
                  RUN.matcher(named).replaceFirst("$1"),
                  CanonicalJson.problem(e),
                  instead),
          e);
    }
  }

  /** Returns what the run says of itself. */
  Manifest manifest() {
    return manifest;
  }

  /** Returns the storage of the output. */
  Storage storage() {
    return storage;
  }

  /** Takes records. */
  @FunctionalInterface
  interface Reader {

    /**
     * Takes the line of a record.
     *
     * @return false if no more is wanted
     */
    boolean take(String line) throws IOException, BadInputException;
  }

  /** Opens a file of the run. */
  InputStream open(String path) throws IOException {
    return storage.open(path);
  }

  /** Reads the records in the order of the parts. */
  void read(Reader reader) throws IOException, BadInputException {
    if (manifest.unreadable().isPresent()) {
      throw new BadInputException(
          "%s: found run '%s', which %s; allowed: a run in %s"
              .formatted(
                  option,
                  manifest.run(),
                  manifest.unreadable().get(),
                  PartFormats.JSON_LINES.name()));
    }
    readAll(reader);
  }

  /** Reads the records in the order of the parts, and shows how far it is. */
  void readAll(Reader reader) throws IOException, BadInputException {
    long total = manifest.parts().stream().mapToLong(FileReport::records).sum();
    AtomicLong done = new AtomicLong();
    try (ProgressDisplay progress = ProgressDisplay.of(command)) {
      read(
          storage,
          manifest.parts(),
          line -> {
            if (done.incrementAndGet() % RECORDS_OF_A_STEP == 0 && done.get() < total) {
              progress.update(new Advance(done.get(), total, "records", "writing", ""));
            }
            return reader.take(line);
          });
    }
  }

  /**
   * Reads the records of parts.
   *
   * @throws IOException if a part that was read to its end is not as the run left it
   */
  static void read(Storage storage, List<FileReport> parts, Reader reader)
      throws IOException, BadInputException {
    for (FileReport part : parts) {
      if (part.records() == 0) {
        continue;
      }
      MessageDigest sha256 = ContentHash.sha256();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(lines(storage, part, sha256), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!reader.take(line)) {
            return;
          }
        }
      } catch (JsonProcessingException e) {
        throw new IOException(damaged(part, "what is no record: " + CanonicalJson.problem(e)), e);
      }
      String found = HexFormat.of().formatHex(sha256.digest());
      if (!PublishedRecords.areColumns(part.path()) && !found.equals(part.sha256())) {
        throw new IOException(damaged(part, "SHA-256 " + found));
      }
    }
  }

  /**
   * Reads the rows of the parts in CSV, of each part the names of its columns first.
   *
   * @throws IOException if a part is not as the run left it
   */
  void readRows(BiConsumer<FileReport, ObjectNode> reader) throws IOException {
    for (FileReport part : manifest.parts()) {
      MessageDigest sha256 = ContentHash.sha256();
      try (InputStream in = lines(storage, part, sha256)) {
        CsvRows.read(in, row -> reader.accept(part, row));
      }
      String found = HexFormat.of().formatHex(sha256.digest());
      if (!found.equals(part.sha256())) {
        throw new IOException(damaged(part, "SHA-256 " + found));
      }
    }
  }

  /** Opens the lines of a part; those of columns have checksums of their own. */
  private static InputStream lines(Storage storage, FileReport part, MessageDigest digest)
      throws IOException {
    return PublishedRecords.areColumns(part.path())
        ? PublishedRecords.lines(storage, part.path(), 0, part.bytes())
        : Compression.ofName(part.path())
            .inflated(new DigestInputStream(storage.open(part.path()), digest));
  }

  private static String damaged(FileReport part, String found) {
    return ("%s is damaged: %d bytes with SHA-256 %s were written, found %s; restore it from a copy,"
            + " or run the dataset again")
        .formatted(part.path(), part.bytes(), part.sha256(), found);
  }

  @Override
  public void close() throws IOException {
    storages.close();
  }
}
