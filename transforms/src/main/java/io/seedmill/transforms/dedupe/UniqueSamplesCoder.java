package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SampleBlockCoder;
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
final class UniqueSamplesCoder extends AtomicCoder<UniqueSamples> {

  private static final long serialVersionUID = 1L;

  public static final UniqueSamplesCoder INSTANCE = new UniqueSamplesCoder();

  private static final VarIntCoder INT = VarIntCoder.of();
  private static final ListCoder<SampleBlock> BLOCKS = ListCoder.of(SampleBlockCoder.INSTANCE);
  private static final SerializableCoder<EntryCounts> COUNTS =
      SerializableCoder.of(EntryCounts.class);

  private static final ListCoder<RemovedSamples> REMOVED =
      ListCoder.of(SerializableCoder.of(RemovedSamples.class));

  private UniqueSamplesCoder() {}

  @Override
  public void encode(UniqueSamples unique, OutputStream out) throws IOException {
    INT.encode(unique.bucket(), out);
    BLOCKS.encode(unique.blocks(), out);
    unique.samples().writeTo(out);
    unique.deadLetters().writeTo(out);
    COUNTS.encode(unique.counts(), out);
    ByteArrayCoder.of().encode(unique.rangeDigests(), out);
    REMOVED.encode(unique.removed(), out);
  }

  @Override
  public UniqueSamples decode(InputStream in) throws IOException {
    int bucket = INT.decode(in);
    List<SampleBlock> blocks = BLOCKS.decode(in);
    LineList samples = LineList.readFrom(in);
    LineList deadLetters = LineList.readFrom(in);
    EntryCounts counts = COUNTS.decode(in);
    byte[] rangeDigests = ByteArrayCoder.of().decode(in);
    return new UniqueSamples(
        bucket, blocks, samples, deadLetters, counts, rangeDigests, REMOVED.decode(in));
  }
}
