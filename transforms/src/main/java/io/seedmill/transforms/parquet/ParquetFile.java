package io.seedmill.transforms.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The file of which row groups are part: its first and last bytes. They name neither a version nor
 * a time.
 */
public final class ParquetFile {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The key in the footer under which {@link Columns#nulls} stand. */
  static final String NULLS = "seedmill.nulls";

  private final Columns columns;
  private final CompressionCodec codec;
  private final int longest;

  /**
   * A file whose schema fits all records of a survey.
   *
   * @param schema the declared fields; none where they follow from the survey
   */
  public ParquetFile(
      ColumnSurvey survey, RecordSchema schema, boolean hasMetadata, boolean isCompressed) {
    this.columns = Columns.of(survey, schema, hasMetadata);
    this.codec = isCompressed ? CompressionCodec.ZSTD : CompressionCodec.UNCOMPRESSED;
    this.longest = survey.longest();
  }

  Columns columns() {
    return columns;
  }

  CompressionCodec codec() {
    return codec;
  }

  /** Returns the bytes of the longest record. */
  int longest() {
    return longest;
  }

  /** Returns the names of the columns, of which some have columns of their own. */
  public List<String> names() {
    return columns.type().getFields().stream().map(Type::getName).toList();
  }

  /** Returns the names of the columns that hold JSON, because no type fits all their values. */
  public List<String> jsonColumns() {
    return List.copyOf(columns.json());
  }

  /** Returns the names of the columns that are null in some records and absent from others. */
  public List<String> ambiguousColumns() {
    return List.copyOf(columns.ambiguous());
  }

  /** Returns the first bytes. */
  public static byte[] header() {
    return MAGIC.clone();
  }

  /**
   * Returns the bytes behind the row groups.
   *
   * @param groups the note of each row group, in order
   */
  public byte[] footer(List<byte[]> groups) throws IOException {
    long at = MAGIC.length;
    long rows = 0;
    List<RowGroup> placed = new ArrayList<>();
    for (byte[] note : groups) {
      RowGroup group = Util.readFileMetaData(new ByteArrayInputStream(note)).getRow_groups().get(0);
      for (ColumnChunk chunk : group.getColumns()) {
        place(chunk.getMeta_data(), at);
      }
      group.setFile_offset(at);
      at += group.getTotal_compressed_size();
      rows += group.getNum_rows();
      placed.add(group);
    }
    MessageType type = columns.type();
    FileMetaData footer = new FileMetaData(1, SchemaElements.of(type), rows, placed);
    List<ColumnOrder> orders = new ArrayList<>();
    type.getColumns().forEach(column -> orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    footer.setColumn_orders(orders);
    footer.setCreated_by("seedmill");
    if (!columns.nulls().isEmpty()) {
      footer.setKey_value_metadata(
          List.of(new KeyValue(NULLS).setValue(JSON.writeValueAsString(columns.nulls()))));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, bytes);
    int length = bytes.size();
    bytes.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    bytes.writeBytes(MAGIC);
    return bytes.toByteArray();
  }

  private static void place(ColumnMetaData chunk, long at) {
    chunk.setData_page_offset(at + chunk.getData_page_offset());
    if (chunk.isSetDictionary_page_offset()) {
      chunk.setDictionary_page_offset(at + chunk.getDictionary_page_offset());
    }
  }
}
