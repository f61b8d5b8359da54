package io.seedmill.transforms.blocks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeDigestsTest {

  private static final int PER_BUCKET = RangeDigests.RANGES / 16;

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 1025, 2048, 5000})
  void aRangesDigestIsThatOfItsIdsHoweverManyThereAre(int count) throws Exception {
    int bucket = 3;
    int range = bucket * PER_BUCKET + 17;
    RangeDigests digests = new RangeDigests(bucket, 16);
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    Random random = new Random(4);
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[ContentHash.BYTES + 5];
      random.nextBytes(id);
      digests.add(((long) range << 52) + i, id, 5);
      expected.update(id, 5, ContentHash.BYTES);
    }

    byte[] found = digests.finish();

    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < PER_BUCKET; i++) {
      all.writeBytes(i == 17 ? expected.digest() : nothing());
    }
    assertThat(found, is(all.toByteArray()));
  }

  @Test
  void theFirstAndTheLastRangeOfABucketAreItsOwn() throws Exception {
    byte[] id = new byte[ContentHash.BYTES];
    RangeDigests digests = new RangeDigests(15, 16);
    digests.add(0xf00L << 52, id, 0);
    digests.add(-1, id, 0);

    byte[] found = digests.finish();

    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] one = MessageDigest.getInstance("SHA-256").digest(id);
    for (int i = 0; i < PER_BUCKET; i++) {
      all.writeBytes(i == 0 || i == PER_BUCKET - 1 ? one : nothing());
    }
    assertThat(found, is(all.toByteArray()));
  }

  private static byte[] nothing() throws Exception {
    return MessageDigest.getInstance("SHA-256").digest();
  }
}
