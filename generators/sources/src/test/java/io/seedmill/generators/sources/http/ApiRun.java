package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.AssetStore;
import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.files.LocalInputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks an API as a run would: prepared once, then all queries by one worker. */
final class ApiRun implements SampleSink {

  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> contents = new ArrayList<>();
  private final List<JsonNode> metadata = new ArrayList<>();
  private final List<SampleFailure> failures = new ArrayList<>();
  private final List<Fetched> fetched = new ArrayList<>();
  private Timing timing = Timing.SYSTEM;
  private CacheSettings cache = new CacheSettings("", "", false);
  private int workers = 1;
  private FailurePolicy policy =
      new FailurePolicy(2, Duration.ofMillis(500), Duration.ofSeconds(30), false);

  ApiRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  ApiRun with(Timing other) {
    timing = other;
    return this;
  }

  ApiRun with(FailurePolicy other) {
    policy = other;
    return this;
  }

  ApiRun cachedIn(CacheSettings settings) {
    cache = settings;
    return this;
  }

  ApiRun workers(int number) {
    workers = number;
    return this;
  }

  static Parameters parameters(String keys) throws Exception {
    ObjectNode given =
        (ObjectNode) CanonicalJson.parse(keys.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return new HttpFactory().parameters().read(given);
  }

  Prepared prepare(String keys, Path folder) throws Exception {
    return new HttpFactory(timing)
        .prepare(parameters(keys), new Preparation("e", folder, environment, new LocalInputs()));
  }

  Generator open(String keys) throws Exception {
    return new HttpFactory(timing)
        .open(parameters(keys), prepare(keys, Path.of(".")), new Context());
  }

  ApiRun run(String keys) throws Exception {
    return run(keys, Path.of("."));
  }

  ApiRun run(String keys, Path folder) throws Exception {
    Prepared prepared = prepare(keys, folder);
    try (Generator generator =
        new HttpFactory(timing).open(parameters(keys), prepared, new Context())) {
      generator.generate(task(prepared.samples().orElseThrow()), this);
    }
    return this;
  }

  GenerationTask task(long queries) {
    return new GenerationTask(new IndexRange(0, queries), SampleSeeds.of(1, "e"), 1 << 20, policy);
  }

  @Override
  public synchronized void accept(long index, Sample sample) {
    contents.add(
        new String(
            Arrays.copyOf(sample.content().array(), sample.content().size()),
            StandardCharsets.UTF_8));
    try {
      metadata.add(
          CanonicalJson.parse(Arrays.copyOf(sample.metadata().array(), sample.metadata().size())));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void fail(SampleFailure failure) {
    failures.add(failure);
  }

  @Override
  public synchronized void end(long index, Fetched answers) {
    fetched.add(answers);
  }

  List<String> contents() {
    return contents;
  }

  List<JsonNode> metadata() {
    return metadata;
  }

  List<SampleFailure> failures() {
    return failures;
  }

  List<Fetched> fetched() {
    return fetched;
  }

  int hits() {
    return fetched.stream().mapToInt(Fetched::hits).sum();
  }

  int misses() {
    return fetched.stream().mapToInt(Fetched::misses).sum();
  }

  private final class Context implements GeneratorContext {

    @Override
    public String entry() {
      return "e";
    }

    @Override
    public String type() {
      return "http";
    }

    @Override
    public int workers() {
      return workers;
    }

    @Override
    public Map<String, String> environment() {
      return environment;
    }

    @Override
    public InputFiles inputs() {
      return new LocalInputs();
    }

    @Override
    public AssetStore assets() {
      return new InlineAssets();
    }

    @Override
    public CacheSettings cache() {
      return cache;
    }
  }
}
