package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.SampleFailure;
import io.seedmill.pipeline.cli.report.FailureCause;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A run's dead letters by cause: how many there are, one of them, and how it is made again.
 * Messages that differ in numbers and in what is quoted are one cause.
 */
final class FailureSummary {

  private static final int MOST_CAUSES = 10;

  /** Causes beyond these are counted together, so that memory is bounded. */
  private static final int MOST_KEPT = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIES = Pattern.compile("'[^']*'|\"[^\"]*\"|[0-9]+");

  private final String replay;
  private final Map<Cause, Tally> causes = new HashMap<>();

  private record Cause(String error, String message) {}

  private static final class Tally {
    private final String generator;
    private final long index;
    private final String message;
    private long count;

    Tally(String generator, long index, String message) {
      this.generator = generator;
      this.index = index;
      this.message = message;
    }
  }

  private FailureSummary(String replay) {
    this.replay = replay;
  }

  /**
   * Reads the dead letters of a run.
   *
   * @param replay the command that makes a sample again, without the sample; empty for none
   */
  static FailureSummary of(Manifest manifest, Storage output, String replay) throws IOException {
    FailureSummary summary = new FailureSummary(replay);
    if (manifest.failures() != null) {
      try (InputStream in = output.open(manifest.failures().path());
          MappingIterator<JsonNode> letters = JSON.readerFor(JsonNode.class).readValues(in)) {
        while (letters.hasNextValue()) {
          summary.add(letters.nextValue());
        }
      }
    }
    return summary;
  }

  private void add(JsonNode letter) {
    String error = letter.path("error").asText();
    String message = SampleFailure.inOneLine(letter.path("message").asText());
    Cause cause = new Cause(error, VARIES.matcher(message).replaceAll("…"));
    if (!causes.containsKey(cause) && causes.size() >= MOST_KEPT) {
      cause = new Cause(error, "");
    }
    causes.computeIfAbsent(
            cause,
            unseen ->
                new Tally(
                    letter.path("generator").asText(), letter.path("index").asLong(), message))
        .count++;
  }

  void print(PrintWriter out) {
    if (causes.isEmpty()) {
      return;
    }
    out.println("failed, by cause");
    for (FailureCause cause : most()) {
      out.printf(Locale.ROOT, "%,9d  %s%n", cause.count(), cause.text());
      out.println(
          "           such as "
              + cause.example()
              + (cause.replay().isEmpty() ? "" : "; " + cause.replay()));
    }
    if (causes.size() > MOST_CAUSES) {
      out.printf(Locale.ROOT, "           … and %,d other causes%n", causes.size() - MOST_CAUSES);
    }
  }

  /** Returns the most frequent causes. */
  List<FailureCause> most() {
    return causes.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Cause, Tally>>comparingLong(e -> -e.getValue().count)
                .thenComparing(e -> e.getKey().error())
                .thenComparing(e -> e.getKey().message()))
        .limit(MOST_CAUSES)
        .map(entry -> cause(entry.getKey().error(), entry.getValue()))
        .toList();
  }

  private FailureCause cause(String error, Tally tally) {
    return new FailureCause(
        tally.count,
        error + (tally.message.isEmpty() ? "" : ": " + tally.message),
        "sample %s of '%s'".formatted(tally.index, tally.generator),
        replay.isEmpty()
            ? ""
            : "%s --generator=%s --index=%s"
                .formatted(replay, ShellWord.quoted(tally.generator), tally.index));
  }
}
