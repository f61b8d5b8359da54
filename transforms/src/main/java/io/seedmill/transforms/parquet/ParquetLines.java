package io.seedmill.transforms.parquet;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.sources.rows.NativeLibraries;
import io.seedmill.transforms.parquet.Column.Kind;
import io.seedmill.transforms.schema.FieldType;
import io.seedmill.transforms.schema.ScalarType;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * The records of a file that {@link ParquetFile} describes, as the lines of JSON that they were
 * made of; names in the metadata are sorted. It holds one row group at a time. A field that is null
 * in some records and absent from others is absent.
 */
public final class ParquetLines extends InputStream {

  private static final int TAIL_BYTES = 2 * Integer.BYTES;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Ranges file;
  private final List<Column> fields;
  private final MessageType type;
  private final MessageColumnIO columns;
  private final LineWriter writer;
  private final Iterator<RowGroup> groups;
  private RecordReader<byte[]> reader;
  private long left;
  private byte[] line = new byte[0];
  private int at;

  /** The bytes of a file. */
  @FunctionalInterface
  public interface Ranges {

    /** Opens some of them. */
    InputStream open(long offset, long length) throws IOException;
  }

  /**
   * Reads the footer.
   *
   * @param size the bytes of the file
   * @throws IOException if it is not such a file
   */
  public ParquetLines(Ranges file, long size) throws IOException {
    NativeLibraries.prepare(List.of());
    this.file = file;
    try {
      byte[] tail = read(size - TAIL_BYTES, TAIL_BYTES);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      byte[] footer = read(size - TAIL_BYTES - length, length);
      FileMetaData meta = Util.readFileMetaData(new ByteArrayInputStream(footer));
      Iterator<SchemaElement> elements = meta.getSchema().iterator();
      int count = elements.next().getNum_children();
      this.fields = fields(elements, count);
      Columns read = new Columns(fields, Set.of(), nulls(meta), Set.of());
      this.type = read.type();
      this.columns = new ColumnIOFactory().getColumnIO(type);
      this.writer = new LineWriter(read);
      this.groups = meta.getRow_groups().iterator();
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /** Returns the types of the columns by their names, in the order of the file. */
  public Map<String, FieldType> types() {
    Map<String, FieldType> types = new LinkedHashMap<>();
    fields.forEach(field -> types.put(field.name(), field.declared()));
    return types;
  }

  private static IOException damaged(RuntimeException e) {
    return new IOException("it is not the Parquet that was written: " + e.getMessage(), e);
  }

  private byte[] read(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > Integer.MAX_VALUE) {
      throw new EOFException("it is not the Parquet that was written: a length in it is wrong");
    }
    try (InputStream in = file.open(offset, length)) {
      byte[] bytes = in.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException("it ends before it should");
      }
      return bytes;
    }
  }

  private static Set<String> nulls(FileMetaData meta) throws IOException {
    Set<String> nulls = new TreeSet<>();
    if (meta.isSetKey_value_metadata()) {
      for (KeyValue entry : meta.getKey_value_metadata()) {
        if (entry.getKey().equals(ParquetFile.NULLS)) {
          nulls.addAll(JSON.readValue(entry.getValue(), new TypeReference<List<String>>() {}));
        }
      }
    }
    return nulls;
  }

  private static List<Column> fields(Iterator<SchemaElement> elements, int count) {
    List<Column> fields = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      SchemaElement element = elements.next();
      Kind kind = kind(element);
      List<Column> inner = List.of();
      if (kind == Kind.LIST) {
        inner = fields(elements, elements.next().getNum_children());
      } else if (kind == Kind.GROUP) {
        inner = fields(elements, element.getNum_children());
      }
      fields.add(new Column(element.getName(), index, kind, scalar(element, kind), inner));
    }
    return fields;
  }

  private static Kind kind(SchemaElement element) {
    if (!element.isSetType()) {
      return element.getConverted_type() == ConvertedType.LIST ? Kind.LIST : Kind.GROUP;
    }
    return switch (element.getType()) {
      case BOOLEAN -> Kind.BOOLEAN;
      case INT32 -> Kind.SCALAR;
      case INT64 -> element.isSetConverted_type() ? Kind.SCALAR : Kind.INTEGER;
      case DOUBLE -> Kind.DOUBLE;
      case BYTE_ARRAY -> element.getConverted_type() == ConvertedType.JSON ? Kind.JSON : Kind.TEXT;
      default -> throw new IllegalArgumentException("a column of " + element.getType());
    };
  }

  private static ScalarType scalar(SchemaElement element, Kind kind) {
    if (kind != Kind.SCALAR) {
      return null;
    }
    if (!element.isSetConverted_type()) {
      return ScalarType.of(ScalarType.Kind.INT32);
    }
    return switch (element.getConverted_type()) {
      case DATE -> ScalarType.of(ScalarType.Kind.DATE);
      case TIMESTAMP_MICROS -> ScalarType.of(ScalarType.Kind.TIMESTAMP);
      case DECIMAL ->
          new ScalarType(ScalarType.Kind.DECIMAL, element.getPrecision(), element.getScale());
      default -> throw new IllegalArgumentException("a column of " + element.getConverted_type());
    };
  }

  @Override
  public int read() throws IOException {
    return fill() ? line[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, bytes, offset, count);
    at += count;
    return count;
  }

  /** Returns false if there are no more bytes. */
  private boolean fill() throws IOException {
    while (at == line.length) {
      try {
        if (left == 0 && !groups.hasNext()) {
          return false;
        }
        if (left == 0) {
          RowGroup group = groups.next();
          left = group.getNum_rows();
          reader = columns.getRecordReader(chunks(group), writer);
          continue;
        }
        line = reader.read();
        at = 0;
        left--;
      } catch (RuntimeException e) {
        throw damaged(e);
      }
    }
    return true;
  }

  private ChunkReaders chunks(RowGroup group) throws IOException {
    ChunkReaders readers = new ChunkReaders(group.getNum_rows());
    for (int i = 0; i < type.getColumns().size(); i++) {
      var chunk = group.getColumns().get(i).getMeta_data();
      long start =
          chunk.isSetDictionary_page_offset()
              ? chunk.getDictionary_page_offset()
              : chunk.getData_page_offset();
      readers.add(type.getColumns().get(i), chunk, read(start, chunk.getTotal_compressed_size()));
    }
    return readers;
  }
}
