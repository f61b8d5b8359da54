package io.seedmill.transforms.testing;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.generate.GenerationPlan;
import java.util.List;

/** Plans of the scripted generators. */
public final class Plans {

  public static final long SEED = 42;
  public static final int MAX_SAMPLE_BYTES = 1 << 20;

  private Plans() {}

  /** An entry of {@link ScriptedGenerator}. */
  public static GenerationPlan.Entry scripted(
      String name, long samples, long shardSize, ScriptedParameters parameters) {
    return entry(name, ScriptedGenerator.NAME, samples, shardSize, parameters);
  }

  /** An entry of {@link RangeGenerator}. */
  public static GenerationPlan.Entry ranges(
      String name, long samples, long shardSize, ScriptedParameters parameters) {
    return entry(name, RangeGenerator.NAME, samples, shardSize, parameters);
  }

  private static GenerationPlan.Entry entry(
      String name, String generator, long samples, long shardSize, ScriptedParameters parameters) {
    return new GenerationPlan.Entry(
        name,
        generator,
        1,
        parameters.toJson(),
        SEED,
        List.of(new IndexRange(0, samples)),
        shardSize);
  }

  /** A plan in which the whole content counts. */
  public static GenerationPlan plan(GenerationPlan.Entry... entries) {
    return new GenerationPlan(List.of(entries), List.of(), MAX_SAMPLE_BYTES);
  }

  /** A plan in which some fields count. */
  public static GenerationPlan planWithKey(List<String> fields, GenerationPlan.Entry... entries) {
    return new GenerationPlan(List.of(entries), fields, MAX_SAMPLE_BYTES);
  }
}
