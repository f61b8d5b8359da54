package io.seedmill.transforms.generate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Reads the tasks of a table. Piece p of n has the tasks whose number is p modulo n.
 *
 * <p>A bounded source rather than Create: a runner that pulls splits hands out work as workers
 * become free, and the graph holds the plan instead of every task.
 */
final class NumberedSource<T> extends BoundedSource<T> {

  private static final long serialVersionUID = 1L;

  /** The size of one task, in the unit in which runners size their pieces. */
  private static final long BYTES_PER_TASK = 1L << 20;

  /** More pieces than workers, so that a worker that is done early takes another one. */
  private static final long PIECES_FOR_ONE = 4;

  /** Tasks by number, from 0. */
  interface Table<T> extends Serializable {

    /** Returns the number of tasks. */
    long size();

    /**
     * The task with a number.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    T get(long number);

    /** Writes tasks. */
    Coder<T> coder();
  }

  private final Table<T> table;
  private final long offset;
  private final long stride;

  private NumberedSource(Table<T> table, long offset, long stride) {
    this.table = table;
    this.offset = offset;
    this.stride = stride;
  }

  /** All tasks of a table. */
  static <T> NumberedSource<T> of(Table<T> table) {
    return new NumberedSource<>(table, 0, 1);
  }

  @Override
  public List<NumberedSource<T>> split(long desiredBundleSizeBytes, PipelineOptions options) {
    long tasks = size();
    long perPiece = Math.max(1, desiredBundleSizeBytes / BYTES_PER_TASK);
    long wanted = Math.max(1, (tasks + perPiece - 1) / perPiece);
    long pieces = Math.max(1, Math.min(tasks, wanted * PIECES_FOR_ONE));
    List<NumberedSource<T>> split = new ArrayList<>();
    for (long piece = 0; piece < pieces; piece++) {
      split.add(new NumberedSource<>(table, offset + piece * stride, stride * pieces));
    }
    return split;
  }

  private long size() {
    long all = table.size();
    return offset >= all ? 0 : (all - offset - 1) / stride + 1;
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return size() * BYTES_PER_TASK;
  }

  @Override
  public BoundedReader<T> createReader(PipelineOptions options) {
    return new TaskReader<>(this);
  }

  @Override
  public Coder<T> getOutputCoder() {
    return table.coder();
  }

  /** The task with a number; null past the last. */
  private T task(long number) {
    return number < table.size() ? table.get(number) : null;
  }

  private static final class TaskReader<T> extends BoundedReader<T> {

    private final NumberedSource<T> source;
    private long number;
    private T current;

    TaskReader(NumberedSource<T> source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      number = source.offset;
      current = source.task(number);
      return current != null;
    }

    @Override
    public boolean advance() {
      number += source.stride;
      current = source.task(number);
      return current != null;
    }

    @Override
    public T getCurrent() {
      if (current == null) {
        throw new NoSuchElementException();
      }
      return current;
    }

    @Override
    public BoundedSource<T> getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
