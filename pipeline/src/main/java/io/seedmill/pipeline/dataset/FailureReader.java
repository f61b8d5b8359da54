package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.input.DurationText;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.time.Duration;
import java.util.Optional;

/** Reads the key {@code failures} of a spec: the treatment of failing samples. */
final class FailureReader {

  private static final FailurePolicy USUAL = FailurePolicy.DEFAULT;
  private static final int MOST_RETRIES = 100;

  static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .integer("retries", "tries after the first", USUAL.retries(), 0, MOST_RETRIES)
          .duration("backoff", "the wait before the first retry", USUAL.backoff())
          .optional("maxBackoff", "the longest wait; 30s, or 'backoff'", ValueType.duration())
          .flag("failFast", "end the run at the first dead letter", USUAL.failFast())
          .rule(FailureReader::shortWait);

  private FailureReader() {}

  private static Optional<InputProblem> shortWait(Parameters failures) {
    return failures
        .optional("maxBackoff", Parameters::duration)
        .filter(longest -> longest.compareTo(failures.duration("backoff")) < 0)
        .map(
            longest ->
                new InputProblem(
                    "/maxBackoff", DurationText.write(longest), "a time not below 'backoff'"));
  }

  static FailurePolicy read(Parameters failures) {
    Duration backoff = failures.duration("backoff");
    Duration usual = backoff.compareTo(USUAL.maxBackoff()) > 0 ? backoff : USUAL.maxBackoff();
    return new FailurePolicy(
        failures.intValue("retries"),
        backoff,
        failures.optional("maxBackoff", Parameters::duration).orElse(usual),
        failures.flag("failFast"));
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
