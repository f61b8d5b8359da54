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
 * @param parts the number of files of each set, at least 1
 * @param format their format
 * @param withAssets samples have assets in files of their own
 * @param sets the sets of files
 */
public record DatasetFiles(int parts, PartFormat format, boolean withAssets, FileSets sets)
    implements Serializable {

  /** Files of samples whose assets, if there are any, are in them. */
  public DatasetFiles(int parts, PartFormat format) {
    this(parts, format, false, FileSets.ONE);
  }

  public DatasetFiles {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, found " + parts);
    }
  }

  /** Returns the files of one set after the other, each in ascending order of its samples' keys. */
  public List<DatasetPart> all() {
    return IntStream.range(0, sets.size())
        .boxed()
        .flatMap(set -> IntStream.range(0, parts).mapToObj(number -> part(set, number)))
        .toList();
  }

  DatasetPart part(int set, int number) {
    return new DatasetPart(sets.set(set), number, parts, format.extension());
  }

  /**
   * Returns what readers of the parts should know.
   *
   * @param summaries the summaries of all buckets
   */
  public PartFormat.Remarks remarks(List<BucketSummary> summaries) {
    return format.remarks(new AllBuckets(this, summaries).survey());
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
    PartFormat.Survey survey = new AllBuckets(this, summaries).survey();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(format.header(survey));
    bytes.writeBytes(format.footer(survey, List.of()));
    return bytes.toByteArray();
  }
}
