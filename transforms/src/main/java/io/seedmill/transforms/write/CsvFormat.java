package io.seedmill.transforms.write;

import io.seedmill.transforms.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * CSV with the quoting of RFC 4180, in UTF-8 without a byte order mark. Lines end with a line feed.
 *
 * <p>Every part begins with the names of the columns: {@code id}, {@code generator}, {@code index},
 * all fields that any record of the dataset has, or that are declared, in the order of their UTF-16
 * code units, and {@code metadata}. An empty part is that line alone.
 *
 * <p>A string is written as it is, every other value as JSON. A field that a record does not have,
 * and one that is {@code null}, is empty; the empty string is {@code ""}, in quotes.
 */
record CsvFormat(boolean hasMetadata, RecordSchema schema) implements PartFormat {

  static final CsvFormat WITH_METADATA = new CsvFormat(true, RecordSchema.NONE);

  private static final List<String> FIRST = List.of("id", "generator", "index");
  private static final String METADATA = "metadata";

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String extension() {
    return ".csv";
  }

  @Override
  public Optional<PartFormat> withoutMetadata() {
    return Optional.of(new CsvFormat(false, schema));
  }

  @Override
  public PartFormat withSchema(RecordSchema declared) {
    return new CsvFormat(hasMetadata, declared);
  }

  @Override
  public Survey newSurvey() {
    return schema.isNone() ? new Fields() : Survey.NONE;
  }

  @Override
  public byte[] header(Survey all) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    List<String> columns = columns(all);
    CsvRow row = new CsvRow(columns.size());
    for (int column = 0; column < columns.size(); column++) {
      row.set(column, columns.get(column).getBytes(StandardCharsets.UTF_8));
    }
    row.writeTo(header);
    return header.toByteArray();
  }

  @Override
  public RecordEncoder encoder(Survey all, OutputStream out) {
    return new CsvEncoder(columns(all), out);
  }

  @Override
  public Remarks remarks(Survey all) {
    return new Remarks(List.of(), List.of(), Remarks.differingInCase(columns(all)));
  }

  private List<String> columns(Survey all) {
    List<String> columns = new ArrayList<>(FIRST);
    columns.addAll(schema.isNone() ? ((Fields) all).names : schema.content().keySet());
    if (hasMetadata) {
      columns.add(METADATA);
    }
    return columns;
  }

  /** The fields of the content that records have. */
  private static final class Fields implements Survey {

    private static final long serialVersionUID = 1L;

    private final SortedSet<String> names = new TreeSet<>();
    private final FieldNames seen = new FieldNames(FIRST);

    Fields() {
      seen.add(METADATA);
    }

    @Override
    public void add(byte[] bytes, int offset, int length) throws IOException {
      RecordFields fields = new RecordFields();
      fields.start(bytes, offset);
      while (fields.next()) {
        if (seen.indexOf(bytes, fields) < 0) {
          names.add(fields.name());
          seen.add(fields.name());
        }
      }
    }

    @Override
    public void addAll(Survey other) {
      names.addAll(((Fields) other).names);
    }
  }
}
