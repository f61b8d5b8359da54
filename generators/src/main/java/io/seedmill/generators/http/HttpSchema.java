package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.parameters.DurationText;
import io.seedmill.generators.parameters.ParameterProblem;
import io.seedmill.generators.parameters.ParameterSchema;
import java.util.List;

/** What a spec can say of an API. */
final class HttpSchema {

  static final long USUAL_ANSWER = 64L << 20;
  private static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

  private HttpSchema() {}

  static ParameterSchema schema() {
    return ParameterSchema.none()
        .structure(
            "http",
            "the request, and what of the answer is a sample",
            NullNode.instance,
            "a mapping with 'url'",
            RequestCheck::problems)
        .structure(
            "queries",
            "what is asked for, a query an index",
            NullNode.instance,
            Queries.ALLOWED,
            Queries::problems)
        .structure(
            "politeness", "how much is asked of a host", NONE, "a mapping", HttpSchema::politeness)
        .structure("timeouts", "how long is waited", NONE, "a mapping", HttpSchema::timeouts)
        .integer("maxAnswerBytes", "the largest answer", USUAL_ANSWER, 1, 1L << 30)
        .structure(
            "cacheFor",
            "how old a kept answer may be; 0s for any age",
            TextNode.valueOf("24h"),
            DurationText.ALLOWED,
            HttpSchema::duration)
        .structure(
            "cacheKeyHeaders",
            "headers on which an answer depends",
            JsonNodeFactory.instance.arrayNode(),
            "a list of names",
            HttpSchema::names);
  }

  private static List<ParameterProblem> politeness(String path, JsonNode value) {
    return new ObjectCheck(path, value)
        .number("requestsPerSecond", 0.001, 1e6)
        .integer("concurrency", 1, 100_000)
        .duration("stagger")
        .problems();
  }

  private static List<ParameterProblem> timeouts(String path, JsonNode value) {
    return new ObjectCheck(path, value)
        .duration("connect")
        .duration("read")
        .duration("request")
        .problems();
  }

  private static List<ParameterProblem> duration(String path, JsonNode value) {
    boolean good = value.isTextual() && DurationText.parse(value.textValue()).isPresent();
    return ObjectCheck.unless(good, path, value, DurationText.ALLOWED);
  }

  private static List<ParameterProblem> names(String path, JsonNode value) {
    boolean good = value.isArray();
    for (JsonNode name : value) {
      good &= name.isTextual();
    }
    return ObjectCheck.unless(good, path, value, "a list of names");
  }
}
