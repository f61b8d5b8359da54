package io.seedmill.transforms.raw;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.FetchCounts;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The note of a raw file, in a small JSON file beside it that is written last: a raw file without
 * it is not there.
 *
 * @param run the run that made it
 * @param plan the fingerprint of the run's plan
 * @param batch which batch of the plan it is, or is of where it is a single task that waits for the
 *     others; null for a task of a run
 * @param path the raw file
 * @param bytes how many bytes it has
 * @param samples how many records it has
 * @param duplicates how many records were left out, because another one in it is equal; null where
 *     none were
 * @param failed how many dead letters it has
 * @param pieces which indices it holds, in file order
 * @param finishedAt when it was written, in UTC
 * @param digest the SHA-256 over the note without this field, so that a damaged note shows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record RawNote(
    String run,
    String plan,
    Batch batch,
    String path,
    long bytes,
    long samples,
    Long duplicates,
    long failed,
    List<Piece> pieces,
    String finishedAt,
    String digest)
    implements RawNoteBuilder.With {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public RawNote {
    pieces = List.copyOf(pieces);
  }

  /**
   * Which batch of a plan.
   *
   * @param index its number, from 0
   * @param count how many batches there are
   * @param maxSize the most tasks that a batch may have; null where the number of batches is given
   * @param per {@link #CELL} where each cell is a batch, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Batch(long index, long count, Long maxSize, String per) implements Serializable {

    /** A batch for each cell. */
    public static final String CELL = "cell";
  }

  /**
   * The lines of some indices of one entry.
   *
   * @param generator the entry's name
   * @param fingerprint a digest of all that the entry's samples depend on
   * @param first the first index
   * @param end the index after the last
   * @param leftOut the records that are not there because another one of the batch is equal; null
   *     where all are
   * @param numbersAsText how many numbers became text in them; null where none did
   * @param nearTimeLimit how many answers came near a time limit, or after it; null where none did
   * @param nanos the time that a worker took for them; null where it is not known
   * @param fetched where the answers came from that they were made of; null where none were
   * @param seed the entry's seed, where the piece was made for a task of a queue; else null
   * @param parameters the entry's parameters, as canonical JSON, likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RecordBuilder
  public record Piece(
      String generator,
      String fingerprint,
      long first,
      long end,
      long offset,
      long bytes,
      long samples,
      long failed,
      String sha256,
      RawPiece.LeftOut leftOut,
      Long numbersAsText,
      Long nearTimeLimit,
      Long nanos,
      FetchCounts fetched,
      Long seed,
      String parameters)
      implements RawNotePieceBuilder.With {

    /** Says which entry a piece belongs to. */
    public static Piece of(String generator, String fingerprint, RawPiece piece) {
      return new Piece(
          generator,
          fingerprint,
          piece.range().first(),
          piece.range().end(),
          piece.offset(),
          piece.bytes(),
          piece.samples(),
          piece.failed(),
          piece.sha256(),
          piece.leftOut().samples() == 0 ? null : piece.leftOut(),
          piece.numbersAsText() == 0 ? null : piece.numbersAsText(),
          piece.nearTimeLimit() == 0 ? null : piece.nearTimeLimit(),
          piece.nanos() == 0 ? null : piece.nanos(),
          piece.fetched().equals(FetchCounts.NONE) ? null : piece.fetched(),
          null,
          null);
    }

    /** Returns a copy that says which task it is of. */
    Piece ofTask(long taskSeed, String taskParameters) {
      return withSeed(taskSeed).withParameters(taskParameters);
    }

    /** The indices. */
    public IndexRange range() {
      return new IndexRange(first, end);
    }

    private long duplicates() {
      return leftOut == null ? 0 : leftOut.samples();
    }
  }

  /** The note of a file that was just written. */
  static RawNote of(
      DatasetLayout layout, String plan, Batch batch, List<Piece> pieces, String path) {
    long duplicates = pieces.stream().mapToLong(Piece::duplicates).sum();
    return new RawNote(
            layout.run(),
            plan,
            batch,
            path,
            pieces.stream().mapToLong(Piece::bytes).sum(),
            pieces.stream().mapToLong(Piece::samples).sum(),
            duplicates == 0 ? null : duplicates,
            pieces.stream().mapToLong(Piece::failed).sum(),
            pieces,
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            null)
        .signed();
  }

  /** Returns the same note without the pieces in which an index failed. */
  public RawNote withoutFailures() {
    return withPieces(pieces.stream().filter(piece -> piece.failed() == 0).toList());
  }

  /**
   * Returns the same note without the pieces that lack records: those may be missed where not all
   * of the batch is taken.
   */
  public RawNote withoutReduced() {
    return withPieces(pieces.stream().filter(piece -> piece.leftOut() == null).toList());
  }

  /**
   * Returns the pieces whose lines in the file are not those that were written. Reads the file
   * once, from its beginning to its end.
   *
   * @throws java.nio.file.NoSuchFileException if there is no file
   */
  public List<Piece> damaged(Storage storage) throws IOException {
    List<Piece> damaged = new ArrayList<>();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = storage.open(path)) {
      for (Piece piece : pieces) {
        MessageDigest sha256 = ContentHash.sha256();
        long left = piece.bytes();
        for (int read = 0; read >= 0 && left > 0; left -= Math.max(0, read)) {
          read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          sha256.update(buffer, 0, Math.max(0, read));
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(piece.sha256())) {
          damaged.add(piece);
        }
      }
    }
    return damaged;
  }

  private RawNote signed() {
    return withDigest(computedDigest());
  }

  private String computedDigest() {
    ObjectNode all = JSON.valueToTree(this);
    all.remove("digest");
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.writeBytes(all));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The note as indented JSON. */
  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a note is always JSON", e);
    }
  }

  byte[] toBytes() {
    return toJson().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a note.
   *
   * @throws JsonProcessingException if the text is not what was written
   */
  public static RawNote parse(String json) throws JsonProcessingException {
    RawNote note = JSON.readValue(json, RawNote.class);
    if (note == null || note.digest == null || !note.digest.equals(note.computedDigest())) {
      throw new com.fasterxml.jackson.databind.JsonMappingException(
          null, "the note's digest does not match");
    }
    return note;
  }
}
