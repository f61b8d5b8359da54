package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds blocks of one bucket by hand, with the keys that a test wants. */
public final class BlockBuilder {

  private final List<SampleBlock> blocks = new ArrayList<>();
  private final BlockPacker packer =
      new BlockPacker(1, 16 << 20, (bucket, block) -> blocks.add(block.copy()));

  /** Adds a sample whose id is its key. */
  public BlockBuilder sample(long keyHigh, long keyLow, long index, int entry, String line) {
    byte[] key = ByteBuffer.allocate(ContentHash.BYTES).putLong(keyHigh).putLong(keyLow).array();
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    int record = packer.reserve(0, text.length);
    byte[] headers = packer.headers(0);
    RecordFormat.writeKeyAndId(headers, record, key, key);
    RecordFormat.writeOrigin(headers, record, index, entry, 0);
    put(headers, record, text);
    return this;
  }

  /** Adds a dead letter. */
  public BlockBuilder letter(long place, long index, int entry, String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    int record = packer.reserve(0, text.length);
    byte[] headers = packer.headers(0);
    RecordFormat.writePlace(headers, record, place);
    RecordFormat.writeOrigin(headers, record, index, entry, 0);
    RecordFormat.markFailure(headers, record);
    put(headers, record, text);
    return this;
  }

  private void put(byte[] headers, int record, byte[] text) {
    int offset = RecordFormat.lineOffset(headers, record);
    System.arraycopy(text, 0, packer.lines(0), offset, text.length);
  }

  /** Ends a block here. */
  public BlockBuilder endBlock() {
    packer.flush();
    return this;
  }

  /** The blocks, in the order in which they ended. */
  public List<SampleBlock> build() {
    packer.flush();
    return List.copyOf(blocks);
  }

  /** The blocks as they lie in a file of a folder, compressed. */
  public List<SampleBlock> spill(String root, DatasetLayout layout) throws IOException {
    List<SampleBlock> spilled = new ArrayList<>();
    try (SpillFiles files =
        new SpillFiles(
            Storage.of(root), root, () -> layout.temporary("spill-" + UUID.randomUUID()), true)) {
      for (SampleBlock block : build()) {
        spilled.add(files.append((SampleBlock.InMemory) block));
      }
      files.commit();
    }
    return spilled;
  }
}
