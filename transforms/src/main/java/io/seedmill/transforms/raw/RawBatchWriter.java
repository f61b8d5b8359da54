package io.seedmill.transforms.raw;

import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Puts raw files into their places, each whole or not at all: first the file, then the note beside
 * it. Both replace what was there under their names; a note that is older than its file does not
 * match it, unless the bytes are the same.
 */
final class RawBatchWriter {

  private final Storage storage;
  private final DatasetLayout layout;
  private final String plan;

  /**
   * @param plan the fingerprint of the run's plan
   */
  public RawBatchWriter(Storage storage, DatasetLayout layout, String plan) {
    this.storage = storage;
    this.layout = layout;
    this.plan = plan;
  }

  /** Begins the raw file with an id. */
  public RawFileWriter begin(String id) throws IOException {
    return new RawFileWriter(create(id));
  }

  /** Begins a file of a piece that will be joined with others. */
  public RawFileWriter beginPiece() throws IOException {
    return new RawFileWriter(storage.create(temporary()));
  }

  private PendingFile create(String id) throws IOException {
    return storage.createReplacing(temporary(), layout.raw(id));
  }

  private String temporary() {
    return layout.temporary("raw-" + UUID.randomUUID());
  }

  /**
   * Joins pieces that lie in files of their own, each checked, and writes the note.
   *
   * @param lost knows the records that are left out; null for none
   * @param known the keys of earlier runs; not read if no records are left out
   */
  public RawNote join(
      String id,
      RawNote.Batch batch,
      List<RawPiece> pieces,
      Entries entries,
      LostRecords lost,
      KnownKeysReader known)
      throws IOException {
    RawFileReader reader = new RawFileReader(storage);
    List<RawPiece> moved = new ArrayList<>();
    if (lost != null) {
      for (RawPiece piece : pieces) {
        lost.look(piece, reader);
      }
      lost.lookAmong(known);
    }
    try (PendingFile file = create(id)) {
      long offset = 0;
      for (RawPiece piece : pieces) {
        if (!reader.isWhole(piece)) {
          throw new IOException(piece.path() + " was damaged before it was joined with others");
        }
        if (lost == null) {
          reader.copy(piece, (bytes, length) -> file.write(bytes, 0, length));
          moved.add(piece.movedTo(file.path(), offset));
        } else {
          moved.add(lost.copyOthers(piece, reader, file, offset));
        }
        offset += moved.get(moved.size() - 1).bytes();
      }
      file.commit();
    }
    return note(id, batch, moved, entries);
  }

  /** Writes the note of a raw file that is there. */
  public RawNote note(String id, RawNote.Batch batch, List<RawPiece> pieces, Entries entries)
      throws IOException {
    RawNote note =
        RawNote.of(
            layout, plan, batch, pieces.stream().map(entries::describe).toList(), layout.raw(id));
    byte[] bytes = note.toBytes();
    try (PendingFile file = storage.createReplacing(temporary(), layout.rawNote(id))) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
    return note;
  }

  /** Knows the entries of the plan. */
  @FunctionalInterface
  public interface Entries {

    /** The piece with the name and the fingerprint of its entry. */
    RawNote.Piece describe(RawPiece piece);
  }
}
