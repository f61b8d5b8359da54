package io.seedmill.generators.sources.files;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.WorkspaceException;
import io.seedmill.generators.sources.files.RecordFile.Place;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.generators.sources.rows.RowBytes;
import io.seedmill.generators.sources.rows.RowReader;
import io.seedmill.generators.sources.rows.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Records of files as samples: record number n is index n. */
final class FilesGenerator implements Generator {

  /** A record may be larger than the sample that is made of it: white space, escapes, selection. */
  private static final int RECORD_BYTES_FOR_A_BYTE = 8;

  private static final int LARGEST_RECORD = 1 << 29;
  private static final int SMALLEST_LIMIT = 1 << 20;

  /** Files by their versions when they were counted, with a later version of the same content. */
  private static final Map<InputFile, InputFile> SAME = new ConcurrentHashMap<>();

  private final RecordTable table;
  private final Reading reading;
  private final InputFiles inputs;
  private final Map<Integer, InflatedFile> inflated = new HashMap<>();

  /** The end of the last range: the next one often begins there. */
  private int lastFile = -1;

  private Place lastPlace;

  FilesGenerator(RecordTable table, Reading reading, InputFiles inputs) {
    this.table = table;
    this.reading = reading;
    this.inputs = inputs;
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    Sample sample = new Sample(task.maxSampleBytes()).withLargeIntegers(reading.integers());
    long index = task.range().first();
    while (index < task.range().end()) {
      if (index >= table.records()) {
        throw new IOException("the files have only " + table.records() + " records");
      }
      int file = table.fileOf(index);
      long end = Math.min(task.range().end(), table.first(file + 1));
      try {
        read(file, index, end, new Target(task, sample, sink));
      } catch (ClosedByInterruptException e) {
        throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
      } catch (UnreadableInputException e) {
        throw e;
      } catch (IOException e) {
        String name = table.files().get(file).name();
        throw new UnreadableInputException(name + ": " + e.getMessage(), e);
      }
      index = end;
    }
  }

  /** Hands the records of a range to a sink. */
  private record Target(GenerationTask task, Sample sample, SampleSink sink) {

    int largestRecord() {
      long wanted = (long) task.maxSampleBytes() * RECORD_BYTES_FOR_A_BYTE + SMALLEST_LIMIT;
      return (int) Math.min(LARGEST_RECORD, wanted);
    }

    void take(long index, RecordFile file, RowReader record, RecordForm form) {
      sink.begin(index);
      String wrong;
      Exception cause = null;
      if (record.isTooLarge()) {
        wrong = "a record of more than " + largestRecord() + " bytes";
      } else {
        try {
          sample.clear();
          form.read(record.bytes(), record.from(), record.length(), sample);
          sample.finish();
          sink.accept(index, sample);
          return;
        } catch (WorkspaceException e) {
          throw e;
        } catch (InvalidSampleException | RuntimeException e) {
          wrong = e.getMessage();
          cause = e;
        }
      }
      String message = file.name() + ":" + (record.line() + 1) + ": " + wrong;
      InvalidSampleException refused = new InvalidSampleException(message, cause);
      sink.fail(SampleFailure.of(index, task.seeds().seedOf(index), 1, refused));
    }
  }

  private void read(int position, long from, long to, Target target)
      throws IOException, InterruptedException {
    RecordFile file = table.files().get(position);
    long first = table.first(position);
    RecordForm form = RecordForm.of(file, reading);
    Place place = placeBefore(position, from - first);
    InputFile input = unchanged(file);
    Splitter splitter = file.splitter(place, reading.dialectOf(input.path()));
    InputStream in = open(position, input, place.offset(), file.offsetBehind(to - first));
    try (RowReader records = new RowReader(in, splitter, target.largestRecord())) {
      for (long index = first + place.record(); index < to; index++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted before record " + index);
        }
        if (!records.next()) {
          throw new IOException("it ends before its last record; it has changed");
        }
        if (index >= from) {
          target.take(index, file, records, form);
        }
      }
      lastFile = position;
      lastPlace = new Place(records.at(), to - first, records.lineAfter());
    }
  }

  private Place placeBefore(int position, long record) {
    Place place = table.files().get(position).placeBefore(record);
    boolean lastIsNearer =
        position == lastFile
            && lastPlace.record() <= record
            && lastPlace.record() >= place.record();
    return lastIsNearer ? lastPlace : place;
  }

  /**
   * Returns a file as it is now. One with another time or version may have the same content: then
   * its digest is the same.
   *
   * @throws UnreadableInputException if its content is another, or it is not there
   */
  private InputFile unchanged(RecordFile file) throws IOException {
    InputFile planned = file.input();
    for (InputFile found : inputs.find(planned.path())) {
      if (found.equals(planned) || found.equals(SAME.get(planned))) {
        return found;
      }
      if (found.path().equals(planned.path()) && hasContent(file, found)) {
        return found;
      }
    }
    throw new UnreadableInputException(
        file.name()
            + ": it has changed since its records were counted, or is gone; run the command again",
        null);
  }

  private boolean hasContent(RecordFile file, InputFile found) throws IOException {
    synchronized (SAME) {
      if (found.equals(SAME.get(file.input()))) {
        return true;
      }
      try (InputStream raw = inputs.open(found.path(), 0, found.bytes())) {
        InputStream content = RowBytes.of(raw, found.path()).stream();
        int block = FilesScan.Sizes.USUAL.blockBytes();
        if (!BlockDigests.of(content, block).equals(file.sha256())) {
          return false;
        }
      }
      SAME.put(file.input(), found);
      return true;
    }
  }

  private InputStream open(int position, InputFile input, long from, long to) throws IOException {
    if (Compression.ofName(input.path()) == Compression.NONE) {
      return inputs.open(input.path(), from, Math.min(to, input.bytes()) - from);
    }
    InflatedFile plain = inflated.get(position);
    if (plain != null && !plain.isOpen()) {
      inflated.remove(position).release();
      plain = null;
    }
    if (plain == null) {
      plain = InflatedFile.shared(inputs, input);
      inflated.put(position, plain);
    }
    return plain.open(from);
  }

  @Override
  public void close() throws IOException {
    for (InflatedFile file : inflated.values()) {
      file.release();
    }
    inflated.clear();
  }
}
