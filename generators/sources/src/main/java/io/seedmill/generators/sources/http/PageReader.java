package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.cache.CachedResponse;
import io.seedmill.generators.sources.http.RequestFailure.Garbled;
import io.seedmill.generators.sources.http.RequestFailure.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the records in the answers of an API. */
final class PageReader {

  /**
   * A response as JSON, and the records in it.
   *
   * @param placed the place of the records is there, or the response is empty
   */
  record Page(JsonNode root, List<JsonNode> records, boolean placed) {}

  private final JsonPointer place;
  private final Secrets secrets;

  /**
   * @param place where the records are in an answer
   * @param secrets what messages do not show
   */
  PageReader(JsonPointer place, Secrets secrets) {
    this.place = place;
    this.secrets = secrets;
  }

  /**
   * Reads a page.
   *
   * @param first whether it is the first of its query, which must have the records where they are
   *     looked for
   * @throws RequestFailure if it is no JSON, or tells of an error
   */
  Page read(ApiRequest request, CachedResponse response, boolean first) throws RequestFailure {
    if (new String(response.body(), StandardCharsets.UTF_8).isBlank()) {
      return new Page(NullNode.instance, List.of(), true); // such as status 204
    }
    try {
      JsonNode root = CanonicalJson.parse(response.body());
      return new Page(root, records(request, root, first), isPlaced(root));
    } catch (IOException e) {
      return repaired(request, response, e);
    }
  }

  /** Reads a page of which some records are not valid; texts stand for them. */
  private Page repaired(ApiRequest request, CachedResponse response, IOException problem)
      throws RequestFailure {
    try {
      Optional<JsonNode> lines = PageRepair.lines(response.body());
      if (lines.isPresent() && !place.matches()) {
        throw new Refused(
            "%s: the answer is JSON Lines, whose lines are the records; allowed: no 'records'; found '%s'"
                .formatted(request.shown(), place));
      }
      if (lines.isPresent()) {
        return new Page(lines.get(), records(request, lines.get(), false), true);
      }
      Optional<JsonNode> root = PageRepair.repaired(response.body(), place);
      if (root.isPresent()) {
        return new Page(root.get(), records(request, root.get(), false), true);
      }
    } catch (IOException e) {
      problem.addSuppressed(e); // the first message is the strict one
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    String start = cut(secrets.redact(body), 60).replaceAll("\\s+", " ");
    throw new Garbled(
        "%s: the answer is not JSON (%s); it begins with: %s"
            .formatted(request.shown(), CanonicalJson.problem(problem), start));
  }

  /** Returns the start of a text; secrets in it must be gone, because half of one would stay. */
  private static String cut(String redacted, int most) {
    return redacted.substring(0, Math.min(redacted.length(), most));
  }

  private boolean isPlaced(JsonNode root) {
    return root.isEmpty() || !root.at(place).isMissingNode();
  }

  private List<JsonNode> records(ApiRequest request, JsonNode root, boolean first)
      throws RequestFailure {
    JsonNode at = root.at(place);
    Optional<String> error = PageSigns.error(root);
    boolean hasNone = at.isMissingNode() || at.isNull() || (at.isContainerNode() && at.isEmpty());
    if (hasNone && error.isPresent() && !place.matches()) {
      throw new Refused(
          "%s: the answer has no records at '%s', but %s"
              .formatted(request.shown(), place, cut(secrets.redact(error.get()), 200)));
    }
    // 'null' and '{}', in place of the list or of all, are what some APIs make of an empty list.
    if (at.isNull() || root.isNull() || (root.isContainerNode() && root.isEmpty())) {
      return List.of();
    }
    if (at instanceof ObjectNode single) {
      return single.isEmpty() ? List.of() : List.of(single);
    }
    if (at.isMissingNode() && !first) {
      return List.of();
    }
    if (!at.isArray()) {
      String found = at.isMissingNode() ? "nothing" : "neither a list nor an object";
      throw new Refused(
          "%s: the answer has %s at '%s'; %s"
              .formatted(request.shown(), found, place, secrets.redact(PageSigns.advice(root))));
    }
    List<JsonNode> records = new ArrayList<>(at.size());
    at.forEach(records::add);
    return records;
  }
}
