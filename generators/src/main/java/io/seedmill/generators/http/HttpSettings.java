package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.parameters.DurationText;
import io.seedmill.generators.parameters.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a spec says of an API.
 *
 * @param http the request, and what of its answer is a sample
 * @param requestsPerSecond of all workers together; 0 for no limit
 * @param concurrency how many requests there may be at once; 0 for no limit
 * @param stagger how long a worker waits at most before its first request
 * @param connect the longest time for a connection
 * @param read the longest silence within an answer
 * @param request the longest time for a request and its answer
 * @param maxAnswerBytes the largest answer
 * @param cacheFor how old a kept answer may be; zero for any age
 * @param cacheKeyHeaders headers on which an answer depends
 */
record HttpSettings(
    JsonNode http,
    double requestsPerSecond,
    int concurrency,
    Duration stagger,
    Duration connect,
    Duration read,
    Duration request,
    long maxAnswerBytes,
    Duration cacheFor,
    List<String> cacheKeyHeaders) {

  static HttpSettings of(Parameters parameters) {
    JsonNode politeness = parameters.structure("politeness");
    JsonNode timeouts = parameters.structure("timeouts");
    List<String> keyHeaders = new ArrayList<>();
    parameters.structure("cacheKeyHeaders").forEach(name -> keyHeaders.add(name.asText()));
    return new HttpSettings(
        parameters.structure("http"),
        politeness.path("requestsPerSecond").asDouble(0),
        politeness.path("concurrency").asInt(0),
        duration(politeness.path("stagger"), Duration.ofMillis(200)),
        duration(timeouts.path("connect"), Duration.ofSeconds(10)),
        duration(timeouts.path("read"), Duration.ofSeconds(30)),
        duration(timeouts.path("request"), Duration.ofMinutes(2)),
        parameters.integer("maxAnswerBytes"),
        duration(parameters.structure("cacheFor"), Duration.ZERO),
        keyHeaders);
  }

  private static Duration duration(JsonNode text, Duration usual) {
    return text.isTextual() ? DurationText.parse(text.textValue()).orElse(usual) : usual;
  }
}
