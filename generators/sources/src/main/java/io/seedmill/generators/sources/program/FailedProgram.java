package io.seedmill.generators.sources.program;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;

/** A program whose repository could not be set up: every sample of it fails. */
final class FailedProgram implements Generator {

  /** The code in a dead letter. */
  private static final String CODE = "program-not-set-up";

  private final String why;

  FailedProgram(String why) {
    this.why = why;
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) {
    for (long index = task.range().first(); index < task.range().end(); index++) {
      sink.begin(index);
      sink.fail(new SampleFailure(index, task.seeds().seedOf(index), 1, CODE, why));
    }
  }
}
