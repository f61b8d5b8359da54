package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses files of which every record fails, such as those with a wrong delimiter, encoding or
 * field. It reads the records of a file until one is good, usually the first.
 */
record FirstRecords(RecordTable table, FilesGenerator generator) {

  private static final Logger LOG = LoggerFactory.getLogger(FirstRecords.class);

  private static final int MOST = 1 << 16;
  private static final int LARGEST_SAMPLE = 1 << 26;

  /**
   * Reads the records.
   *
   * @throws UnusableException if a file has records and none is good
   */
  void requireOne() throws UnusableException, IOException, InterruptedException {
    for (int file = 0; file < table.files().size(); file++) {
      Outcomes outcomes = new Outcomes();
      long end = table.first(file + 1);
      long from = table.first(file);
      for (int count = 1; from < end && !outcomes.hasSample; count = Math.min(MOST, 4 * count)) {
        long to = Math.min(end, from + count);
        read(new IndexRange(from, to), outcomes);
        from = to;
      }
      if (outcomes.failure != null && !outcomes.hasSample) {
        String found = "'%s', of which no record can be read; the first: %s";
        throw new UnusableException(
            "/" + FilesSchema.FILES,
            found.formatted(table.files().get(file).name(), outcomes.failure),
            "files of which at least one record can be read"
                + (outcomes.isOpenEnded()
                    ? "; 'format: json' reads objects over several lines"
                    : ""));
      }
      if (end - table.first(file) == 1) {
        tellList(table.files().get(file), CanonicalJson.parse(outcomes.first));
      }
    }
  }

  /** Tells of a list of objects in the only record of a file: they may be meant as the records. */
  private static void tellList(RecordFile file, JsonNode record) {
    for (var field : record.properties()) {
      if (field.getValue().size() > 1 && field.getValue().path(1).isObject()) {
        LOG.warn(
            "'{}' holds one record, whose field '{}' is a list of {} objects; if these are the"
                + " records, {}",
            file.name(),
            field.getKey(),
            field.getValue().size(),
            file.format() == RowFormat.JSON
                ? "say 'records: %s'".formatted(JsonPointer.empty().appendProperty(field.getKey()))
                : "put them into a file of their own, one a line");
        return;
      }
    }
  }

  private void read(IndexRange range, Outcomes outcomes) throws IOException, InterruptedException {
    SampleSeeds seeds = SampleSeeds.of(0, "files");
    try {
      generator.generate(new GenerationTask(range, seeds, LARGEST_SAMPLE), outcomes);
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static final class Outcomes implements SampleSink {

    private boolean hasSample;
    private byte[] first = {};
    private String failure;

    /** Tells if the first record ends too early: it may go on in the next line. */
    boolean isOpenEnded() {
      return failure.contains("Unexpected end-of-input");
    }

    @Override
    public void accept(long index, Sample sample) {
      if (!hasSample) {
        first = Arrays.copyOf(sample.content().array(), sample.content().size());
      }
      hasSample = true;
    }

    @Override
    public void fail(SampleFailure found) {
      failure = failure == null ? found.message() : failure;
    }
  }
}
