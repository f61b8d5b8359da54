package io.seedmill.transforms.near;

import java.util.List;

/**
 * What was found of near duplicates.
 *
 * @param compared the samples that were compared
 * @param earlier the samples of earlier runs that they were compared with
 * @param unread the names of the earlier runs whose samples they were not compared with
 * @param clusters the kept samples that others are near to
 * @param largest those with the most others
 */
public record NearReport(
    long compared, long earlier, List<String> unread, long clusters, List<Cluster> largest) {

  /**
   * A kept sample that others are near to.
   *
   * @param kept its id, generator and index, and the run if that is an earlier one, as JSON
   * @param others how many they are
   */
  public record Cluster(String kept, int others) {}
}
