package io.seedmill.transforms.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seedmill.transforms.blocks.Collisions;
import io.seedmill.transforms.blocks.Collisions.Example;
import io.seedmill.transforms.blocks.Collisions.Losses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The samples of a run that are equal to others. Samples that a batch or an earlier attempt had
 * left out are counted as duplicates, and are not among these.
 *
 * @param generators the entries that made a content more than once
 * @param pairs who lost to whom, the most frequent first
 * @param others the samples of pairs beyond those; null where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Repetitions(Map<String, Repeated> generators, List<Pair> pairs, Long others) {

  private static final int MOST_PAIRS = 100;

  private static final Comparator<Pair> MOST_FREQUENT =
      Comparator.comparingLong((Pair pair) -> -pair.samples())
          .thenComparing(Pair::generator)
          .thenComparing(pair -> pair.winner() == null ? "" : pair.winner());

  /**
   * The contents that an entry made more than once.
   *
   * @param contents how many
   * @param twice how many of them it made exactly twice
   * @param samples how many samples it made of them beyond the first of each
   */
  public record Repeated(long contents, long twice, long samples) {}

  /**
   * Samples of an entry that are not in the dataset, because others are equal to them.
   *
   * @param generator their entry
   * @param winner the entry of the others; null where there are too many to tell
   * @param samples how many they are
   * @param examples some of them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Pair(String generator, String winner, long samples, List<Twins> examples) {}

  /**
   * Two equal samples.
   *
   * @param key the first 16 hex digits of what makes them equal
   * @param index the index of the one that is not in the dataset
   * @param winner the index of the one that is
   */
  public record Twins(String key, long index, long winner) {}

  /** Names the entries; null where no samples are equal. */
  static Repetitions of(Collisions found, List<String> names) {
    Map<String, Collisions.Repeats> repeats = new LinkedHashMap<>();
    for (int entry = 0; entry < names.size(); entry++) {
      if (found.repeats(entry).contents() > 0) {
        repeats.merge(names.get(entry), found.repeats(entry), Collisions.Repeats::plus);
      }
    }
    Map<String, Repeated> generators = new LinkedHashMap<>();
    repeats.forEach(
        (name, sum) ->
            generators.put(name, new Repeated(sum.contents(), sum.twice(), sum.samples())));
    List<Pair> pairs = new ArrayList<>();
    found.losses().forEach((pair, losses) -> pairs.add(pair(pair, losses, names)));
    if (pairs.isEmpty() && generators.isEmpty()) {
      return null;
    }
    pairs.sort(MOST_FREQUENT);
    long others = pairs.stream().skip(MOST_PAIRS).mapToLong(Pair::samples).sum();
    return new Repetitions(
        generators,
        List.copyOf(pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))),
        others == 0 ? null : others);
  }

  private static Pair pair(Collisions.Pair pair, Losses losses, List<String> names) {
    List<Twins> examples = new ArrayList<>();
    for (Example example : losses.examples()) {
      String key = String.format(Locale.ROOT, "%016x", example.key());
      examples.add(new Twins(key, example.loser(), example.winner()));
    }
    return new Pair(
        names.get(pair.loser()),
        pair.winner() == Collisions.ANY ? null : names.get(pair.winner()),
        losses.samples(),
        examples);
  }
}
