package io.seedmill.transforms.write;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.parquet.ColumnSurvey;
import io.seedmill.transforms.parquet.ParquetFile;
import io.seedmill.transforms.parquet.RowGroupWriter;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Parquet. A frame is a row group, and a part without samples a file without row groups, with the
 * columns that all parts have. Pages are compressed, not the file.
 */
record ParquetFormat(
    boolean hasMetadata, RecordSchema schema, Compression compression, int frameBytes)
    implements PartFormat {

  /** Readers take row groups at the same time, and keep one in memory each. */
  private static final int FRAME_BYTES = 32 << 20;

  static final ParquetFormat WITH_METADATA =
      new ParquetFormat(true, RecordSchema.NONE, Compression.ZSTD, FRAME_BYTES);

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public String extension() {
    return ".parquet";
  }

  @Override
  public Optional<PartFormat> withoutMetadata() {
    return Optional.of(new ParquetFormat(false, schema, compression, frameBytes));
  }

  @Override
  public PartFormat withSchema(RecordSchema declared) {
    return new ParquetFormat(hasMetadata, declared, compression, frameBytes);
  }

  /** Returns pages of another compression; gzip is slower and larger than zstd. */
  @Override
  public Optional<PartFormat> compressed(Compression other) {
    return other == Compression.GZIP
        ? Optional.empty()
        : Optional.of(new ParquetFormat(hasMetadata, schema, other, frameBytes));
  }

  @Override
  public Survey newSurvey() {
    return new Records(new ColumnSurvey());
  }

  @Override
  public byte[] header(Survey all) {
    return ParquetFile.header();
  }

  @Override
  public RecordEncoder encoder(Survey all, OutputStream out) throws IOException {
    RowGroupWriter group = new RowGroupWriter(file(all), out);
    return new RecordEncoder() {

      @Override
      public void add(byte[] bytes, int offset, int length) throws IOException {
        group.add(bytes, offset, length);
      }

      @Override
      public byte[] finish() throws IOException {
        return group.finish();
      }
    };
  }

  @Override
  public byte[] footer(Survey all, List<Frame> frames) throws IOException {
    return file(all).footer(frames.stream().map(Frame::note).toList());
  }

  @Override
  public Remarks remarks(Survey all) {
    ParquetFile file = file(all);
    return new Remarks(
        file.jsonColumns(), file.ambiguousColumns(), Remarks.differingInCase(file.names()));
  }

  private ParquetFile file(Survey all) {
    return new ParquetFile(
        ((Records) all).survey(), schema, hasMetadata, compression != Compression.NONE);
  }

  private record Records(ColumnSurvey survey) implements Survey {

    @Override
    public void add(byte[] bytes, int offset, int length) throws IOException {
      survey.add(bytes, offset, length);
    }

    @Override
    public void addAll(Survey other) {
      survey.addAll(((Records) other).survey);
    }
  }
}
