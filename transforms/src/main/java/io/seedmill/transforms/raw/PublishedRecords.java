package io.seedmill.transforms.raw;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.parquet.ParquetLines;
import io.seedmill.transforms.schema.FieldType;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Opens files of published records as lines of JSON, whatever the name says of their form. */
public final class PublishedRecords {

  private static final String PARQUET = ".parquet";

  private PublishedRecords() {}

  /**
   * Opens a file.
   *
   * @param bytes how many bytes of it from {@code offset} on
   */
  public static InputStream lines(Storage storage, String path, long offset, long bytes)
      throws IOException {
    return areColumns(path)
        ? columns(storage, path, offset, bytes)
        : Compression.ofName(path).inflated(storage.open(path, offset, bytes));
  }

  private static ParquetLines columns(Storage storage, String path, long offset, long bytes)
      throws IOException {
    return new ParquetLines((from, length) -> storage.open(path, offset + from, length), bytes);
  }

  /** Returns the types of a file's columns by their names; empty for a file of lines. */
  public static Optional<Map<String, FieldType>> types(Storage storage, String path, long bytes)
      throws IOException {
    if (!areColumns(path)) {
      return Optional.empty();
    }
    try (ParquetLines file = columns(storage, path, 0, bytes)) {
      return Optional.of(file.types());
    }
  }

  /** Returns true if the lines of a file are not read from its first byte to its last. */
  public static boolean areColumns(String path) {
    return path.endsWith(PARQUET);
  }

  /** Returns true if the bytes of a file are its lines. */
  static boolean arePlain(String path) {
    return !areColumns(path) && Compression.ofName(path) == Compression.NONE;
  }
}
