package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.dataset.EvaluationReader;
import io.seedmill.pipeline.validate.PublishedRecord;
import io.seedmill.pipeline.validate.RecordCheck;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.evaluation.EvaluationTexts;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares records with the evaluation texts that their run was to leave out, where these can still
 * be read and are what they were.
 */
final class EvaluationCheck implements RecordCheck {

  private final Path folder;
  private final InputFiles inputs;
  private final Map<String, Optional<Contamination.Check>> checks = new HashMap<>();
  private final Map<String, String> unread = new TreeMap<>();
  private long compared;

  /**
   * Reads texts where a run has some.
   *
   * @param folder where relative names of a spec begin
   */
  EvaluationCheck(Path folder, InputFiles inputs) {
    this.folder = folder;
    this.inputs = inputs;
  }

  /** Returns the number of records that were compared. */
  long compared() {
    return compared;
  }

  /** Returns why the records of a run could not be compared, by the run's name. */
  Map<String, String> unread() {
    return unread;
  }

  /** Returns what was compared, and what could not be; nothing where no run has such texts. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    if (compared > 0) {
      lines.add(Counted.of(compared, "record") + " compared with evaluation texts");
    }
    unread.forEach(
        (run, reason) ->
            lines.add(
                "run %s: not compared with its evaluation texts: %s; --spec-folder names the folder of its spec"
                    .formatted(run, reason)));
    return lines;
  }

  @Override
  public Optional<String> problem(PublishedRecord record, Manifest manifest) throws IOException {
    if (manifest.dedupe().against() == null) {
      return Optional.empty();
    }
    Optional<Contamination.Check> check = checks.get(manifest.run());
    if (check == null) {
      check = read(manifest).map(Contamination.Check::new);
      checks.put(manifest.run(), check);
    }
    if (check.isEmpty()) {
      return Optional.empty();
    }
    compared++;
    byte[] line = record.line();
    return check
        .get()
        .find(line, 0, line.length)
        .map(
            match ->
                "it repeats '%s' of %s, %s, which its run was to leave out"
                    .formatted(match.words(), match.file(), match.place()));
  }

  /** Returns the texts of a run; empty where they are not what they were. */
  private Optional<EvaluationTexts> read(Manifest manifest) {
    AgainstReport report = manifest.dedupe().against();
    JsonNode dedupe = manifest.spec().path("dedupe");
    try {
      EvaluationTexts texts =
          EvaluationReader.read(
              strings(dedupe.path("against")),
              report.ngrams(),
              strings(dedupe.path("againstFields")),
              folder,
              inputs);
      if (report.sha256().equals("sha256:" + texts.sha256())) {
        return Optional.of(texts);
      }
      unread.put(
          manifest.run(),
          "those of %s have changed".formatted(String.join(", ", strings(dedupe.path("against")))));
    } catch (UnusableException e) {
      unread.put(manifest.run(), "found " + e.getMessage());
    } catch (IOException e) {
      unread.put(manifest.run(), "they cannot be read (%s)".formatted(e.getMessage()));
    }
    return Optional.empty();
  }

  private static List<String> strings(JsonNode one) {
    List<String> all = new ArrayList<>();
    if (one.isTextual()) {
      all.add(one.textValue());
    }
    one.elements().forEachRemaining(each -> all.add(each.asText()));
    return all;
  }
}
