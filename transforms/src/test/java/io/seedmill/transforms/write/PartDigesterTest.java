package io.seedmill.transforms.write;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that is not what was written is refused. */
class PartDigesterTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");
  private static final int FIRST = 1_500_000;
  private static final int SECOND = 10;

  @TempDir Path folder;

  private final byte[] bytes = new byte[FIRST + SECOND];
  private List<PartPiece> pieces;
  private Path file;

  @BeforeEach
  void writePart() throws IOException {
    new Random(3).nextBytes(bytes);
    pieces = List.of(piece(0, 0, FIRST, 100), piece(FIRST, FIRST, SECOND, 1));
    file = folder.resolve(BucketWriter.partFile(LAYOUT, 7));
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Test
  void aWholePartHasTheDigestOfItsFile() throws Exception {
    WrittenPart part = digest(pieces);

    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    String path = folder.relativize(file).toString();
    assertThat(
        part,
        is(
            new WrittenPart(
                7, List.of(new StoredFile(path, FIRST + SECOND)), 101, FIRST + SECOND, sha256)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_048_576, FIRST - 1, FIRST, FIRST + SECOND - 1})
  void aFlippedBitIsRefused(int at) throws IOException {
    bytes[at] ^= 1;
    Files.write(file, bytes);

    assertThat(refusal(pieces), containsString("was damaged"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, FIRST - 1, FIRST, FIRST + SECOND - 1})
  void aTruncatedPartIsRefused(int length) throws IOException {
    Files.write(file, Arrays.copyOf(bytes, length));

    assertThat(refusal(pieces), containsString("was damaged"));
  }

  @Test
  void moreThanWasWrittenIsRefused() throws IOException {
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));

    assertThat(refusal(pieces), containsString("there is more than was written"));
  }

  @Test
  void aMissingPieceIsRefused() {
    assertThat(refusal(pieces.subList(1, 2)), containsString("was damaged"));
    assertThat(refusal(pieces.subList(0, 1)), containsString("there is more"));
  }

  @Test
  void aPieceThatIsThereTwiceIsRefused() {
    assertThat(
        refusal(List.of(pieces.get(0), pieces.get(0), pieces.get(1))),
        containsString("was damaged"));
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(file);

    assertThrows(NoSuchFileException.class, () -> digest(pieces));
  }

  private String refusal(List<PartPiece> given) {
    return assertThrows(IOException.class, () -> digest(given)).getMessage();
  }

  private WrittenPart digest(List<PartPiece> given) throws IOException {
    return new PartDigester(Storage.of(folder.toString())).digest(7, given, LAYOUT);
  }

  private PartPiece piece(long offset, int from, int length, long records) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(bytes, from, length);
    String path = BucketWriter.partFile(LAYOUT, 7);
    return new PartPiece(path, offset, records, length, crc32c.getValue());
  }
}
