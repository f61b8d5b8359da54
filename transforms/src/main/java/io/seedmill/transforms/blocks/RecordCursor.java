package io.seedmill.transforms.blocks;

/** Walks over records in order; stands before the first one to begin with. */
public final class RecordCursor {

  private final RecordOrder order;
  private final int[] positions;
  private int next;
  private byte[] block;
  private int record;

  RecordCursor(RecordOrder order, int[] positions) {
    this.order = order;
    this.positions = positions;
  }

  /** Moves to the next record; false where there is none. */
  public boolean advance() {
    if (next == positions.length) {
      return false;
    }
    block = order.block(positions[next]);
    record = order.offset(positions[next]);
    next++;
    return true;
  }

  /** The first 8 bytes of the key, an unsigned number; of a dead letter, its place in the plan. */
  public long keyHigh() {
    return RecordFormat.keyHigh(block, record);
  }

  /** The array that holds the record's line and id. */
  public byte[] array() {
    return block;
  }

  /** Where the line begins. */
  public int lineOffset() {
    return record + RecordFormat.HEADER_BYTES;
  }

  /** How many bytes the line has, its line feed included. */
  public int lineLength() {
    return RecordFormat.lineLength(block, record);
  }

  /** Where the sample's id, of {@link ContentHash#BYTES} bytes, begins. */
  public int idOffset() {
    return record + RecordFormat.ID_OFFSET;
  }

  void copyTo(byte[] target, int at, int length) {
    System.arraycopy(block, record, target, at, length);
  }

  int recordLength() {
    return RecordFormat.HEADER_BYTES + lineLength();
  }
}
