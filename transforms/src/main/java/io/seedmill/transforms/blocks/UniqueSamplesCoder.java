package io.seedmill.transforms.blocks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/** Writes a bucket's unique samples and dead letters, without the duplicates, in order. */
public final class UniqueSamplesCoder extends AtomicCoder<UniqueSamples> {

  private static final long serialVersionUID = 1L;

  public static final UniqueSamplesCoder INSTANCE = new UniqueSamplesCoder();

  private static final VarIntCoder INT = VarIntCoder.of();
  private static final SerializableCoder<EntryCounts> COUNTS =
      SerializableCoder.of(EntryCounts.class);
  private static final int BLOCK_BYTES = 1 << 20;

  private UniqueSamplesCoder() {}

  @Override
  public void encode(UniqueSamples unique, OutputStream out) throws IOException {
    INT.encode(unique.bucket(), out);
    COUNTS.encode(unique.counts(), out);
    encode(unique.samples(), out);
    encode(unique.deadLetters(), out);
  }

  private static void encode(RecordCursor records, OutputStream out) throws IOException {
    byte[] buffer = new byte[BLOCK_BYTES];
    int length = 0;
    while (records.advance()) {
      int size = records.recordLength();
      if (size > buffer.length - length) {
        encodeBlock(new SampleBlock.InMemory(buffer, length), out);
        length = 0;
        buffer = size > buffer.length ? new byte[size] : buffer;
      }
      records.copyTo(buffer, length, size);
      length += size;
    }
    encodeBlock(new SampleBlock.InMemory(buffer, length), out);
    if (length > 0) {
      encodeBlock(new SampleBlock.InMemory(buffer, 0), out);
    }
  }

  private static void encodeBlock(SampleBlock block, OutputStream out) throws IOException {
    SampleBlock.BlockCoder.INSTANCE.encode(block, out);
  }

  @Override
  public UniqueSamples decode(InputStream in) throws IOException {
    int bucket = INT.decode(in);
    EntryCounts counts = COUNTS.decode(in);
    List<SampleBlock.InMemory> samples = decodeBlocks(in);
    return UniqueSamples.ordered(bucket, samples, decodeBlocks(in), counts);
  }

  /** Reads blocks until an empty one, which is how their end is written. */
  private static List<SampleBlock.InMemory> decodeBlocks(InputStream in) throws IOException {
    List<SampleBlock.InMemory> blocks = new ArrayList<>();
    SampleBlock.InMemory block = SampleBlock.BlockCoder.INSTANCE.decode(in).load();
    while (block.length() > 0) {
      blocks.add(block);
      block = SampleBlock.BlockCoder.INSTANCE.decode(in).load();
    }
    return blocks;
  }
}
