package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.input.DurationText;
import java.time.Duration;
import java.util.Optional;

/** Reads what a spec says of samples that fail. */
final class FailureReader {

  private static final int MOST_RETRIES = 100;

  private FailureReader() {}

  /** The policy; the usual one where the spec says nothing. */
  static FailurePolicy read(YamlObject root) {
    Optional<YamlObject> given = root.object("failures");
    if (given.isEmpty()) {
      return FailurePolicy.DEFAULT;
    }
    YamlObject failures = given.get();
    FailurePolicy usual = FailurePolicy.DEFAULT;
    long retries = failures.integer("retries", 0, MOST_RETRIES).orElse(usual.retries());
    Duration backoff = duration(failures, "backoff", usual.backoff());
    Duration longest = backoff.compareTo(usual.maxBackoff()) > 0 ? backoff : usual.maxBackoff();
    Duration maxBackoff = duration(failures, "maxBackoff", longest);
    boolean failFast = failures.flag("failFast");
    failures.refuseOtherKeys();
    if (maxBackoff.compareTo(backoff) < 0) {
      failures.problem("maxBackoff", DurationText.write(maxBackoff), "a time not below 'backoff'");
      return usual;
    }
    return new FailurePolicy((int) retries, backoff, maxBackoff, failFast);
  }

  private static Duration duration(YamlObject failures, String key, Duration usual) {
    Optional<Duration> read =
        failures.node(key).map(YamlValue::text).map(DurationText::parse).orElse(Optional.of(usual));
    if (read.isEmpty()) {
      failures.problem(
          key, failures.node(key).map(YamlValue::kind).orElse(""), DurationText.ALLOWED);
    }
    return read.orElse(usual);
  }

  static ObjectNode toJson(FailurePolicy policy) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("retries", policy.retries())
        .put("backoff", DurationText.write(policy.backoff()))
        .put("maxBackoff", DurationText.write(policy.maxBackoff()))
        .put("failFast", policy.failFast());
  }
}
