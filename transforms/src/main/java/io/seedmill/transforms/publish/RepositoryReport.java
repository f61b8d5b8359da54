package io.seedmill.transforms.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.generate.GenerationPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The repository of a program, as it was when the run began.
 *
 * @param ref the branch, tag or commit that the spec names; null where it names none
 * @param commit the id of the commit that was checked out; null where git knows of none
 * @param changed true where files differed from the commit; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepositoryReport(String ref, String commit, Boolean changed) {

  private static final String KEY = "repository";

  /** Returns the report of a planned entry; null where its program has none. */
  static RepositoryReport of(GenerationPlan.Entry.Outside outside) {
    if (outside == null || !outside.place().contains("\"" + KEY + "\"")) {
      return null;
    }
    try {
      JsonNode place = CanonicalJson.parse(outside.place().getBytes(StandardCharsets.UTF_8));
      JsonNode found = place.path(KEY);
      return found.isObject()
          ? new RepositoryReport(
              found.path("ref").textValue(),
              found.path("commit").textValue(),
              found.path("changed").asBoolean() ? true : null)
          : null;
    } catch (IOException e) {
      throw new IllegalStateException("a plan has a place that is no JSON", e);
    }
  }
}
