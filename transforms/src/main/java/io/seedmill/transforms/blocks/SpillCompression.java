package io.seedmill.transforms.blocks;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.seedmill.generators.sources.rows.NativeLibraries;
import java.io.IOException;
import java.util.List;

/**
 * Compresses bytes that wait in temporary files by Zstandard. A block is compressed alone, so that
 * it can be read alone.
 */
final class SpillCompression implements AutoCloseable {

  /** The fastest of the levels that find repeated text. */
  private static final int LEVEL = 1;

  private final ZstdCompressCtx context;
  private byte[] compressed = new byte[0];

  SpillCompression() {
    NativeLibraries.prepare(List.of());
    this.context = new ZstdCompressCtx().setLevel(LEVEL);
  }

  /**
   * Compresses the first bytes of an array.
   *
   * @return how many bytes of {@link #compressed} they are; {@code length} where that is no less
   */
  int compress(byte[] bytes, int length) {
    int room = (int) Zstd.compressBound(length);
    if (compressed.length < room) {
      compressed = new byte[room];
    }
    int size = context.compressByteArray(compressed, 0, room, bytes, 0, length);
    return Math.min(size, length);
  }

  /** Returns the array that {@link #compress} fills. */
  byte[] compressed() {
    return compressed;
  }

  /**
   * Inflates what {@link #compress} made, into the first bytes of an array.
   *
   * @throws IOException if the bytes are damaged
   */
  static void inflate(byte[] compressed, byte[] target, int length) throws IOException {
    NativeLibraries.prepare(List.of());
    try {
      long size = Zstd.decompressByteArray(target, 0, length, compressed, 0, compressed.length);
      if (size != length) {
        throw new IOException("a block of samples has " + size + " bytes, expected " + length);
      }
    } catch (ZstdException e) {
      throw new IOException("a block of samples in a temporary file is damaged", e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
