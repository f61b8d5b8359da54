package io.seedmill.pipeline.testing;

import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Fails by index, for tests of the account: of every ten indices, 3 throws always, 4 throws twice
 * and then works, 5 throws an error, 6 writes nothing, 7 writes what is not JSON, 8 writes too much
 * (where the spec allows 1,000 bytes). All others work.
 */
public final class FlakyGenerator implements SampleGenerator {

  /** The last digits of the indices that no retry cures. */
  public static final String FAILING_DIGITS = "35678";

  private final Map<Long, Integer> attempts = new HashMap<>();

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) throws Exception {
    int attempt = attempts.merge(index, 1, Integer::sum);
    switch ((int) (index % 10)) {
      case 3 -> throw new IllegalStateException("index " + index + " never works");
      case 4 -> {
        if (attempt % 3 != 0) {
          sample.text("answer", "the remains of a failed attempt");
          throw new IllegalStateException("index " + index + " works at the third attempt");
        }
      }
      case 5 -> throw new AssertionError("index " + index + " asserts");
      case 6 -> {
        return;
      }
      case 7 -> {
        sample.json("{\"prompt\": oops}".getBytes(StandardCharsets.US_ASCII));
        return;
      }
      case 8 -> {
        sample.text("answer", "x".repeat(2_000));
        return;
      }
      default -> {
        // works at once
      }
    }
    sample.text("answer", Long.toString(index)).text("prompt", "p" + random.nextInt(1000));
    sample.difficulty(1);
  }

  /** The catalogue's entry, in tests alone. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "test-flaky";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "fails on some indices, for tests";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none();
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new FlakyGenerator());
    }
  }
}
