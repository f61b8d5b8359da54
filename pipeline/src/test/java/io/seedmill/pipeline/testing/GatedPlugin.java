package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A plugin with the generator {@code gated}, which makes the samples before index {@value #GATED}
 * and waits for the others until the gate is open: a job that is caught in the midst without a long
 * computation.
 */
public final class GatedPlugin {

  private static final int GATED = 11_000;

  private static final String SOURCE =
      """
      package gated;
      import io.seedmill.generators.*;
      import io.seedmill.generators.input.*;
      import java.nio.file.*;
      import java.util.concurrent.locks.LockSupport;
      public class Gated implements GeneratorFactory {
        private static final Path GATE = Path.of("%s");
        public String name() { return "gated"; }
        public int version() { return 1; }
        public String summary() { return "waits at a gate"; }
        public ParameterSchema parameters() { return ParameterSchema.none(); }
        public Generator create(Parameters parameters) {
          return Generator.perSample(parameters, (index, random, sample) -> {
            while (index >= %d && !Files.exists(GATE)) {
              if (Thread.interrupted()) {
                throw new InterruptedException();
              }
              LockSupport.parkNanos(20_000_000);
            }
            sample.text("answer", "a" + random.nextInt()).text("prompt", "p" + random.nextInt());
            sample.difficulty(1);
          });
        }
      }
      """;

  private final Path gate;
  private final Path jar;

  private GatedPlugin(Path gate, Path jar) {
    this.gate = gate;
    this.jar = jar;
  }

  /** Returns a plugin with a closed gate, both in a new folder. */
  public static GatedPlugin in(Path folder) throws IOException {
    Path own = Files.createTempDirectory(folder, "gated");
    Path gate = own.resolve("gate");
    Path jar =
        new CompiledJar(own)
            .with(Map.of("gated.Gated", SOURCE.formatted(gate, GATED)))
            .offering("gated.Gated")
            .as(own.resolve("gated.jar"));
    return new GatedPlugin(gate, jar);
  }

  /** Returns the option that makes the plugin known to a command. */
  public String option() {
    return "--plugins=" + jar;
  }

  /** Lets every generator go on. */
  public void open() throws IOException {
    if (Files.notExists(gate)) {
      Files.createFile(gate);
    }
  }

  /** Holds every generator that has made its first samples. */
  public void close() throws IOException {
    Files.deleteIfExists(gate);
  }
}
