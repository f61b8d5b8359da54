package io.seedmill.transforms.blocks;

import io.seedmill.transforms.blocks.SampleBlock.InMemory;
import io.seedmill.transforms.blocks.SampleBlock.Spilled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Writes records as they are, behind their lengths; of a spilled block the place alone. */
public final class SampleBlockCoder extends AtomicCoder<SampleBlock> {

  private static final long serialVersionUID = 1L;

  public static final SampleBlockCoder INSTANCE = new SampleBlockCoder();

  private static final int IN_MEMORY = 0;
  private static final int SPILLED = 1;
  private static final int MOST_LENGTH_BYTES = 11;
  private static final VarIntCoder INT = VarIntCoder.of();
  private static final VarLongCoder LONG = VarLongCoder.of();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  private SampleBlockCoder() {}

  @Override
  public void encode(SampleBlock block, OutputStream out) throws IOException {
    if (block instanceof InMemory inMemory) {
      out.write(IN_MEMORY);
      INT.encode(inMemory.headersLength(), out);
      INT.encode(inMemory.linesLength(), out);
      out.write(inMemory.headers(), 0, inMemory.headersLength());
      out.write(inMemory.lines(), 0, inMemory.linesLength());
    } else if (block instanceof Spilled spilled) {
      out.write(SPILLED);
      INT.encode(spilled.headersLength(), out);
      INT.encode(spilled.linesLength(), out);
      TEXT.encode(spilled.root(), out);
      TEXT.encode(spilled.path(), out);
      LONG.encode(spilled.offset(), out);
      INT.encode(spilled.storedHeaders(), out);
      INT.encode(spilled.storedLines(), out);
    }
  }

  @Override
  public SampleBlock decode(InputStream in) throws IOException {
    int kind = in.read();
    int headersLength = INT.decode(in);
    int linesLength = INT.decode(in);
    if (kind == SPILLED) {
      return new Spilled(
          TEXT.decode(in),
          TEXT.decode(in),
          LONG.decode(in),
          headersLength,
          linesLength,
          INT.decode(in),
          INT.decode(in));
    }
    return new InMemory(
        readFully(in, headersLength), headersLength, readFully(in, linesLength), linesLength);
  }

  private static byte[] readFully(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    new DataInputStream(in).readFully(bytes);
    return bytes;
  }

  @Override
  protected long getEncodedElementByteSize(SampleBlock block) throws Exception {
    return block instanceof InMemory
        ? (long) MOST_LENGTH_BYTES + block.headersLength() + block.linesLength()
        : super.getEncodedElementByteSize(block);
  }

  @Override
  public boolean isRegisterByteSizeObserverCheap(SampleBlock block) {
    return true;
  }
}
