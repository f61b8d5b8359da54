package io.seedmill.transforms.dedupe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.testing.Storages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sample stays, in which order, and what is counted, for blocks built by hand. */
class BucketDeduplicatorTest {

  @TempDir private Path folder;

  @Test
  void ofEqualKeysTheSmallestIndexStaysThenTheFirstEntryWhateverTheOrderOfBlocks()
      throws Exception {
    List<SampleBlock> blocks =
        new BlockBuilder()
            .sample(1, 1, 5, 0, "5 of 0\n")
            .sample(1, 1, 3, 2, "3 of 2\n")
            .endBlock()
            .sample(1, 1, 3, 1, "3 of 1\n")
            .endBlock()
            .sample(1, 1, 4, 0, "4 of 0\n")
            .sample(2, 0, 9, 2, "another\n")
            .endBlock()
            .sample(1, 1, 1L << 40, 0, "far\n")
            .build();

    for (List<SampleBlock> order : permutations(blocks)) {
      UniqueSamples unique = deduplicate(order, 1, 3);

      assertThat(lines(unique), is(List.of("3 of 1\n", "another\n")));
      assertThat(counts(unique, 3), is("0+3 1+0 1+1"));
    }
  }

  @Test
  void keysThatAgreeInTheirFirstHalfAloneAreDifferent() throws Exception {
    List<SampleBlock> blocks =
        new BlockBuilder()
            .sample(7, 3, 0, 0, "low 3\n")
            .sample(7, -1, 1, 0, "low -1\n")
            .endBlock()
            .sample(7, 1, 2, 0, "low 1\n")
            .sample(7, 3, 3, 0, "low 3 again\n")
            .sample(7, Long.MIN_VALUE, 4, 0, "low min\n")
            .build();

    UniqueSamples unique = deduplicate(blocks, 1, 1);

    assertThat(lines(unique), is(List.of("low 1\n", "low 3\n", "low min\n", "low -1\n")));
    assertThat(counts(unique, 1), is("4+1"));
  }

