package io.seedmill.pipeline.check;

import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The samples that a generator made of some indices.
 *
 * @param made by index
 */
record Trial(TreeMap<Long, Made> made) {

  /**
   * The result of one index.
   *
   * @param contents the content of each of its samples, as canonical JSON
   * @param metadata what is said about each of them
   * @param failure the kind of failure; empty where there is none
   * @param message what the failure says
   */
  record Made(List<String> contents, List<String> metadata, String failure, String message) {

    /** Returns true if it has the same samples, or fails in the same way; messages may differ. */
    boolean isSameAs(Made other) {
      return contents.equals(other.contents)
          && metadata.equals(other.metadata)
          && failure.equals(other.failure);
    }
  }

  /** The settings under which samples are made. */
  record Setting(SampleSeeds seeds, int maxSampleBytes, FailurePolicy failures) {}

  /** Asks for ranges, one after the other. */
  static Trial of(Generator generator, List<IndexRange> ranges, Setting setting)
      throws InterruptedException {
    Trial trial = new Trial(new TreeMap<>());
    for (IndexRange range : ranges) {
      trial.ask(generator, range, setting);
    }
    return trial;
  }

  private void ask(Generator generator, IndexRange range, Setting setting)
      throws InterruptedException {
    String error = "NothingMade";
    String message = "";
    try {
      generator.generate(
          new GenerationTask(range, setting.seeds(), setting.maxSampleBytes(), setting.failures()),
          new Sink());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError | StackOverflowError e) {
      error = e.getClass().getName();
      message = String.valueOf(e.getMessage());
    }
    for (long index = range.first(); index < range.end(); index++) {
      made.putIfAbsent(index, new Made(List.of(), List.of(), error, message));
    }
  }

  /** Returns the number of indices that failed. */
  long failed() {
    return made.values().stream().filter(each -> !each.failure().isEmpty()).count();
  }

  private final class Sink implements SampleSink {

    @Override
    public void accept(long index, Sample sample) {
      Made before = made.getOrDefault(index, new Made(List.of(), List.of(), "", ""));
      List<String> contents = new ArrayList<>(before.contents());
      contents.add(text(sample.content()));
      List<String> metadata = new ArrayList<>(before.metadata());
      metadata.add(text(sample.metadata()));
      made.put(index, new Made(contents, metadata, "", ""));
    }

    @Override
    public void end(long index, Fetched fetched) {
      made.putIfAbsent(index, new Made(List.of(), List.of(), "", ""));
    }

    @Override
    public void fail(SampleFailure failure) {
      made.put(failure.index(), new Made(List.of(), List.of(), failure.error(), failure.message()));
    }

    private String text(JsonBytes json) {
      return new String(json.array(), 0, json.size(), StandardCharsets.UTF_8);
    }
  }
}
