package io.seedmill.transforms.write;

import java.util.List;
import java.util.Optional;

/** The formats in which datasets are published. */
public final class PartFormats {

  /** JSON Lines: the format of a dataset that names none. */
  public static final PartFormat JSON_LINES = new JsonLinesFormat();

  private static final List<PartFormat> ALL =
      List.of(JSON_LINES, CsvFormat.WITH_METADATA, ParquetFormat.WITH_METADATA);

  private PartFormats() {}

  /** Returns the format with a name. */
  public static Optional<PartFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /**
   * Returns whether the records of a run can be read again from its parts.
   *
   * @param name the format that its manifest names; null in an old one
   */
  public static boolean areRecords(String name) {
    return name == null
        || name.equals(JSON_LINES.name())
        || name.equals(ParquetFormat.WITH_METADATA.name());
  }

  /** Returns the names of all formats. */
  public static List<String> names() {
    return ALL.stream().map(PartFormat::name).toList();
  }
}
