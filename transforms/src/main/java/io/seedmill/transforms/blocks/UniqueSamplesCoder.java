package io.seedmill.transforms.blocks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/** Writes a bucket's blocks, and for each line its key and where it lies. */
public final class UniqueSamplesCoder extends AtomicCoder<UniqueSamples> {

  private static final long serialVersionUID = 1L;

  public static final UniqueSamplesCoder INSTANCE = new UniqueSamplesCoder();

  private static final VarIntCoder INT = VarIntCoder.of();
  private static final ListCoder<SampleBlock> BLOCKS = ListCoder.of(SampleBlockCoder.INSTANCE);
  private static final SerializableCoder<EntryCounts> COUNTS =
      SerializableCoder.of(EntryCounts.class);

  private UniqueSamplesCoder() {}

  @Override
  public void encode(UniqueSamples unique, OutputStream out) throws IOException {
    INT.encode(unique.bucket(), out);
    BLOCKS.encode(unique.blocks(), out);
    encode(unique.samples(), out);
    encode(unique.deadLetters(), out);
    COUNTS.encode(unique.counts(), out);
    ByteArrayCoder.of().encode(unique.rangeDigests(), out);
  }

  private static void encode(LineList lines, OutputStream out) throws IOException {
    INT.encode(lines.size(), out);
    DataOutputStream data = new DataOutputStream(out);
    for (int line = 0; line < lines.size(); line++) {
      data.writeLong(lines.key(line));
      INT.encode(lines.block(line), data);
      INT.encode(lines.offset(line), data);
      INT.encode(lines.length(line), data);
    }
    data.flush();
  }

  @Override
  public UniqueSamples decode(InputStream in) throws IOException {
    int bucket = INT.decode(in);
    List<SampleBlock> blocks = BLOCKS.decode(in);
    LineList samples = decodeLines(in);
    LineList deadLetters = decodeLines(in);
    EntryCounts counts = COUNTS.decode(in);
    return new UniqueSamples(
        bucket, blocks, samples, deadLetters, counts, ByteArrayCoder.of().decode(in));
  }

  private static LineList decodeLines(InputStream in) throws IOException {
    int size = INT.decode(in);
    LineList lines = new LineList(size);
    DataInputStream data = new DataInputStream(in);
    for (int line = 0; line < size; line++) {
      lines.add(data.readLong(), INT.decode(data), INT.decode(data), INT.decode(data));
    }
    return lines;
  }
}
