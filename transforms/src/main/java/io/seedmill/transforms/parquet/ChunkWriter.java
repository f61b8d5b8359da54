package io.seedmill.transforms.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** Keeps the pages of a column's chunk, compressed, until the row group is whole. */
@SuppressWarnings("deprecation") // an old method has no default
final class ChunkWriter implements PageWriter {

  private static final int LEVEL = 3;

  private final ColumnDescriptor column;
  private final CompressionCodec codec;
  private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
  private final Statistics<?> statistics;
  private long values;
  private long uncompressed;

  ChunkWriter(ColumnDescriptor column, CompressionCodec codec) {
    this.column = column;
    this.codec = codec;
    this.statistics = Statistics.createStats(column.getPrimitiveType());
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      Statistics<?> ofPage,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    writePage(bytes, valueCount, 0, ofPage, repetition, definition, encoding);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> ofPage,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    PageHeader header = new PageHeader().setType(PageType.DATA_PAGE);
    header.setData_page_header(
        new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition)));
    write(header, bytes, data);
    encodings.addAll(List.of(repetition, definition, encoding));
    statistics.mergeStatistics(ofPage);
    values += valueCount;
  }

  /** Leaves out the statistics that few readers use. */
  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> ofPage,
      SizeStatistics sizes,
      GeospatialStatistics places,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    writePage(bytes, valueCount, rowCount, ofPage, repetition, definition, encoding);
  }

  @Override
  public void writePageV2(
      int rowCount,
      int nullCount,
      int valueCount,
      BytesInput repetition,
      BytesInput definition,
      Encoding encoding,
      BytesInput bytes,
      Statistics<?> ofPage) {
    throw new UnsupportedOperationException("pages of version 2");
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    PageHeader header = new PageHeader().setType(PageType.DICTIONARY_PAGE);
    header.setDictionary_page_header(
        new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding())));
    write(header, page.getBytes(), dictionary);
    encodings.add(page.getEncoding());
  }

  private void write(PageHeader header, BytesInput bytes, OutputStream pages) throws IOException {
    byte[] plain = bytes.toByteArray();
    byte[] stored = codec == CompressionCodec.ZSTD ? Zstd.compress(plain, LEVEL) : plain;
    CRC32 crc = new CRC32();
    crc.update(stored);
    header.setUncompressed_page_size(plain.length);
    header.setCompressed_page_size(stored.length);
    header.setCrc((int) crc.getValue());
    int before = data.size() + dictionary.size();
    Util.writePageHeader(header, pages);
    pages.write(stored);
    uncompressed += data.size() + dictionary.size() - before - stored.length + plain.length;
  }

  private static org.apache.parquet.format.Encoding format(Encoding encoding) {
    return org.apache.parquet.format.Encoding.valueOf(encoding.name());
  }

  /**
   * Writes the chunk and returns what a reader needs to know of it.
   *
   * @param start the position of its first byte
   */
  ColumnChunk writeTo(OutputStream out, long start) throws IOException {
    dictionary.writeTo(out);
    data.writeTo(out);
    List<org.apache.parquet.format.Encoding> used = new ArrayList<>();
    encodings.forEach(encoding -> used.add(format(encoding)));
    ColumnMetaData chunk =
        new ColumnMetaData(
            SchemaElements.physical(column.getPrimitiveType()),
            used,
            List.of(column.getPath()),
            codec,
            values,
            uncompressed,
            size(),
            start + dictionary.size());
    if (dictionary.size() > 0) {
      chunk.setDictionary_page_offset(start);
    }
    chunk.setStatistics(ChunkStatistics.of(statistics));
    return new ColumnChunk(0).setMeta_data(chunk);
  }

  long size() {
    return (long) dictionary.size() + data.size();
  }

  long uncompressed() {
    return uncompressed;
  }

  @Override
  public long getMemSize() {
    return size();
  }

  @Override
  public long allocatedSize() {
    return size();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + size();
  }
}
