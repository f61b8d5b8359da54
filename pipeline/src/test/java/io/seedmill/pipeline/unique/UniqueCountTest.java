package io.seedmill.pipeline.unique;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.unique.UniqueCount.Looked;
import io.seedmill.transforms.dedupe.FirstsFile;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts are those of an algorithm that looks at one sample after the other, whatever is read. */
class UniqueCountTest {

  private static final int BUCKETS = 4;

  @TempDir private Path folder;
  private int files;

  /** Entries whose sample at an index has a key of a small space that they may share. */
  private static final class Case {

    private final long[] first;
    private final long[] wanted;
    private final long[] space;
    private final long seed;

    Case(long[] first, long[] wanted, long[] space, long seed) {
      this.first = first;
      this.wanted = wanted;
      this.space = space;
      this.seed = seed;
    }

    long key(int entry, long index) {
      SplittableRandom random = new SplittableRandom(seed * 31 + entry * 1_000_003L + index * 7);
      return random.nextLong(space[entry]);
    }
  }

  @Test
  void theEndsAreThoseOfOneSampleAfterTheOther() throws Exception {
    try (Storage storage = Storage.of(folder.toString())) {
      for (int seed = 0; seed < 100; seed++) {
        Case random = randomCase(seed);
        long[] ends = oneAfterTheOther(random);
        for (int way = 0; way < 2; way++) {
          assertThat("seed " + seed, inRounds(random, storage, way * 1000 + seed), is(ends));
        }
      }
    }
  }

  @Test
  void anEntryWhoseLaterIndicesBringNothingNewIsDry() throws Exception {
    Case small = new Case(new long[] {5}, new long[] {1000}, new long[] {900}, 1);
    try (Storage storage = Storage.of(folder.toString())) {
      Map<Integer, List<String>> read = new TreeMap<>();
      long made = 0;
      UniqueCount count = null;
      for (long next = 1100; made < next; next = count.next(0)) {
        write(small, storage, new long[] {made}, new long[] {next}, read);
        made = next;
        count = UniqueCount.of(List.of(new Looked(5, 1000, made)), storage, read);
        if (count.dryAt(0).isPresent()) {
          break;
        }
      }
      assertThat(count.isDone(), is(false));
      assertThat("4,000 have more than 1% that are new", count.dryAt(0).getAsLong(), is(8000L));
      assertThat(made, is(8000L));
      assertThat(count.counted(0), is(900L));
    }
  }

  private static Case randomCase(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int entries = 1 + random.nextInt(5);
    long[] first = new long[entries];
    long[] wanted = new long[entries];
    long[] space = new long[entries];
    for (int i = 0; i < entries; i++) {
      first[i] = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
      wanted[i] = random.nextInt(4) == 0 ? 0 : 1L + random.nextInt(40);
      space[i] = 250L + random.nextInt(400);
    }
    return new Case(first, wanted, space, seed);
  }

  /** The number of indices of each entry; of one whose number is given, that. */
  private static long[] oneAfterTheOther(Case given) {
    long[] ends = new long[given.first.length];
    long[] counted = new long[ends.length];
    Set<Long> seen = new HashSet<>();
    for (long index = 0; index < 5000; index++) {
      for (int entry = 0; entry < ends.length; entry++) {
        long relative = index - given.first[entry];
        boolean isIn =
            given.wanted[entry] == 0
                ? relative < given(entry)
                : counted[entry] < given.wanted[entry];
        if (relative >= 0 && isIn && seen.add(given.key(entry, index))) {
          counted[entry]++;
          ends[entry] = relative + 1;
        }
      }
    }
    for (int entry = 0; entry < ends.length; entry++) {
      ends[entry] = given.wanted[entry] == 0 ? -1 : ends[entry];
    }
    return ends;
  }

  private static long given(int entry) {
    return 10 + 20L * entry;
  }

  private long[] inRounds(Case given, Storage storage, int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int entries = given.first.length;
    Map<Integer, List<String>> read = new TreeMap<>();
    long[] made = new long[entries];
    long[] next = new long[entries];
    for (int i = 0; i < entries; i++) {
      next[i] = given.wanted[i] == 0 ? given(i) : 1 + random.nextInt(60);
    }
    while (true) {
      write(given, storage, made, next, read);
      List<Looked> looked = new ArrayList<>();
      for (int i = 0; i < entries; i++) {
        made[i] = next[i];
        looked.add(new Looked(given.first[i], given.wanted[i], made[i]));
      }
      UniqueCount count = UniqueCount.of(looked, storage, read);
      if (count.isDone()) {
        long[] ends = new long[entries];
        for (int i = 0; i < entries; i++) {
          ends[i] = count.end(i);
        }
        return ends;
      }
      for (int i = 0; i < entries; i++) {
        next[i] = count.next(i) + (count.next(i) > made[i] ? random.nextInt(5) : 0);
      }
    }
  }

  /** Writes a file a bucket with the firsts of some indices, as the graph does. */
  private void write(
      Case given, Storage storage, long[] from, long[] to, Map<Integer, List<String>> read)
      throws IOException {
    Map<Integer, TreeMap<Long, Map<Integer, Long>>> buckets = new TreeMap<>();
    for (int entry = 0; entry < from.length; entry++) {
      for (long relative = from[entry]; relative < to[entry]; relative++) {
        long index = given.first[entry] + relative;
        long key = given.key(entry, index);
        buckets
            .computeIfAbsent((int) (key % BUCKETS), unseen -> new TreeMap<>())
            .computeIfAbsent(key, unseen -> new HashMap<>())
            .putIfAbsent(entry, index);
      }
    }
    for (Map.Entry<Integer, TreeMap<Long, Map<Integer, Long>>> bucket : buckets.entrySet()) {
      String path = "firsts-" + files++;
      try (PendingFile file = storage.create(path)) {
        FirstsFile.Writer writer = new FirstsFile.Writer(file);
        for (Map.Entry<Long, Map<Integer, Long>> key : bucket.getValue().entrySet()) {
          for (Map.Entry<Integer, Long> first : key.getValue().entrySet()) {
            writer.add(key.getKey(), 0, first.getKey(), first.getValue());
          }
        }
        writer.commit();
      }
      read.computeIfAbsent(bucket.getKey(), unseen -> new ArrayList<>()).add(path);
    }
  }
}