  @Test
  void keysAscendAsUnsignedNumbers() throws Exception {
    List<SampleBlock> blocks =
        new BlockBuilder()
            .sample(-1, -1, 0, 0, "ffff\n")
            .sample(Long.MIN_VALUE, 0, 1, 0, "8000\n")
            .sample(Long.MAX_VALUE, 0, 2, 0, "7fff\n")
            .sample(0, 0, 3, 0, "0000\n")
            .build();

    UniqueSamples unique = deduplicate(blocks, 1, 1);

    assertThat(lines(unique), is(List.of("0000\n", "7fff\n", "8000\n", "ffff\n")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1024, 1025})
  void aLongRunOfDuplicatesOfOneKeyIsOneSample(int more) throws Exception {
    int count = 20_000 + more;
    List<Integer> indices = new ArrayList<>(IntStream.range(100, 100 + count).boxed().toList());
    Collections.shuffle(indices, new Random(1));
    BlockBuilder builder = new BlockBuilder();
    indices.forEach(index -> builder.sample(1L << 60, 2, index, 0, index + "\n"));
    builder.sample(1L << 60, 1, 7, 0, "before\n").sample(1L << 60, 3, 8, 0, "after\n");

    UniqueSamples unique = deduplicate(builder.build(), 8, 1, 0);

    assertThat(lines(unique), is(List.of("before\n", "100\n", "after\n")));
    assertThat(counts(unique, 1), is("3+" + (count - 1)));
  }

  @Test
  void manyKeysOfAnyBucketComeOutInOrder() throws Exception {
    int buckets = 4096;
    long bucket = 4095;
    Random random = new Random(2);
    List<Long> keys = new ArrayList<>();
    BlockBuilder builder = new BlockBuilder();
    for (int index = 0; index < 5_000; index++) {
      long low = index % 2 == 0 ? random.nextInt(8) : random.nextLong() >>> 12;
      long key = (bucket << 52) | low;
      keys.add(key);
      builder.sample(key, 0, index, 0, Long.toHexString(key) + "\n");
    }

    UniqueSamples unique = deduplicate(builder.build(), buckets, 1, (int) bucket);

    List<String> expected =
        keys.stream().distinct().sorted(Long::compareUnsigned).map(k -> hexLine(k)).toList();
    assertThat(lines(unique), is(expected));
  }

  @Test
  void whatAnEarlierRunPublishedIsKnownAndNeitherUniqueNorDuplicate() throws Exception {
    List<SampleBlock> blocks =
        new BlockBuilder()
            .sample(5, 1, 7, 0, "known\n")
            .sample(5, 2, 8, 0, "new\n")
            .endBlock()
            .sample(5, 1, 6, 1, "known too\n")
            .sample(5, 2, 9, 1, "duplicate\n")
            .sample(-1, -1, 1, 1, "known to another run\n")
            .letter(5, 3, 1, "letter\n")
            .build();

    UniqueSamples unique =
        deduplicate(blocks, 1, 2, 0, List.of(known(4, 9, 5, 1, 5, 3), known(), known(-1, -1)));

    assertThat(lines(unique), is(List.of("new\n")));
    assertThat(counts(unique, 2), is("1+0 0+1"));
    assertThat(known(unique, 2), is(List.of(1L, 2L)));
    assertThat(unique.counts().failed(1), is(1L));
  }

  @Test
  void aSampleThatTwoRunsPublishedIsKnownOnce() throws Exception {
    List<SampleBlock> blocks = new BlockBuilder().sample(5, 1, 7, 0, "known\n").build();

    UniqueSamples unique = deduplicate(blocks, 1, 1, 0, List.of(known(5, 1), known(5, 1)));

    assertThat(known(unique, 1), is(List.of(1L)));
  }

  @ParameterizedTest
  @CsvSource({"10, 3000", "3000, 10", "3000, 3000", "1, 3000", "3000, 1"})
  void anyNumberOfKnownKeysIsFoundAmongAnyNumberOfSamples(int samples, int knownKeys)
      throws Exception {
    Random random = new Random(samples);
    BlockBuilder builder = new BlockBuilder();
    TreeSet<Long> keys = new TreeSet<>();
    while (keys.size() < samples) {
      keys.add((long) random.nextInt(8000));
    }
    keys.forEach(key -> builder.sample(key, 0, key, 0, key + "\n").sample(key, 0, 9000, 0, "\n"));
    TreeSet<Long> known = new TreeSet<>(List.of(keys.first()));
    while (known.size() < knownKeys) {
      known.add((long) random.nextInt(8000));
    }

    UniqueSamples unique =
        deduplicate(
            builder.build(),
            1,
            1,
            0,
            List.of(known(known.stream().flatMapToLong(k -> LongStream.of(k, 0)).toArray())));

    List<String> expected =
        keys.stream().filter(key -> !known.contains(key)).map(key -> key + "\n").toList();
    assertThat(lines(unique), is(expected));
    assertThat(known(unique, 1), is(List.of(2L * (samples - expected.size()))));
  }

  @Test
  void deadLettersAreKeptInThePlansOrderAndNeverDuplicates() throws Exception {
    List<SampleBlock> blocks =
        new BlockBuilder()
            .letter(-5, 9, 1, "last\n")
            .sample(3, 0, 4, 1, "sample\n")
            .letter(3, 1, 0, "first\n")
            .endBlock()
            .letter(Long.MIN_VALUE, 3, 1, "middle\n")
            .build();

    UniqueSamples unique = deduplicate(blocks, 1, 2);

    assertThat(lines(unique), is(List.of("sample\n")));
    assertThat(lines(unique, unique.deadLetters()), is(List.of("first\n", "middle\n", "last\n")));
    assertThat(unique.counts().failed(0), is(1L));
    assertThat(unique.counts().failed(1), is(2L));
  }

  @Test
  void aBucketWithoutBlocksIsEmpty() throws Exception {
    UniqueSamples unique = deduplicate(List.of(), 1, 2);

    assertThat(unique.samples().size(), is(0));
    assertThat(unique.deadLetters().size(), is(0));
    assertThat(counts(unique, 2), is("0+0 0+0"));
  }

  private static UniqueSamples deduplicate(List<SampleBlock> blocks, int buckets, int entries)
      throws Exception {
    return deduplicate(blocks, buckets, entries, 0);
  }

  private static UniqueSamples deduplicate(
      List<SampleBlock> blocks, int buckets, int entries, int bucket) throws Exception {
    return deduplicate(blocks, buckets, entries, bucket, List.of());
  }

  private static UniqueSamples deduplicate(
      List<SampleBlock> blocks, int buckets, int entries, int bucket, List<KnownKeys> known)
      throws Exception {
    OpenStorages storages = Storages.folders();
    return new BucketDeduplicator(
            bucket,
            blocks,
            buckets,
            entries,
            new BlockReader(storages),
            new KnownKeysReader(storages, known),
            Preference.INDEX)
        .deduplicate();
  }

  private KnownKeys known(long... halves) throws Exception {
    return KeysFiles.write(folder, KeysFiles.keys(halves));
  }

  private static String hexLine(long key) {
    return Long.toHexString(key) + "\n";
  }

  /** Known samples of each entry. */
  private static List<Long> known(UniqueSamples unique, int entries) {
    return IntStream.range(0, entries).mapToObj(entry -> unique.counts().known(entry)).toList();
  }

  /** Unique and duplicate samples of each entry. */
  private static String counts(UniqueSamples unique, int entries) {
    List<String> counts = new ArrayList<>();
    for (int entry = 0; entry < entries; entry++) {
      counts.add(unique.counts().unique(entry) + "+" + unique.counts().duplicates(entry));
    }
    return String.join(" ", counts);
  }

  private static List<String> lines(UniqueSamples unique) throws Exception {
    return lines(unique, unique.samples());
  }

  private static List<String> lines(UniqueSamples unique, LineList list) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < list.size(); line++) {
      byte[] block = new BlockReader(Storages.folders()).lines(unique.blocks())[list.block(line)];
      lines.add(new String(block, list.offset(line), list.length(line), StandardCharsets.UTF_8));
    }
    return lines;
  }

  private static <T> List<List<T>> permutations(List<T> all) {
    if (all.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> permutations = new ArrayList<>();
    for (int first = 0; first < all.size(); first++) {
      List<T> rest = new ArrayList<>(all);
      T chosen = rest.remove(first);
      for (List<T> tail : permutations(rest)) {
        List<T> permutation = new ArrayList<>(List.of(chosen));
        permutation.addAll(tail);
        permutations.add(permutation);
      }
    }
    return permutations;
  }
}
