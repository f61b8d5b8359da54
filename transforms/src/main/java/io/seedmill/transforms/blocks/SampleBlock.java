package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.Storage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Records of one bucket, one behind the other: what travels between generating and deduplicating,
 * either itself or as a note of where in a file it lies. Each record is laid out as {@link
 * RecordFormat} says.
 */
public sealed interface SampleBlock {

  /** How many bytes the records have. */
  int length();

  /** The records in memory. */
  InMemory load() throws IOException;

  /**
   * Records in memory.
   *
   * @param bytes the records, from position 0 on; not changed any more
   * @param length how many bytes of the array are records
   */
  record InMemory(byte[] bytes, int length) implements SampleBlock {
    @Override
    public InMemory load() {
      return this;
    }
  }

  /**
   * Records in a file.
   *
   * @param root the root of the storage
   * @param path the file
   * @param offset where the records begin
   * @param length how many bytes they have
   */
  record Spilled(String root, String path, long offset, int length) implements SampleBlock {
    @Override
    public InMemory load() throws IOException {
      return new InMemory(Storage.of(root).read(path, offset, length), length);
    }
  }

  /** Writes records as they are, behind their length; a spilled block as its place. */
  final class BlockCoder extends AtomicCoder<SampleBlock> {

    private static final long serialVersionUID = 1L;

    public static final BlockCoder INSTANCE = new BlockCoder();

    private static final int IN_MEMORY = 0;
    private static final int SPILLED = 1;
    private static final VarIntCoder INT = VarIntCoder.of();
    private static final VarLongCoder LONG = VarLongCoder.of();
    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

    private BlockCoder() {}

    @Override
    public void encode(SampleBlock block, OutputStream out) throws IOException {
      if (block instanceof InMemory inMemory) {
        out.write(IN_MEMORY);
        INT.encode(inMemory.length(), out);
        out.write(inMemory.bytes(), 0, inMemory.length());
      } else if (block instanceof Spilled spilled) {
        out.write(SPILLED);
        TEXT.encode(spilled.root(), out);
        TEXT.encode(spilled.path(), out);
        LONG.encode(spilled.offset(), out);
        INT.encode(spilled.length(), out);
      }
    }

    @Override
    public SampleBlock decode(InputStream in) throws IOException {
      int kind = in.read();
      if (kind == SPILLED) {
        return new Spilled(TEXT.decode(in), TEXT.decode(in), LONG.decode(in), INT.decode(in));
      }
      byte[] bytes = new byte[INT.decode(in)];
      new DataInputStream(in).readFully(bytes);
      return new InMemory(bytes, bytes.length);
    }

    @Override
    protected long getEncodedElementByteSize(SampleBlock block) throws Exception {
      return block instanceof InMemory inMemory
          ? inMemory.length() + 6L
          : super.getEncodedElementByteSize(block);
    }

    @Override
    public boolean isRegisterByteSizeObserverCheap(SampleBlock block) {
      return true;
    }
  }
}
