package io.seedmill.generators;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * The randomness of every sample of one entry: a function of the dataset's seed, the entry's name
 * and the index, and of nothing else.
 *
 * <p>Two indices of an entry never have the same seed; entries and dataset seeds that differ share
 * seeds no more often than chance.
 */
public final class SampleSeeds {

  /*
   * The entry's key is the first 8 bytes (big endian) of SHA-256("seedmill-seed-1\n" + dataset seed
   * in decimal + "\n" + entry name), so that neighbouring dataset seeds have unrelated keys. The
   * seed of index i is output number i + 1 of SplitMix64 started at the key: a bijection of i, and
   * what java.util.SplittableRandom(key) returns at its call number i + 1. The sample's generator
   * is xoshiro256++ whose four words are the first four outputs of SplitMix64 started at the
   * sample's seed, as its authors recommend.
   *
   * Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
   * Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4), 2021.
   */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long datasetSeed;
  private final long key;

  private SampleSeeds(long datasetSeed, long key) {
    this.datasetSeed = datasetSeed;
    this.key = key;
  }

  /**
   * Returns the seeds of the entry {@code entryName} in a dataset with the seed {@code
   * datasetSeed}.
   */
  public static SampleSeeds of(long datasetSeed, String entryName) {
    String text = "seedmill-seed-1\n" + datasetSeed + "\n" + entryName;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new SampleSeeds(datasetSeed, ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the dataset's seed, as its spec has it. */
  public long datasetSeed() {
    return datasetSeed;
  }

  /**
   * Returns the upper 53 bits of {@link #seedOf}: what programs in any language can read as a
   * number.
   */
  public long portableSeedOf(long index) {
    return seedOf(index) >>> 11;
  }

  /** Returns the seed of one sample. */
  public long seedOf(long index) {
    return splitMix64(key, index + 1);
  }

  /** Fresh randomness for one sample: the same values at every call with this index. */
  public UniformRandomProvider randomOf(long index) {
    long seed = seedOf(index);
    return new XoShiRo256PlusPlus(
        splitMix64(seed, 1), splitMix64(seed, 2), splitMix64(seed, 3), splitMix64(seed, 4));
  }

  private static long splitMix64(long state, long step) {
    long z = state + step * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
