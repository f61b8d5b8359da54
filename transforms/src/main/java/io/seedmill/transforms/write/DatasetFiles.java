package io.seedmill.transforms.write;

import io.seedmill.transforms.write.OutputFile.DatasetPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The files that hold a dataset's samples.
 *
 * @param parts the number of files, at least 1
 * @param format their format
 * @param withAssets samples have assets in files of their own
 */
public record DatasetFiles(int parts, PartFormat format, boolean withAssets)
    implements Serializable {

  /** Files of samples whose assets, if there are any, are in them. */
  public DatasetFiles(int parts, PartFormat format) {
    this(parts, format, false);
  }

  public DatasetFiles {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, found " + parts);
    }
  }

  /** Returns all files in ascending order of their samples' keys. */
  public List<DatasetPart> all() {
    return IntStream.range(0, parts).mapToObj(this::part).toList();
  }

  DatasetPart part(int number) {
    return new DatasetPart(number, parts, format.extension());
  }

  /**
   * Returns the bytes of an output file in which no bucket has a piece.
   *
   * @param summaries the summaries of all buckets
   */
  public byte[] withoutPieces(OutputFile file, List<BucketSummary> summaries) throws IOException {
    if (!(file instanceof DatasetPart)) {
      return new byte[0];
    }
    PartFormat.Survey survey = new AllBuckets(format, summaries).survey();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(format.header(survey));
    bytes.writeBytes(format.footer(survey, List.of()));
    return bytes.toByteArray();
  }
}
