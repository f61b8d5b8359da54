package io.seedmill.generators.sources.files;

import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.CsvHeader;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.IOException;

/** Makes a sample of a record's bytes. */
@FunctionalInterface
interface RecordForm {

  /**
   * Takes a record.
   *
   * @throws InvalidSampleException if no sample can be made of it
   */
  void read(byte[] bytes, int from, int length, Sample sample) throws InvalidSampleException;

  /** Turns the records of a file into samples. */
  static RecordForm of(RecordFile file, Reading reading) throws IOException {
    if (file.format() == RowFormat.CSV) {
      try {
        CsvDialect dialect = reading.dialectOf(file.input().path());
        CsvHeader header = new CsvHeader(file.columns());
        return new CsvForm(header, reading.fields(), dialect, reading.numbers());
      } catch (RowException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return reading.fields().isEmpty()
        ? (bytes, from, length, sample) -> sample.record(bytes, from, length)
        : new FieldSelection(reading.fields());
  }
}
