package io.seedmill.pipeline.testing;

import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import org.apache.commons.rng.UniformRandomProvider;

/** Works up to index 149, and then fails its worker, which is no fault of a sample. */
public final class BreakingGenerator implements SampleGenerator {

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    if (index == 150) {
      throw new Error("this worker is broken");
    }
    sample.text("answer", Long.toString(index)).text("prompt", "p" + random.nextInt(1000));
    sample.difficulty(1);
  }

  /** The catalogue's entry, in tests alone. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "test-breaking";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "fails its worker, for tests";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none();
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new BreakingGenerator());
    }
  }
}
