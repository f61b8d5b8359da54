package io.seedmill.transforms.dedupe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.testing.Storages;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key that an earlier run published is found, whatever the buckets of this one. */
class KnownKeysReaderTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "1, 4096",
    "2, 2",
    "100, 16",
    "100, 4096",
    "50000, 1",
    "50000, 2",
    "50000, 64",
    "50000, 4096"
  })
  void theBucketsHaveAllKeysOnce(int count, int buckets) throws Exception {
    byte[] keys = uniformKeys(count, 1);

    List<Long> found = readAll(List.of(KeysFiles.write(folder, keys)), buckets);

    assertThat(found, is(halves(keys)));
  }

  @Test
  void keysThatAreNotSpreadEvenlyAreFoundToo() throws Exception {
    TreeSet<Long> skewed = new TreeSet<>(Long::compareUnsigned);
    for (long i = 0; i < 40_000; i++) {
      skewed.add(i < 39_000 ? -1 - i * i : i << 20);
    }
    byte[] keys = KeysFiles.keys(skewed.stream().flatMapToLong(k -> LongStream.of(k, 7)).toArray());

    for (int buckets : new int[] {1, 8, 4096}) {
      assertThat(readAll(List.of(KeysFiles.write(folder, keys)), buckets), is(halves(keys)));
    }
  }

  @Test
  void keysThatDifferInTheirSecondHalfAloneAreFound() throws Exception {
    byte[] keys = KeysFiles.keys(3, 0, 3, 1, 3, Long.MAX_VALUE, 3, Long.MIN_VALUE, 3, -1);

    assertThat(readAll(List.of(KeysFiles.write(folder, keys)), 2), is(halves(keys)));
  }

  @Test
  void manyFilesAreReadOneBehindTheOther() throws Exception {
    List<KnownKeys> files = new ArrayList<>();
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] keys = uniformKeys(i % 7 == 3 ? 0 : 20 * i, i);
      files.add(KeysFiles.write(folder, keys));
      expected.addAll(halves(keys));
    }

    assertThat(readAll(files, 1), is(expected));
  }

  @Test
  void ofALargeFileLittleMoreIsReadThanTheBucketHas() throws Exception {
    int count = 200_000;
    byte[] keys = uniformKeys(count, 5);
    Arrays.fill(keys, 0, 16 * count / 4, (byte) 0);
    Arrays.fill(keys, 16 * count * 3 / 4, 16 * count, (byte) 0);
    KnownKeys damagedElsewhere = KeysFiles.write(folder, keys);

    long found = read(List.of(damagedElsewhere), 7, 16).size() / 2;

    assertThat(found, greaterThan(count / 16 - 2_000L));
    assertThat(found, lessThan(count / 16 + 2_000L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000})
  void keysThatDoNotAscendAreRefusedWithTheirFile(int swapped) throws Exception {
    byte[] keys = uniformKeys(1002, 3);
    byte[] one = Arrays.copyOfRange(keys, 16 * swapped, 16 * swapped + 16);
    System.arraycopy(keys, 16 * swapped + 16, keys, 16 * swapped, 16);
    System.arraycopy(one, 0, keys, 16 * swapped + 16, 16);
    KnownKeys damaged = KeysFiles.write(folder, keys);

    Exception thrown = assertThrows(IOException.class, () -> readAll(List.of(damaged), 4));

    assertThat(
        thrown.getMessage(),
        is(
            "'%s' of '%s' is damaged: key number %d is not larger than the one before it"
                .formatted(damaged.path(), folder, swapped + 1)));
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws Exception {
    KnownKeys damaged = KeysFiles.write(folder, KeysFiles.keys(1, 2, 3, 4, 3, 4));

    assertThrows(IOException.class, () -> readAll(List.of(damaged), 1));
  }

  @Test
  void aFileThatIsShorterOrLongerThanItWasIsRefused() throws Exception {
    KnownKeys file = KeysFiles.write(folder, uniformKeys(100, 4));
    KnownKeys longerOnce = new KnownKeys(file.root(), file.path(), 101);
    KnownKeys shorterOnce = new KnownKeys(file.root(), file.path(), 99);

    Exception isShorter = assertThrows(EOFException.class, () -> readAll(List.of(longerOnce), 8));
    Exception isLonger = assertThrows(IOException.class, () -> readAll(List.of(shorterOnce), 8));

    assertThat(isShorter.getMessage(), containsString(file.path()));
    assertThat(
        isLonger.getMessage(),
        is(
            "'%s' of '%s' is damaged: 1584 bytes expected, 1600 found"
                .formatted(file.path(), folder)));
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    KnownKeys file = KeysFiles.write(folder, uniformKeys(100, 4));
    Files.delete(folder.resolve(file.path()));

    Exception thrown = assertThrows(NoSuchFileException.class, () -> readAll(List.of(file), 8));

    assertThat(thrown.getMessage(), containsString(file.path()));
  }

  private static List<Long> readAll(List<KnownKeys> files, int buckets) throws IOException {
    List<Long> found = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      found.addAll(read(files, bucket, buckets));
    }
    return found;
  }

  /** Both halves of each key; the keys of each file must ascend. */
  private static List<Long> read(List<KnownKeys> files, int bucket, int buckets)
      throws IOException {
    List<Long> found = new ArrayList<>();
    new KnownKeysReader(Storages.folders(), files)
        .read(
            bucket,
            buckets,
            new KnownKeysReader.KeySink() {
              @Override
              public void begin() {}

              @Override
              public void accept(long keyHigh, long keyLow) {
                found.add(keyHigh);
                found.add(keyLow);
              }
            });
    return found;
  }

  private static byte[] uniformKeys(int count, int seed) {
    Random random = new Random(seed);
    TreeSet<Long> highs = new TreeSet<>(Long::compareUnsigned);
    while (highs.size() < count) {
      highs.add(random.nextLong());
    }
    return KeysFiles.keys(
        highs.stream().flatMapToLong(high -> LongStream.of(high, random.nextLong())).toArray());
  }

  private static List<Long> halves(byte[] keys) {
    List<Long> halves = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(keys);
    while (buffer.hasRemaining()) {
      halves.add(buffer.getLong());
    }
    return halves;
  }
}
