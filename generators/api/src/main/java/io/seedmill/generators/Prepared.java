package io.seedmill.generators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a generator from outside found before the run.
 *
 * @param samples how many indices there are, where that is known
 * @param identity what the samples depend on besides the parameters, such as the digest of a
 *     program: another identity is another generator
 * @param place what a worker needs to find it, such as an absolute path; no sample depends on it
 * @param taskSize how many indices it makes at once: a shard is a multiple of it, where it is known
 */
public record Prepared(
    OptionalLong samples, ObjectNode identity, ObjectNode place, OptionalLong taskSize) {

  public Prepared {
    Objects.requireNonNull(samples, "samples");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(taskSize, "taskSize");
  }

  /** What was found of a generator that makes as many at once as it is asked for. */
  public Prepared(OptionalLong samples, ObjectNode identity, ObjectNode place) {
    this(samples, identity, place, OptionalLong.empty());
  }

  /** Nothing was looked for. */
  public static Prepared nothing() {
    return new Prepared(
        OptionalLong.empty(),
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }
}
