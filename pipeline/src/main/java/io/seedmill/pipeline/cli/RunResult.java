package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.cli.report.EstimateTable;
import io.seedmill.pipeline.cli.report.FailureCause;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * The result of a run as JSON. It has what the manifest says, but not the spec, which the manifest
 * keeps; places are relative to the output.
 */
final class RunResult {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunResult() {}

  /** The result of a run that is published. */
  static ObjectNode of(String outcome, Manifest manifest, String output) {
    try {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      DatasetLayout layout = new DatasetLayout(manifest.run(), "");
      result
          .put("outcome", outcome)
          .put("output", output)
          .put("manifest", layout.manifest())
          .put("report", layout.report());
      result.setAll((ObjectNode) JSON.readTree(manifest.toJson()));
      return result.without(List.of("spec", "filters", "digest"));
    } catch (IOException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }

  /** Adds what the manifest does not say. */
  static void add(
      ObjectNode result,
      Manifest manifest,
      List<String> latest,
      FailureSummary failures,
      OptionalLong reused) {
    result.put("seconds", Math.rint(10 * EstimateTable.seconds(manifest).orElse(0)) / 10);
    ArrayNode links = result.putArray("latest");
    latest.forEach(links::add);
    reused.ifPresent(samples -> result.put("reused", samples));
    ArrayNode causes = result.putArray("causes");
    for (FailureCause cause : failures.most()) {
      causes
          .addObject()
          .put("count", cause.count())
          .put("cause", cause.text())
          .put("example", cause.example())
          .put("replay", cause.replay());
    }
  }

  /** The result of a job that goes on without the command. */
  static ObjectNode submitted(Outcome.Submitted submitted) {
    DatasetLayout layout = new DatasetLayout(submitted.run(), "");
    return JsonNodeFactory.instance
        .objectNode()
        .put("outcome", "submitted")
        .put("job", submitted.job())
        .put("run", submitted.run())
        .put("manifest", layout.manifest())
        .put("ifSameData", DatasetLayout.LATEST_RUN);
  }

  /** The result of a batch. */
  static ObjectNode of(RawNote note, String output) throws IOException {
    JsonNode said = JSON.readTree(note.toJson());
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("outcome", "batch").put("output", output).put("file", note.path());
    return result.setAll((ObjectNode) said);
  }
}
