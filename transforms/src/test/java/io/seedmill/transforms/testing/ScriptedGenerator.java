package io.seedmill.transforms.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.nio.charset.StandardCharsets;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes samples {@code {"answer", "prompt"}} whose content repeats after {@code distinct} indices,
 * but for the indices that its script has another act for.
 */
public final class ScriptedGenerator implements SampleGenerator {

  /** An act at an index. */
  public enum Act {
    /** Throws, at every attempt. */
    THROW,
    /** Throws at the first attempt; the second is a plain sample. */
    THROW_ONCE,
    /** Writes no field. */
    WRITE_NOTHING,
    /** Writes {@value #HUGE_BYTES} bytes of text. */
    WRITE_HUGE,
    /** Writes one field, then throws. */
    WRITE_HALF,
    /** Hands over something that is not JSON. */
    INVALID_JSON,
    /** Hands over the plain sample as JSON with other white space, order and escapes. */
    OUTSIDE_JSON,
    /** Recurses without end. */
    OVERFLOW_STACK
  }

  public static final String NAME = "test-scripted";
  public static final int HUGE_BYTES = 3_000_000;

  private final long distinct;
  private final JsonNode script;
  private long lastFailed = -1;

  private ScriptedGenerator(Parameters parameters) {
    this.distinct = parameters.integer("distinct");
    this.script = parameters.json("script");
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) throws Exception {
    JsonNode act = script.path(Long.toString(index));
    if (act.isMissingNode()) {
      plain(index, sample);
    } else {
      perform(Act.valueOf(act.textValue()), index, sample);
    }
  }

  private void plain(long index, Sample sample) {
    long content = index % distinct;
    sample.integer("answer", content).text("prompt", "What is " + content + "?").difficulty(1);
    sample.note("madeFor", index);
  }

  private void perform(Act act, long index, Sample sample) throws InvalidSampleException {
    switch (act) {
      case THROW -> throw new IllegalStateException("scripted failure of " + index);
      case THROW_ONCE -> throwOnce(index, sample);
      case WRITE_NOTHING -> sample.note("madeFor", index);
      case WRITE_HUGE -> sample.text("prompt", "x".repeat(HUGE_BYTES));
      case WRITE_HALF -> {
        sample.text("answer", "half");
        throw new IllegalStateException("scripted failure halfway through " + index);
      }
      case INVALID_JSON -> sample.json(utf8("{\"prompt\": \"no end"));
      case OUTSIDE_JSON -> sample.json(utf8(outside(index)));
      case OVERFLOW_STACK -> overflow(0);
    }
  }

  private void throwOnce(long index, Sample sample) {
    if (lastFailed != index) {
      lastFailed = index;
      throw new IllegalStateException("scripted failure of the first attempt at " + index);
    }
    plain(index, sample);
  }

  private String outside(long index) {
    return "{ \"prompt\" : \"\\u0057hat is %1$d?\",\n \"metadata\": {\"source\":\"outside\"}, \"answer\": %1$d.0 }"
        .formatted(index % distinct);
  }

  private static long overflow(long depth) {
    return depth == Long.MAX_VALUE ? 0 : overflow(depth + 1) + 1;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
      return "samples that repeat, fail or come from outside as a test wants";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("distinct", "different contents", 1L << 40, 1, 1L << 40)
          .value(
              "script",
              "acts by index",
              ValueType.any("an object"),
              JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ScriptedGenerator(parameters));
    }
  }
}
