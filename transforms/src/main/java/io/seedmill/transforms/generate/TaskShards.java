package io.seedmill.transforms.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Creates the task shards of a plan: every index of every entry is in exactly one of them.
 *
 * <pre>{@code
 * PCollection<TaskShard> shards = pipeline.apply(TaskShards.of(plan));
 * }</pre>
 *
 * <p>The work is dealt out to as many pieces as the runner asks for, a shard to each in turn, so
 * that slow and fast generators are spread evenly.
 */
public final class TaskShards extends PTransform<PBegin, PCollection<TaskShard>> {

  private static final long serialVersionUID = 1L;

  private final GenerationPlan plan;

  private TaskShards(GenerationPlan plan) {
    this.plan = plan;
  }

  /** The shards of {@code plan}. */
  public static TaskShards of(GenerationPlan plan) {
    return new TaskShards(plan);
  }

  @Override
  public PCollection<TaskShard> expand(PBegin input) {
    return input.apply("Read plan", Read.from(new ShardSource(plan.shardTable(), 0, 1)));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("shards", plan.shards()));
    builder.add(DisplayData.item("samples", plan.samples()));
  }

  /*
   * A bounded source rather than Create: a runner that pulls splits hands out work as workers
   * become free, and the graph holds the plan instead of every shard. Piece p of n has the shards
   * whose number is p modulo n.
   */
  private static final class ShardSource extends BoundedSource<TaskShard> {

    private static final long serialVersionUID = 1L;

    /** The size of one shard, in the unit in which runners size their pieces. */
    private static final long BYTES_PER_SHARD = 1L << 20;

    /** More pieces than workers, so that a worker that is done early takes another one. */
    private static final long PIECES_FOR_ONE = 4;

    private final ShardTable table;
    private final long offset;
    private final long stride;

    ShardSource(ShardTable table, long offset, long stride) {
      this.table = table;
      this.offset = offset;
      this.stride = stride;
    }

    @Override
    public List<ShardSource> split(long desiredBundleSizeBytes, PipelineOptions options) {
      long shards = size();
      long perPiece = Math.max(1, desiredBundleSizeBytes / BYTES_PER_SHARD);
      long wanted = Math.max(1, (shards + perPiece - 1) / perPiece);
      long pieces = Math.max(1, Math.min(shards, wanted * PIECES_FOR_ONE));
      List<ShardSource> split = new ArrayList<>();
      for (long piece = 0; piece < pieces; piece++) {
        split.add(new ShardSource(table, offset + piece * stride, stride * pieces));
      }
      return split;
    }

    private long size() {
      long all = table.size();
      return offset >= all ? 0 : (all - offset - 1) / stride + 1;
    }

    @Override
    public long getEstimatedSizeBytes(PipelineOptions options) {
      return size() * BYTES_PER_SHARD;
    }

    @Override
    public BoundedReader<TaskShard> createReader(PipelineOptions options) {
      return new ShardReader(this);
    }

    @Override
    public Coder<TaskShard> getOutputCoder() {
      return TaskShard.ShardCoder.INSTANCE;
    }

    /** The shard with a number; null past the last. */
    TaskShard shard(long number) {
      return number < table.size() ? table.shard(number) : null;
    }
  }

  private static final class ShardReader extends BoundedSource.BoundedReader<TaskShard> {

    private final ShardSource source;
    private long number;
    private TaskShard current;

    ShardReader(ShardSource source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      number = source.offset;
      current = source.shard(number);
      return current != null;
    }

    @Override
    public boolean advance() {
      number += source.stride;
      current = source.shard(number);
      return current != null;
    }

    @Override
    public TaskShard getCurrent() {
      if (current == null) {
        throw new NoSuchElementException();
      }
      return current;
    }

    @Override
    public BoundedSource<TaskShard> getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
