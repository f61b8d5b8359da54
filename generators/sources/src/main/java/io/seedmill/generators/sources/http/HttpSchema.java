package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.DurationText;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.sources.cache.CacheLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The declaration of HTTP generators. */
final class HttpSchema {

  static final String HTTP = "http";
  static final String QUERIES = "queries";
  static final String POLITENESS = "politeness";
  static final String TIMEOUTS = "timeouts";
  static final String MAX_ANSWER_BYTES = "maxAnswerBytes";
  static final String CACHE = "cache";

  private static final long LARGEST_ANSWER = 1L << 30;

  private static final ParameterSchema RATE_LIMITS =
      ParameterSchema.none()
          .real("requestsPerSecond", "the most requests per second", 5, 0.001, 10_000)
          .integer("concurrency", "the most requests at once", 4, 1, 1_000)
          .duration("stagger", "spreads the workers' first requests", Duration.ofSeconds(1))
          .duration(
              "longestWait",
              "the longest time that a request waits as Retry-After says, in all",
              Duration.ofMinutes(10))
          .and(timeout("pause", "the time without requests after repeated failures", "10s"));

  private static final ParameterSchema TIME_LIMITS =
      timeout("connect", "the longest time until there is a connection", "10s")
          .and(timeout("read", "the longest time between two parts of a response", "30s"))
          .and(timeout("request", "the longest time in all, redirects included", "60s"));

  private static final ParameterSchema CACHE_LIMITS =
      ParameterSchema.none()
          .duration("ttl", "the age up to which a response is used", Duration.ofDays(7))
          .integer("maxBytes", "the largest size of the cache", 1L << 30, 0, Long.MAX_VALUE)
          .optional(
              "headers",
              "the headers that a response depends on; all, unless given",
              ValueType.list(
                  "a list of headers' names",
                  ValueType.text("a header's name"),
                  0,
                  Integer.MAX_VALUE));

  private HttpSchema() {}

  static ParameterSchema create() {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return ParameterSchema.none()
        .required(HTTP, "the request, and the records of a response", RequestSchema.create())
        .value(QUERIES, "the queries; each is an index", Queries.TYPE.orNull(), NullNode.instance)
        .value(POLITENESS, "rate limits of the whole run for a host", RATE_LIMITS, nothing)
        .value(TIMEOUTS, "timeouts of a request", TIME_LIMITS, nothing)
        .integer(MAX_ANSWER_BYTES, "the largest response, unpacked", 16L << 20, 1, LARGEST_ANSWER)
        .largeIntegers()
        .value(CACHE, "limits of the cache of responses", CACHE_LIMITS, nothing)
        .rule(HttpSchema::checkQueries);
  }

  private static ParameterSchema timeout(String name, String description, String defaultValue) {
    return ParameterSchema.none()
        .value(
            name,
            description,
            ValueType.duration()
                .restricted(
                    DurationText.ALLOWED + ", and longer than none",
                    time -> DurationText.parse(time.asText()).filter(d -> !d.isZero()).isPresent()),
            TextNode.valueOf(defaultValue));
  }

  /** Checks the request and the queries together. */
  private static Optional<InputProblem> checkQueries(Parameters parameters) {
    HttpSpec spec = spec(parameters);
    List<String> fields = spec.neededFields();
    boolean given = parameters.has(QUERIES);
    if (given && spec.queryFields().isEmpty()) {
      return Optional.of(
          new InputProblem(
              "/" + HTTP,
              "a request that is the same for every query",
              "a request with ${query} or ${query.field}, or no queries"));
    }
    if (!given && !fields.isEmpty()) {
      return Optional.of(new InputProblem("/" + QUERIES, "nothing", Queries.ALLOWED));
    }
    return Queries.file(parameters).isPresent()
        ? Optional.empty()
        : Queries.unfit("/" + QUERIES, Queries.of(parameters), spec);
  }

  static HttpSpec spec(Parameters parameters) {
    return HttpSpec.of(parameters.object(HTTP), parameters.json(HTTP));
  }

  static HttpSettings settings(Parameters parameters) {
    Parameters limits = parameters.object(POLITENESS);
    Parameters timeouts = parameters.object(TIMEOUTS);
    Parameters cache = parameters.object(CACHE);
    return new HttpSettings(
        new RateLimits(
            limits.real("requestsPerSecond"),
            limits.intValue("concurrency"),
            limits.duration("stagger"),
            limits.duration("longestWait"),
            limits.duration("pause")),
        new TimeLimits(
            timeouts.duration("connect"), timeouts.duration("read"), timeouts.duration("request")),
        parameters.integer(MAX_ANSWER_BYTES),
        new CacheLimits(
            cache.duration("ttl"), cache.integer("maxBytes"), parameters.integer(MAX_ANSWER_BYTES)),
        cache
            .optional("headers", Parameters::texts)
            .map(names -> names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList()),
        parameters.largeIntegers());
  }
}
