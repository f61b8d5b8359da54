package io.seedmill.transforms.parquet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seedmill.generators.sources.rows.NativeLibraries;
import io.seedmill.transforms.parquet.Column.Kind;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes records as one row group, which does not depend on where in the file it lies. */
public final class RowGroupWriter {

  /** Bounds the bytes that a page can have before its size is looked at. */
  private static final int MOST_UNCHECKED_BYTES = 256 << 20;

  private static final int MOST_UNCHECKED_ROWS = 10_000;

  private final OutputStream out;
  private final Map<ColumnDescriptor, ChunkWriter> chunks = new LinkedHashMap<>();
  private final Node root;
  private final ColumnWriteStoreV1 columns;
  private final RecordConsumer consumer;
  private byte[] record;
  private int offset;
  private long rows;

  /** A column, and those in it by their names. */
  private record Node(Column column, Map<String, Node> fields) {

    static Node of(Column column) {
      Map<String, Node> fields = new LinkedHashMap<>();
      column.fields().forEach(field -> fields.put(field.name(), of(field)));
      return new Node(column, fields);
    }

    Node element() {
      return fields.get(Column.ELEMENT);
    }
  }

  /** Begins a row group of a file with these columns. */
  public RowGroupWriter(ParquetFile file, OutputStream out) throws IOException {
    if (file.codec() == CompressionCodec.ZSTD) {
      NativeLibraries.prepare(List.of());
    }
    this.out = out;
    Columns schema = file.columns();
    this.root = Node.of(new Column("", 0, Kind.GROUP, schema.fields()));
    MessageType type = schema.type();
    for (ColumnDescriptor column : type.getColumns()) {
      chunks.put(column, new ChunkWriter(column, file.codec()));
    }
    int rowsUnchecked =
        Math.max(
            1, Math.min(MOST_UNCHECKED_ROWS, MOST_UNCHECKED_BYTES / Math.max(1, file.longest())));
    columns =
        new ColumnWriteStoreV1(
            type,
            chunks::get,
            ParquetProperties.builder()
                .withMinRowCountForPageSizeCheck(Math.min(100, rowsUnchecked))
                .withMaxRowCountForPageSizeCheck(rowsUnchecked)
                .withDictionaryEncoding("id", false)
                .withDictionaryEncoding("index", false)
                .withSizeStatisticsEnabled(false)
                .build());
    consumer = new ColumnIOFactory().getColumnIO(type).getRecordWriter(columns);
  }

  /** Adds a record: a JSON object. */
  public void add(byte[] bytes, int from, int length) throws IOException {
    record = bytes;
    offset = from;
    try (JsonParser json = RecordSchema.JSON.createParser(bytes, from, length)) {
      json.nextToken();
      consumer.startMessage();
      addFields(root, json);
      consumer.endMessage();
    }
    rows++;
  }

  private void addFields(Node group, JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Node field = group.fields().get(json.currentName());
      JsonToken value = json.nextToken();
      if (field == null) {
        RecordSchema.requireMetadata(json.getParsingContext().pathAsPointer());
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        consumer.startField(field.column().name(), field.column().index());
        addValue(field, value, json);
        consumer.endField(field.column().name(), field.column().index());
      }
    }
  }

  private void addValue(Node node, JsonToken value, JsonParser json) throws IOException {
    if (!fits(node.column().kind(), value)) {
      throw misfit(node, json);
    }
    switch (node.column().kind()) {
      case TEXT -> consumer.addBinary(text(json));
      case JSON -> consumer.addBinary(json(value, json));
      case BOOLEAN -> consumer.addBoolean(value == JsonToken.VALUE_TRUE);
      case INTEGER -> consumer.addLong(json.getLongValue());
      case DOUBLE -> consumer.addDouble(json.getDoubleValue());
      case SCALAR -> {
        long number = node.column().scalar().number(json).orElseThrow(() -> misfit(node, json));
        if (node.column().isInt32()) {
          consumer.addInteger((int) number);
        } else {
          consumer.addLong(number);
        }
      }
      case GROUP -> {
        consumer.startGroup();
        addFields(node, json);
        consumer.endGroup();
      }
      case LIST -> {
        consumer.startGroup();
        addElements(node.element(), json);
        consumer.endGroup();
      }
    }
  }

  /** Guards against records that were not surveyed or checked: nothing may be lost in silence. */
  private static boolean fits(Kind kind, JsonToken value) {
    return switch (kind) {
      case TEXT -> value == JsonToken.VALUE_STRING;
      case BOOLEAN -> value.isBoolean();
      case INTEGER -> value == JsonToken.VALUE_NUMBER_INT;
      case DOUBLE -> value.isNumeric();
      case GROUP -> value == JsonToken.START_OBJECT;
      case LIST -> value == JsonToken.START_ARRAY;
      case JSON, SCALAR -> true;
    };
  }

  private static IllegalArgumentException misfit(Node node, JsonParser json) {
    return new IllegalArgumentException(
        "found a record whose field %s does not fit the column '%s'"
            .formatted(json.getParsingContext().pathAsPointer(), node.column().name()));
  }

  private void addElements(Node element, JsonParser json) throws IOException {
    boolean isFirst = true;
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      if (isFirst) {
        consumer.startField(Column.REPEATED, 0);
        isFirst = false;
      }
      consumer.startGroup();
      if (value != JsonToken.VALUE_NULL) {
        consumer.startField(Column.ELEMENT, 0);
        addValue(element, value, json);
        consumer.endField(Column.ELEMENT, 0);
      }
      consumer.endGroup();
    }
    if (!isFirst) {
      consumer.endField(Column.REPEATED, 0);
    }
  }

  /** Returns a text as it stands in the record, unless it has escapes. */
  private Binary text(JsonParser json) throws IOException {
    int start = offset + (int) json.currentTokenLocation().getByteOffset() + 1;
    int end = start;
    while (record[end] != '"') {
      if (record[end] == '\\') {
        return Binary.fromString(json.getText());
      }
      end++;
    }
    return Binary.fromReusedByteArray(record, start, end - start);
  }

  private Binary json(JsonToken value, JsonParser json) throws IOException {
    int start = offset + (int) json.currentTokenLocation().getByteOffset();
    if (value.isStructStart()) {
      json.skipChildren();
    } else {
      json.finishToken();
    }
    int end = offset + (int) json.currentLocation().getByteOffset();
    return Binary.fromReusedByteArray(record, start, end - start);
  }

  /** Writes the row group and returns a note, from which {@link ParquetFile} makes the footer. */
  public byte[] finish() throws IOException {
    consumer.flush();
    columns.flush();
    long bytes = 0;
    long uncompressed = 0;
    List<ColumnChunk> written = new ArrayList<>();
    for (ChunkWriter chunk : chunks.values()) {
      written.add(chunk.writeTo(out, bytes));
      bytes += chunk.size();
      uncompressed += chunk.uncompressed();
    }
    columns.close();
    RowGroup group = new RowGroup(written, uncompressed, rows);
    group.setTotal_compressed_size(bytes);
    ByteArrayOutputStream note = new ByteArrayOutputStream();
    Util.writeFileMetaData(new FileMetaData(1, List.of(), rows, List.of(group)), note);
    return note.toByteArray();
  }
}
