package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.generators.testing.CollectingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs a program that a test has written, the way a run would: prepared, created, asked. */
final class ProgramRun implements AutoCloseable {

  static final long SEED = 42;
  static final SampleSeeds SEEDS = SampleSeeds.of(SEED, "e");
  static final FailurePolicy QUICK =
      new FailurePolicy(2, Duration.ofMillis(1), Duration.ofMillis(2), false);

  private static final int MAX_SAMPLE_BYTES = 1 << 16;

  private final Path folder;
  private final Generator generator;

  private ProgramRun(Path folder, Generator generator) {
    this.folder = folder;
    this.generator = generator;
  }

  /**
   * Prepares a program.
   *
   * @param keys the spec's keys, as JSON with simple quotes
   */
  static ProgramRun in(Path folder, String keys) throws Exception {
    return in(folder, keys, System.getenv());
  }

  static ProgramRun in(Path folder, String keys, Map<String, String> environment) throws Exception {
    return in(folder, keys, new WorkerOf("e", environment));
  }

  private static ProgramRun in(Path folder, String keys, WorkerOf worker) throws Exception {
    Parameters parameters = parameters(keys);
    Prepared prepared = prepared(folder, keys, worker.environment());
    return new ProgramRun(folder, new CommandFactory().open(parameters, prepared, worker));
  }

  /** Prepares a program in shell that is written to {@code program.sh}. */
  static ProgramRun sh(Path folder, String script, String... keys) throws Exception {
    Files.writeString(folder.resolve("program.sh"), script);
    return in(folder, keys("sh", "program.sh", keys));
  }

  /** Prepares the program {@code program.py}, which is there, for an entry of another name. */
  static ProgramRun pythonAgain(Path folder, String entry, String... keys) throws Exception {
    return in(folder, keys("python3", "program.py", keys), new WorkerOf(entry, System.getenv()));
  }

  /** Prepares a program in Python that is written to {@code program.py}. */
  static ProgramRun python(Path folder, String script, String... keys) throws Exception {
    needsPython();
    Files.writeString(folder.resolve("program.py"), script);
    return in(folder, keys("python3", "program.py", keys));
  }

  /** Skips a test where there is no Python, and says so. */
  static void needsPython() {
    boolean there = SessionCommand.find("python3", System.getenv("PATH")).isPresent();
    if (!there) {
      System.out.println("Skipped: this test's program is in Python, and there is no python3.");
    }
    Assumptions.assumeTrue(there, "there is no python3");
  }

  static String keys(String interpreter, String script, String... more) {
    StringBuilder keys =
        new StringBuilder("{'command': ['%s', '%s']".formatted(interpreter, script));
    Stream.of(more).forEach(key -> keys.append(", ").append(key));
    return keys.append('}').toString();
  }

  static Parameters parameters(String keys) throws Exception {
    return new CommandFactory().parameters().read(json(keys.replace('\'', '"')));
  }

  static Prepared prepared(Path folder, String keys, Map<String, String> environment)
      throws Exception {
    return prepared(new Preparation("e", folder, environment, new LocalInputs()), keys);
  }

  static Prepared prepared(Preparation at, String keys) throws Exception {
    return new CommandFactory().prepare(parameters(keys), at);
  }

  static ObjectNode json(String text) throws IOException {
    return (ObjectNode) CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the result of each index of a range: its content, or {@code failed: …}. */
  Map<Long, String> make(long first, long end) throws Exception {
    return make(first, end, QUICK);
  }

  Map<Long, String> make(long first, long end, FailurePolicy failures) throws Exception {
    CollectingSink sink = ask(first, end, failures);
    Map<Long, String> made = new TreeMap<>();
    sink.samples().forEach(sample -> made.put(sample.index(), sample.content()));
    for (SampleFailure failure : sink.failures()) {
      made.put(failure.index(), "failed: " + failure.error() + ": " + failure.message());
    }
    return made;
  }

  /** Returns the results of a range in the order in which they were handed over. */
  CollectingSink ask(long first, long end, FailurePolicy failures) throws Exception {
    CollectingSink sink = new CollectingSink();
    generator.generate(
        new GenerationTask(new IndexRange(first, end), SEEDS, MAX_SAMPLE_BYTES, failures), sink);
    return sink;
  }

  /**
   * Returns the lines of a file that the program wrote beside itself; none where there is no file.
   */
  List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  @Override
  public void close() throws Exception {
    generator.close();
  }
}
