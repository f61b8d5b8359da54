package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.sources.cache.CacheLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a spec can say of an API. */
final class HttpSchema {

  static final String HTTP = "http";
  static final String QUERIES = "queries";
  static final String POLITENESS = "politeness";
  static final String TIMEOUTS = "timeouts";
  static final String MAX_ANSWER_BYTES = "maxAnswerBytes";
  static final String CACHE = "cache";

  private static final long LARGEST_ANSWER = 1L << 30;
  private static final String REQUEST = "a mapping with url, and what else a request has";

  private HttpSchema() {}

  static ParameterSchema create() {
    JsonNode nothing = JsonNodeFactory.instance.objectNode();
    return ParameterSchema.none()
        .structure(
            HTTP,
            "the request, and what of the answer becomes samples",
            NullNode.instance,
            REQUEST,
            (path, value) ->
                value.isNull()
                    ? List.of()
                    : problems(problems -> HttpSpecReader.read(path, value, problems)))
        .structure(
            QUERIES,
            "what is asked for: a query is an index",
            NullNode.instance,
            Queries.ALLOWED,
            Queries::check)
        .structure(
            POLITENESS,
            "how a host is treated by the whole run",
            nothing,
            "a mapping",
            (path, value) -> problems(problems -> rateLimits(path, value, problems)))
        .structure(
            TIMEOUTS,
            "how long a request may take",
            nothing,
            "a mapping",
            (path, value) -> problems(problems -> timeLimits(path, value, problems)))
        .integer(MAX_ANSWER_BYTES, "the largest answer, unpacked", 16L << 20, 1, LARGEST_ANSWER)
        .structure(
            CACHE,
            "how long and how much answers are kept",
            nothing,
            "a mapping",
            (path, value) -> problems(problems -> cache(path, value, problems)))
        .rule(HttpSchema::unfit);
  }

  @FunctionalInterface
  private interface Reading {
    Object read(List<InputProblem> problems);
  }

  private static List<InputProblem> problems(Reading reading) {
    List<InputProblem> problems = new ArrayList<>();
    Object read = reading.read(problems);
    if (read == null) {
      throw new IllegalStateException("nothing was read");
    }
    return problems;
  }

  /** What is wrong with the request and the queries together. */
  private static Optional<InputProblem> unfit(Parameters parameters) {
    JsonNode http = parameters.structure(HTTP);
    JsonNode queries = parameters.structure(QUERIES);
    if (http.isNull()) {
      return Optional.of(new InputProblem("/" + HTTP, "nothing", REQUEST));
    }
    List<String> fields = fields(spec(parameters));
    boolean alone = queries.isNull();
    if (!alone && fields.isEmpty()) {
      return Optional.of(
          new InputProblem(
              "/" + HTTP,
              "a request that is the same for every query",
              "a request with ${query} or ${query.field}, or no queries"));
    }
    if (alone && !fields.isEmpty()) {
      return Optional.of(new InputProblem("/" + QUERIES, "nothing", Queries.ALLOWED));
    }
    return Queries.file(queries).isPresent()
        ? Optional.empty()
        : Queries.unfit("/" + QUERIES, Queries.of(queries), fields);
  }

  static List<String> fields(HttpSpec spec) {
    return spec.templates().stream()
        .flatMap(template -> template.fields().stream())
        .distinct()
        .toList();
  }

  static HttpSpec spec(Parameters parameters) {
    return HttpSpecReader.read("/" + HTTP, parameters.structure(HTTP), new ArrayList<>());
  }

  static HttpSettings settings(Parameters parameters) {
    List<InputProblem> none = new ArrayList<>();
    Cache cache = cache("", parameters.structure(CACHE), none);
    return new HttpSettings(
        rateLimits("", parameters.structure(POLITENESS), none),
        timeLimits("", parameters.structure(TIMEOUTS), none),
        parameters.integer(MAX_ANSWER_BYTES),
        cache.limits(),
        cache.headers());
  }

  private static RateLimits rateLimits(String path, JsonNode value, List<InputProblem> problems) {
    Keys keys = new Keys(path, value, problems);
    RateLimits rateLimits =
        new RateLimits(
            keys.number("requestsPerSecond", 5, 0.001, 10_000),
            (int) keys.whole("concurrency", 4, 1, 1_000),
            keys.time("stagger", Duration.ofSeconds(1)),
            keys.time("longestWait", Duration.ofMinutes(10)),
            keys.someTime("pause", Duration.ofSeconds(10)));
    keys.refuseUnknown();
    return rateLimits;
  }

  private static TimeLimits timeLimits(String path, JsonNode value, List<InputProblem> problems) {
    Keys keys = new Keys(path, value, problems);
    TimeLimits limits =
        new TimeLimits(
            keys.someTime("connect", Duration.ofSeconds(10)),
            keys.someTime("read", Duration.ofSeconds(30)),
            keys.someTime("request", Duration.ofSeconds(60)));
    keys.refuseUnknown();
    return limits;
  }

  private record Cache(CacheLimits limits, Optional<List<String>> headers) {}

  private static Cache cache(String path, JsonNode value, List<InputProblem> problems) {
    Keys keys = new Keys(path, value, problems);
    CacheLimits limits =
        new CacheLimits(
            keys.time("ttl", Duration.ofDays(7)),
            keys.whole("maxBytes", 1L << 30, 0, Long.MAX_VALUE));
    Optional<List<String>> headers = Optional.empty();
    if (keys.has("headers")) {
      List<String> names = new ArrayList<>();
      JsonNode list = keys.get("headers");
      boolean good = list.isArray();
      for (JsonNode name : list) {
        good &= name.isTextual() && !name.textValue().isBlank();
        names.add(name.asText().toLowerCase(Locale.ROOT));
      }
      if (!good) {
        keys.refuse(keys.pathOf("headers"), list, "a list of headers' names");
      }
      headers = Optional.of(names);
    }
    keys.refuseUnknown();
    return new Cache(limits, headers);
  }
}
