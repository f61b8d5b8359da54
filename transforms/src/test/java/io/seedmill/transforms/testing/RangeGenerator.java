package io.seedmill.transforms.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Works on whole ranges, as a program or an API would, and does what its script says in the middle
 * of one. Its samples have some two thousand bytes, so that few fill a block.
 */
public final class RangeGenerator implements Generator {

  /** An act at an index, instead of one sample. */
  public enum Act {
    /** Throws, so that the range ends here. */
    THROW,
    /** Throws an error without a message. */
    ASSERT,
    /** Returns, as if the range were done. */
    RETURN,
    /** Goes on with the next index. */
    SKIP,
    /** Makes two samples. */
    REPEAT,
    /** Makes a sample of an index behind the range. */
    LEAVE_RANGE,
    /** From here on, wraps whatever the sink throws in an exception of its own. */
    WRAP_FAILURES,
    /** From here on, goes on whatever the sink throws. */
    SWALLOW_FAILURES,
    /** Does what the test has left in {@link #HOOK}, then makes a sample. */
    RUN_HOOK
  }

  public static final String NAME = "test-range";

  /** The hook that {@link Act#RUN_HOOK} runs. */
  public static final AtomicReference<Runnable> HOOK = new AtomicReference<>(() -> {});

  private final Generator samples;
  private final JsonNode script;
  private Act onFailure = Act.THROW;

  private RangeGenerator(Parameters parameters) {
    this.samples =
        Generator.perSample(
            parameters,
            (index, random, sample) ->
                sample.text("padding", "x".repeat(2_000)).integer("prompt", index));
    this.script = parameters.json("script");
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    for (long index = task.range().first(); index < task.range().end(); index++) {
      JsonNode act = script.path(Long.toString(index));
      if (act.isMissingNode()) {
        sample(index, task, sink);
      } else if (!perform(Act.valueOf(act.textValue()), index, task, sink)) {
        return;
      }
    }
  }

  private boolean perform(Act act, long index, GenerationTask task, SampleSink sink)
      throws Exception {
    switch (act) {
      case THROW -> throw new IOException("scripted end of the range at " + index);
      case ASSERT -> throw new AssertionError();
      case RETURN -> {
        return false;
      }
      case SKIP -> {}
      case REPEAT -> {
        sample(index, task, sink);
        sample(index, task, sink);
      }
      case LEAVE_RANGE -> sample(task.range().end(), task, sink);
      case RUN_HOOK -> {
        HOOK.get().run();
        sample(index, task, sink);
      }
      case WRAP_FAILURES, SWALLOW_FAILURES -> {
        onFailure = act;
        sample(index, task, sink);
      }
    }
    return true;
  }

  private void sample(long index, GenerationTask task, SampleSink sink) throws Exception {
    GenerationTask one =
        new GenerationTask(IndexRange.of(index), task.seeds(), task.maxSampleBytes());
    try {
      samples.generate(one, sink);
    } catch (RuntimeException e) {
      if (onFailure == Act.WRAP_FAILURES) {
        throw new IOException("the generator's own words", e);
      }
      if (onFailure != Act.SWALLOW_FAILURES) {
        throw e;
      }
    }
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "ranges that end, skip or repeat as a test wants";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .value(
              "script",
              "acts by index",
              ValueType.any("an object"),
              JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Generator create(Parameters parameters) {
      return new RangeGenerator(parameters);
    }
  }
}
