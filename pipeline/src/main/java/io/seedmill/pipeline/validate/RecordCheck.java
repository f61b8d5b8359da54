package io.seedmill.pipeline.validate;

import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.util.Optional;

/** Looks at records beyond what their bytes tell, such as at their answers. */
@FunctionalInterface
public interface RecordCheck {

  /** Finds nothing. */
  RecordCheck NONE = (record, manifest) -> Optional.empty();

  /** Returns a check that finds what this one finds, and otherwise what another does. */
  default RecordCheck or(RecordCheck other) {
    return (record, manifest) -> {
      Optional<String> problem = problem(record, manifest);
      return problem.isPresent() ? problem : other.problem(record, manifest);
    };
  }

  /** Returns what is wrong with a record, in a few words; empty if nothing is. */
  Optional<String> problem(PublishedRecord record, Manifest manifest)
      throws IOException, InterruptedException;
}
