package io.seedmill.transforms.blocks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * Records of one bucket, one behind the other in one array: what travels between generating and
 * deduplicating. Each record is laid out as {@link RecordFormat} says.
 *
 * @param bytes the records, from position 0 on; not changed any more
 * @param length how many bytes of the array are records
 */
public record SampleBlock(byte[] bytes, int length) {

  /** Writes the length and then the records as they are. */
  public static final class BlockCoder extends AtomicCoder<SampleBlock> {

    private static final long serialVersionUID = 1L;

    public static final BlockCoder INSTANCE = new BlockCoder();

    private static final VarIntCoder LENGTH = VarIntCoder.of();

    private BlockCoder() {}

    @Override
    public void encode(SampleBlock block, OutputStream out) throws IOException {
      LENGTH.encode(block.length(), out);
      out.write(block.bytes(), 0, block.length());
    }

    @Override
    public SampleBlock decode(InputStream in) throws IOException {
      byte[] bytes = new byte[LENGTH.decode(in)];
      new DataInputStream(in).readFully(bytes);
      return new SampleBlock(bytes, bytes.length);
    }

    @Override
    protected long getEncodedElementByteSize(SampleBlock block) {
      return block.length() + 5L;
    }

    @Override
    public boolean isRegisterByteSizeObserverCheap(SampleBlock block) {
      return true;
    }
  }
}
