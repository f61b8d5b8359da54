package io.seedmill.transforms.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/** The pages of a row group, whose chunks are in memory, compressed. */
final class ChunkReaders implements PageReadStore {

  private final Map<ColumnDescriptor, PageReader> readers = new HashMap<>();
  private final long rows;

  ChunkReaders(long rows) {
    this.rows = rows;
  }

  void add(ColumnDescriptor column, ColumnMetaData chunk, byte[] bytes) {
    readers.put(column, new ChunkReader(column, chunk, new ByteArrayInputStream(bytes)));
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    return readers.get(column);
  }

  @Override
  public long getRowCount() {
    return rows;
  }

  private record ChunkReader(
      ColumnDescriptor column, ColumnMetaData chunk, ByteArrayInputStream pages)
      implements PageReader {

    @Override
    public DictionaryPage readDictionaryPage() {
      if (!chunk.isSetDictionary_page_offset()) {
        return null;
      }
      try {
        PageHeader header = Util.readPageHeader(pages);
        return new DictionaryPage(
            bytes(header),
            header.getDictionary_page_header().getNum_values(),
            encoding(header.getDictionary_page_header().getEncoding()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long getTotalValueCount() {
      return chunk.getNum_values();
    }

    @Override
    public DataPage readPage() {
      if (pages.available() == 0) {
        return null;
      }
      try {
        PageHeader header = Util.readPageHeader(pages);
        DataPageHeader data = header.getData_page_header();
        return new DataPageV1(
            bytes(header),
            data.getNum_values(),
            header.getUncompressed_page_size(),
            Statistics.createStats(column.getPrimitiveType()),
            encoding(data.getRepetition_level_encoding()),
            encoding(data.getDefinition_level_encoding()),
            encoding(data.getEncoding()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private BytesInput bytes(PageHeader header) throws IOException {
      byte[] stored = pages.readNBytes(header.getCompressed_page_size());
      return BytesInput.from(
          chunk.getCodec() == CompressionCodec.ZSTD
              ? Zstd.decompress(stored, header.getUncompressed_page_size())
              : stored);
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
      return Encoding.valueOf(encoding.name());
    }
  }
}
