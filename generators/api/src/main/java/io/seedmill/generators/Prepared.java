package io.seedmill.generators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of preparing a source before the run.
 *
 * @param samples how many indices there are, where that is known
 * @param identity what the samples depend on besides the parameters, such as the digest of a
 *     program: another identity is another generator
 * @param place what a worker needs to find it, such as an absolute path; no sample depends on it
 * @param taskSize how many indices it makes at once: a shard is a multiple of it, where it is known
 * @param sources the files whose content is part of the identity, where a user may want to know
 */
public record Prepared(
    OptionalLong samples,
    ObjectNode identity,
    ObjectNode place,
    OptionalLong taskSize,
    List<Path> sources) {

  /** The member of a place that says in words how limits of resources are enforced. */
  public static final String LIMITS = "limits";

  /** The member of a place that counts the files of which columns without a name are left out. */
  public static final String WITHOUT_INDEX = "withoutIndex";

  /**
   * The member of a place that cells of a matrix have in common, a text: a plan keeps it once where
   * it is the same object.
   */
  public static final String SHARED = "shared";

  private static final String FAILED = "failed";

  public Prepared {
    Objects.requireNonNull(samples, "samples");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(taskSize, "taskSize");
    sources = List.copyOf(sources);
  }

  /** Returns the result for a source whose tasks may have any size. */
  public Prepared(OptionalLong samples, ObjectNode identity, ObjectNode place) {
    this(samples, identity, place, OptionalLong.empty(), List.of());
  }

  /**
   * Returns the result for a source that is as the user wrote it, but cannot be used on this
   * machine at this time: every index of it fails. The caller decides if the others are made all
   * the same.
   *
   * @param identity what is known of what the samples would depend on
   */
  public static Prepared failed(ObjectNode identity, ObjectNode place, UnusableException cause) {
    place
        .putObject(FAILED)
        .put("at", cause.parameter())
        .put("found", cause.getMessage())
        .put("allowed", cause.allowed());
    return new Prepared(OptionalLong.empty(), identity, place);
  }

  /** Returns why every index fails; empty where the source can be used. */
  public Optional<UnusableException> failure() {
    JsonNode failed = place.path(FAILED);
    return failed.isObject()
        ? Optional.of(
            new UnusableException(
                failed.path("at").textValue(),
                failed.path("found").textValue(),
                failed.path("allowed").textValue()))
        : Optional.empty();
  }

  /** Nothing was looked for. */
  public static Prepared nothing() {
    return new Prepared(
        OptionalLong.empty(),
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }
}
