package io.seedmill.pipeline.benchmark;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.SpecReader;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RecordLines;
import io.seedmill.transforms.generate.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit to aim at: the same generators in a bare loop on all cores, with SHA-256 ids, one
 * concurrent set of them and one output file. It drops duplicates as they come, so its file is in
 * no order and differs from run to run; it keeps no account, survives nothing and fits one machine.
 */
public final class PlainLoop {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final long SHARD = 10_000;

  private final DatasetSpec spec;
  private final List<DatasetSpec.Entry> entries;
  private final FileChannel file;
  private final Set<Id> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextShard = new AtomicLong();

  private PlainLoop(DatasetSpec spec, FileChannel file) {
    this.spec = spec;
    this.entries = spec.entries();
    this.file = file;
  }

  /** Arguments: the spec's file, and the output file. */
  public static void main(String[] args) throws Exception {
    DatasetSpec spec =
        new SpecReader(Catalogue.load()).read(args[0], Files.readString(Path.of(args[0])));
    try (FileChannel file =
        FileChannel.open(
            Path.of(args[1]),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      System.out.println(new PlainLoop(spec, file).run());
    }
  }

  /** Returns how many unique samples were written. */
  private long run() throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<Void>> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Callable<Void> worker = this::work;
      workers.add(executor.submit(worker));
    }
    try {
      for (Future<Void> worker : workers) {
        worker.get();
      }
    } finally {
      executor.shutdownNow(); // else its threads would keep a loop that has failed from ending
    }
    return seen.size();
  }

  private Void work() throws Exception {
    List<Generator> generators = new ArrayList<>();
    for (DatasetSpec.Entry entry : entries) {
      generators.add(
          entry.open(WorkerContext.alone(entry.name(), entry.name(), new LocalInputs())));
    }
    Sink sink = new Sink();
    for (long shard = nextShard.getAndIncrement();
        generate(shard, generators, sink);
        shard = nextShard.getAndIncrement()) {
      // the condition does the work
    }
    sink.flush();
    return null;
  }

  /** Makes the samples of one shard; false where there is none of that number. */
  private boolean generate(long shard, List<Generator> generators, Sink sink) throws Exception {
    long left = shard;
    for (int i = 0; i < generators.size(); i++) {
      DatasetSpec.Entry entry = entries.get(i);
      long shards = (entry.samples() + SHARD - 1) / SHARD;
      if (left < shards) {
        IndexRange range =
            new IndexRange(left * SHARD, Math.min(entry.samples(), (left + 1) * SHARD));
        SampleSeeds seeds = SampleSeeds.of(spec.seed(), entry.name());
        sink.lines = new RecordLines(entry.name());
        generators.get(i).generate(new GenerationTask(range, seeds, spec.maxSampleBytes()), sink);
        return true;
      }
      left -= shards;
    }
    return false;
  }

  private record Id(long high, long low) {
    @Override
    public int hashCode() {
      return (int) high;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Id id && id.high == high && id.low == low;
    }
  }

  private final class Sink implements SampleSink {

    private final ContentHash hash = new ContentHash(List.of());
    private final byte[] id = new byte[ContentHash.BYTES];
    private final ByteBuffer idNumbers = ByteBuffer.wrap(id);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;
    private RecordLines lines;

    @Override
    public void accept(long index, Sample sample) {
      hash.writeId(sample.hashed(), id);
      if (seen.add(new Id(idNumbers.getLong(0), idNumbers.getLong(8)))) {
        int size = (int) lines.length(index, sample);
        if (size > buffer.length - length) {
          flush();
        }
        lines.write(index, id, sample, buffer, length);
        length += size;
      }
    }

    @Override
    public void fail(SampleFailure failure) {
      throw new IllegalStateException("a benchmark's generators do not fail: " + failure);
    }

    void flush() {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      length = 0;
    }
  }
}
