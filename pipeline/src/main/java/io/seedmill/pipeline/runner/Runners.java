package io.seedmill.pipeline.runner;

import io.seedmill.pipeline.run.BeamEngine;
import io.seedmill.pipeline.run.Engine;
import io.seedmill.transforms.generate.GenerationPlan;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.beam.sdk.options.PipelineOptions;

/** The runners that a user can choose from. */
public final class Runners {

  private static final String DEFAULT = "DirectRunner";

  private final List<Runner> known;
  private final boolean isOpen;

  private Runners(List<Runner> known, boolean isOpen) {
    this.known = known;
    this.isOpen = isOpen;
  }

  /** Returns those that Seedmill knows; any other of Beam's can be named too. */
  public static Runners installed() {
    return new Runners(
        ServiceLoader.load(Runner.class, Runners.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Runner::name))
            .toList(),
        true);
  }

  /** Returns the only choice of a program that a runner's own client has started. */
  public static Runners only(Runner runner) {
    return new Runners(List.of(runner), false);
  }

  /** Returns those that Seedmill knows, by name in alphabetical order. */
  public List<Runner> known() {
    return known;
  }

  /**
   * Finds a runner.
   *
   * @param name as users write it; null for the default
   * @throws UnusableOptionException if there is no choice, and this is another one
   */
  public Runner named(String name) throws UnusableOptionException {
    String wanted = name != null || !isOpen ? name : DEFAULT;
    for (Runner runner : known) {
      if (wanted == null || runner.name().equals(wanted)) {
        return runner;
      }
    }
    if (!isOpen) {
      throw new UnusableOptionException(
          "--runner: found '%s'; allowed: %s, which started this program"
              .formatted(name, known.get(0).name()),
          null);
    }
    return new Other(wanted);
  }

  /** A runner on the class path that Seedmill knows nothing about. */
  private record Other(String name) implements Runner {

    @Override
    public Engine engine(PipelineOptions options, GenerationPlan plan, long tasks) {
      return BeamEngine.of(plan);
    }
  }
}
