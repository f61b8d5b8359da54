package io.seedmill.pipeline.testing;

import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Takes a few milliseconds a sample, and adds a byte to a file for each that it begins, where the
 * system property {@value #WORK} names one: that file's size is how much work was done.
 */
public final class SlowGenerator implements SampleGenerator {

  public static final String WORK = "seedmill.test.work";

  private static final long PAUSE_NANOS = 4_000_000;

  private final String work = System.getProperty(WORK);

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) throws Exception {
    if (work != null) {
      Files.write(
          Path.of(work),
          ".".getBytes(StandardCharsets.US_ASCII),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    sample.text("answer", "a" + random.nextInt(1000)).text("prompt", "p" + random.nextInt(1000));
    sample.difficulty(1);
  }

  /** The catalogue's entry, in tests alone. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "test-slow";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "takes its time, for tests";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none();
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new SlowGenerator());
    }
  }
}
