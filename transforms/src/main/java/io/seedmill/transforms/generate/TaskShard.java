package io.seedmill.transforms.generate;

import io.seedmill.generators.IndexRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * A piece of work: some indices of one entry.
 *
 * @param entry the entry's position in the plan
 * @param range the indices
 */
public record TaskShard(int entry, IndexRange range) implements Serializable {

  /** Writes a shard as three variable-length numbers. */
  static final class ShardCoder extends AtomicCoder<TaskShard> {

    private static final long serialVersionUID = 1L;

    static final ShardCoder INSTANCE = new ShardCoder();

    private static final VarIntCoder INT = VarIntCoder.of();
    private static final VarLongCoder LONG = VarLongCoder.of();

    @Override
    public void encode(TaskShard shard, OutputStream out) throws IOException {
      INT.encode(shard.entry(), out);
      LONG.encode(shard.range().first(), out);
      LONG.encode(shard.range().size(), out);
    }

    @Override
    public TaskShard decode(InputStream in) throws IOException {
      int entry = INT.decode(in);
      long first = LONG.decode(in);
      return new TaskShard(entry, new IndexRange(first, first + LONG.decode(in)));
    }
  }
}
