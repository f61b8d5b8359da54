package io.seedmill.pipeline.plan;

import io.seedmill.generators.Fetched;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RecordLines;
import io.seedmill.transforms.near.NearPilot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts a generator's samples on one thread; what it has counted can be asked on another. */
final class Tally implements SampleSink {

  private static final int MOST_COMPARED = 50_000;

  /**
   * The bytes that a record adds to content and metadata: id, generator, index, header in memory.
   */
  private static final long BYTES_AROUND = 150;

  private final ContentHash hash;
  private final Optional<NearPilot> near;
  private final byte[] key = new byte[ContentHash.BYTES];
  private final Map<ByteBuffer, Integer> seen = new HashMap<>();
  private RecordLines lines;
  private boolean isNew;

  private PilotResult.Ending ending = PilotResult.Ending.TIME_OVER;
  private long made;
  private long failed;
  private long lineBytes;
  private long memoryBytes;
  private long compared;
  private long equalPairs;
  private double[] rounds = new double[16];
  private int roundCount;
  private final List<Long> first = new ArrayList<>();
  private long begun = System.nanoTime();
  private long accounted;
  private long ended;
  private long requests;
  private final long created = System.nanoTime();
  private long startNanos;

  Tally(DatasetSpec spec) {
    hash = new ContentHash(spec.dedupeFields());
    near = Optional.ofNullable(spec.near()).map(NearPilot::new);
  }

  /** Begins an entry; its samples are compared if they have not been made before. */
  synchronized void begin(String entry, boolean unseen) {
    lines = new RecordLines(entry);
    isNew = unseen;
  }

  @Override
  public synchronized void begin(long index) {
    if (roundCount == 0) {
      begun = System.nanoTime();
    }
  }

  @Override
  public synchronized void accept(long index, Sample sample) throws InvalidSampleException {
    made++;
    noteTime();
    lineBytes += lines.length(index, sample);
    memoryBytes += sample.content().size() + sample.metadata().size() + BYTES_AROUND;
    if (isNew && compared < MOST_COMPARED) {
      if (hash.keyIsId()) {
        hash.writeId(sample.hashed(), key);
      } else {
        hash.writeKey(sample.hashed(), key);
      }
      int before = seen.merge(ByteBuffer.wrap(key.clone()), 1, Integer::sum) - 1;
      equalPairs += before;
      compared++;
      if (near.isPresent()) {
        byte[] line = new byte[(int) lines.length(index, sample)];
        lines.write(index, key, sample, line, 0);
        near.get().add(line);
      }
    }
  }

  @Override
  public synchronized void end(long index, Fetched fetched) {
    ended++;
    requests += fetched.hits() + fetched.misses();
  }

  @Override
  public synchronized void fail(SampleFailure failure) {
    failed++;
    noteTime();
  }

  private void noteTime() {
    if (startNanos == 0) {
      startNanos = System.nanoTime() - created;
    }
    if (roundCount == 0) {
      first.add(System.nanoTime() - begun);
    }
  }

  /**
   * Returns the time of an index in the first round: the median, so that loading the code, which
   * the first ones do, does not count.
   */
  synchronized long firstNanos() {
    return first.isEmpty()
        ? Long.MAX_VALUE
        : first.stream().sorted().toList().get(first.size() / 2);
  }

  /** Ends a round over all cells. */
  synchronized void endRound(long nanos) {
    double each = (double) nanos / Math.max(1, indices() - accounted);
    accounted = indices();
    if (roundCount == rounds.length) {
      rounds = Arrays.copyOf(rounds, 2 * roundCount);
    }
    rounds[roundCount++] = each;
  }

  private long indices() {
    return ended == 0 ? made + failed : ended + failed;
  }

  synchronized void end(PilotResult.Ending how) {
    ending = how;
  }

  synchronized PilotResult result() {
    return new PilotResult(
        ending,
        made,
        failed,
        lineBytes,
        memoryBytes,
        nanos(),
        compared,
        seen.size(),
        equalPairs,
        near.map(NearPilot::share).orElse(0.0),
        indices(),
        requests,
        startNanos);
  }

  /**
   * The median of the only round of a fast generator, whose first samples load the code. Of several
   * rounds the lower quartile of the last third: the code is as warm as it gets, and rounds in
   * which something else had the machine do not count.
   */
  private OptionalDouble nanos() {
    if (roundCount == 0) {
      return OptionalDouble.empty();
    }
    if (roundCount == 1 && firstNanos() < Pilot.SLOW_NANOS) {
      return OptionalDouble.of((double) firstNanos());
    }
    double[] last = Arrays.copyOfRange(rounds, roundCount * 2 / 3, roundCount);
    Arrays.sort(last);
    return OptionalDouble.of(last[last.length / 4]);
  }
}
