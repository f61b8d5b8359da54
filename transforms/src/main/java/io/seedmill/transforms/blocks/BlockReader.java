package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads blocks, those in memory and those in files; of all blocks of a root at the same time. */
public final class BlockReader {

  private final OpenStorages storages;
  private byte[][] reusable = new byte[0][];

  /**
   * @param storages where the files are
   */
  public BlockReader(OpenStorages storages) {
    this.storages = storages;
  }

  /** The headers of each block, from position 0 of its array on. */
  public byte[][] headers(List<SampleBlock> blocks) throws IOException {
    byte[][] headers = new byte[blocks.size()][];
    Reads reads = new Reads();
    for (int i = 0; i < headers.length; i++) {
      if (blocks.get(i) instanceof SampleBlock.InMemory inMemory) {
        headers[i] = inMemory.headers();
      } else if (blocks.get(i) instanceof SampleBlock.Spilled spilled) {
        headers[i] = new byte[spilled.headersLength()];
        reads.add(
            spilled,
            spilled.offset(),
            spilled.storedHeaders(),
            headers[i],
            spilled.headersLength());
      }
    }
    reads.finish(storages);
    return headers;
  }

  /**
   * The lines of each block, from position 0 of its array on. The arrays are filled again by the
   * next call.
   */
  public byte[][] lines(List<SampleBlock> blocks) throws IOException {
    byte[][] lines = new byte[blocks.size()][];
    if (reusable.length < lines.length) {
      reusable = Arrays.copyOf(reusable, lines.length);
    }
    Reads reads = new Reads();
    for (int i = 0; i < lines.length; i++) {
      if (blocks.get(i) instanceof SampleBlock.InMemory inMemory) {
        lines[i] = inMemory.lines();
      } else if (blocks.get(i) instanceof SampleBlock.Spilled spilled) {
        if (reusable[i] == null || reusable[i].length < spilled.linesLength()) {
          reusable[i] = new byte[spilled.linesLength()];
        }
        lines[i] = reusable[i];
        long offset = spilled.offset() + spilled.storedHeaders();
        reads.add(spilled, offset, spilled.storedLines(), lines[i], spilled.linesLength());
      }
    }
    reads.finish(storages);
    return lines;
  }

  private interface Inflation {

    void run() throws IOException;
  }

  /** Pieces of files that are read together, and inflated where they are compressed. */
  private static final class Reads {

    private final Map<String, List<Storage.Slice>> slices = new LinkedHashMap<>();
    private final List<Inflation> inflations = new ArrayList<>();

    /**
     * Adds a piece.
     *
     * @param stored how many bytes of the file it is
     * @param length how many bytes it has when it is inflated
     */
    void add(SampleBlock.Spilled block, long offset, int stored, byte[] target, int length) {
      byte[] read = target;
      if (stored < length) {
        byte[] compressed = new byte[stored];
        inflations.add(() -> SpillCompression.inflate(compressed, target, length));
        read = compressed;
      }
      slices
          .computeIfAbsent(block.root(), root -> new ArrayList<>())
          .add(new Storage.Slice(block.path(), offset, read, stored));
    }

    void finish(OpenStorages storages) throws IOException {
      for (Map.Entry<String, List<Storage.Slice>> atRoot : slices.entrySet()) {
        storages.at(atRoot.getKey()).read(atRoot.getValue());
      }
      for (Inflation inflation : inflations) {
        inflation.run();
      }
    }
  }
}
