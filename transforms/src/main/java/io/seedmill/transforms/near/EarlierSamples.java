package io.seedmill.transforms.near;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The published samples of the runs that a run continues. All of them are kept.
 *
 * @param parts the files that have them, the oldest run's first
 * @param unread the names of the runs whose files are in a format that is not read again
 */
public record EarlierSamples(List<Part> parts, List<String> unread) implements Serializable {

  /** The samples of no run. */
  public static final EarlierSamples NONE = new EarlierSamples(List.of(), List.of());

  public EarlierSamples {
    parts = List.copyOf(parts);
    unread = List.copyOf(unread);
  }

  /**
   * A file of samples.
   *
   * @param run the name of the run that published it
   * @param root the root of the storage
   * @param sha256 its digest, which is checked before it is read
   */
  public record Part(String run, String root, String path, long bytes, long records, String sha256)
      implements Serializable {}

  /**
   * A file with its place in the order.
   *
   * @param section the first section that its samples are in
   */
  record Placed(Part part, int section) implements Serializable {}

  /** Returns the files in their order, each with sections of its own. */
  List<Placed> placed() {
    List<Placed> placed = new ArrayList<>();
    int section = Sections.FIRST_EARLIER;
    for (Part part : parts) {
      placed.add(new Placed(part, section));
      section += (int) (part.records() / Sections.SAMPLES) + 1;
    }
    return placed;
  }
}
