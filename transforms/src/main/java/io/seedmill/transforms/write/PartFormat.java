package io.seedmill.transforms.write;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A format of the dataset's parts. It turns unique samples, in ascending order of their keys, into
 * bytes. {@link PartFormats} lists all formats.
 *
 * <p>A part is a header, the samples and a footer. The samples are encoded in frames, many at the
 * same time. A format without frames writes the same bytes wherever its samples are divided; the
 * frames of any other format end at fixed keys, so that the bytes are a function of the data.
 */
public interface PartFormat extends Serializable {

  /** Returns the name of the format in a spec and in a manifest. */
  String name();

  /** Returns the end of a part's name, such as {@code .csv}. */
  String extension();

  /**
   * Returns whether the encoded samples are their records as they are. Then their size is known
   * beforehand, and all buckets write to their places in one file. Such a format has no header, no
   * footer and no frames.
   */
  default boolean copiesRecords() {
    return false;
  }

  /**
   * Returns how many bytes of records a frame has on average, at least; 0 for a format without
   * frames. A frame holds the samples of one part whose keys lie between two multiples of
   * 2<sup>64</sup> / n, where n is a power of two and depends on the size of all records.
   */
  default int frameBytes() {
    return 0;
  }

  /** Returns an empty survey: what the format needs to know of all records beforehand. */
  default Survey newSurvey() {
    return Survey.NONE;
  }

  /** Returns the first bytes of every part, those without samples included. */
  default byte[] header(Survey all) throws IOException {
    return new byte[0];
  }

  /** Returns an encoder that writes one frame, or some of the samples of a format without them. */
  RecordEncoder encoder(Survey all, OutputStream out) throws IOException;

  /** Returns the last bytes of a part with these frames. */
  default byte[] footer(Survey all, List<Frame> frames) throws IOException {
    return new byte[0];
  }

  /** Returns what readers of its files should know, and do not see in them. */
  default Remarks remarks(Survey all) {
    return Remarks.NONE;
  }

  /** Returns the same format without the samples' metadata, if it can leave that out. */
  default Optional<PartFormat> withoutMetadata() {
    return Optional.empty();
  }

  /** Returns the same format for records that all fit a schema, whose columns are those of it. */
  default PartFormat withSchema(RecordSchema schema) {
    return this;
  }

  /** Returns the compression of its files. */
  default Compression compression() {
    return Compression.NONE;
  }

  /** Returns the same format with files of a compression; empty if it has none of that kind. */
  default Optional<PartFormat> compressed(Compression compression) {
    return Optional.of(
        switch (compression) {
          case NONE -> this;
          case GZIP -> new GzipFormat(this);
          case ZSTD -> new ZstdFormat(this);
        });
  }

  /** An encoder of consecutive samples. */
  interface RecordEncoder {

    /**
     * Encodes a sample. The array has other contents after the call.
     *
     * @param bytes the array that holds its record: a JSON object and a line feed
     * @param offset the position at which the record begins
     * @param length the number of its bytes, line feed included
     */
    void add(byte[] bytes, int offset, int length) throws IOException;

    /** Writes what is left and returns what the footer needs to know of this frame. */
    default byte[] finish() throws IOException {
      return new byte[0];
    }
  }

  /**
   * A frame that was written.
   *
   * @param records the number of its samples
   * @param bytes the number of its bytes
   * @param note what its encoder returned at the end
   */
  record Frame(long records, long bytes, byte[] note) implements Serializable {}

  /**
   * What a format could not write as it is in the records. Names in objects follow a dot, and
   * {@code []} stands for the elements of a list.
   *
   * @param json the fields whose values are JSON in a text, because no type fits all of them
   * @param nullOrAbsent the fields that are null in some records and absent from others, which are
   *     not told apart
   * @param caseAlone the columns whose names differ from another one's in case alone, which SQL
   *     does not tell apart
   */
  record Remarks(List<String> json, List<String> nullOrAbsent, List<String> caseAlone) {

    /** Nothing to be said. */
    public static final Remarks NONE = new Remarks(List.of(), List.of(), List.of());

    public Remarks {
      json = List.copyOf(json);
      nullOrAbsent = List.copyOf(nullOrAbsent);
      caseAlone = List.copyOf(caseAlone);
    }

    /** Returns those of some columns whose names differ from another one's in case alone. */
    static List<String> differingInCase(List<String> columns) {
      Map<String, List<String>> byName =
          columns.stream().collect(Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT)));
      return columns.stream()
          .filter(name -> byName.get(name.toLowerCase(Locale.ROOT)).size() > 1)
          .toList();
    }
  }

  /** A summary of records that does not depend on their order. */
  interface Survey extends Serializable {

    /** The survey of a format that needs none. */
    Survey NONE = new NoSurvey();

    /** Adds a record, as {@link RecordEncoder#add} takes it. */
    void add(byte[] bytes, int offset, int length) throws IOException;

    /** Adds all records of another survey of the same format. */
    void addAll(Survey other);
  }

  /** A survey that remembers nothing. */
  record NoSurvey() implements Survey {

    @Override
    public void add(byte[] bytes, int offset, int length) {}

    @Override
    public void addAll(Survey other) {}
  }
}
