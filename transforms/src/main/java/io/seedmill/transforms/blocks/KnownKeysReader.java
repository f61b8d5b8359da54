package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads the known keys of one bucket at a time, and little else, from any number of files: some
 * files together, because a far storage answers many requests as fast as one, and a file in small
 * pieces, so that memory is bounded whatever was published before.
 */
public final class KnownKeysReader {

  private static final int FILES_AT_A_TIME = 16;

  private final OpenStorages storages;
  private final List<KnownKeys> files;

  /**
   * @param storages where the files are
   * @param files the keys of each earlier run
   */
  public KnownKeysReader(OpenStorages storages, List<KnownKeys> files) {
    this.storages = storages;
    this.files = files.stream().filter(file -> file.records() > 0).toList();
  }

  /** Is told known keys. */
  public interface KeySink {

    /** The keys of another file follow. */
    void begin();

    /** Takes a key; the keys of a file ascend. */
    void accept(long keyHigh, long keyLow);
  }

  /** Takes keys one after the other. */
  @FunctionalInterface
  public interface Keys {

    void accept(long keyHigh, long keyLow);
  }

  /**
   * Tells all known keys.
   *
   * @throws IOException as {@link #read} does
   */
  public void readAll(Keys keys) throws IOException {
    read(
        0,
        1,
        new KeySink() {
          @Override
          public void begin() {
            // in whatever file a key is
          }

          @Override
          public void accept(long keyHigh, long keyLow) {
            keys.accept(keyHigh, keyLow);
          }
        });
  }

  /**
   * Tells all known keys of a bucket.
   *
   * @throws IOException if a file is not there or is not what it was, and it says which
   */
  public void read(int bucket, int buckets, KeySink sink) throws IOException {
    int bits = Integer.numberOfTrailingZeros(buckets);
    long first = bits == 0 ? 0 : (long) bucket << (Long.SIZE - bits);
    long last = first | (-1L >>> bits);
    for (int from = 0; from < files.size(); from += FILES_AT_A_TIME) {
      List<KnownKeysCursor> cursors = new ArrayList<>();
      for (KnownKeys file : files.subList(from, Math.min(files.size(), from + FILES_AT_A_TIME))) {
        cursors.add(new KnownKeysCursor(file, first, last));
      }
      fetch(cursors);
      for (KnownKeysCursor cursor : cursors) {
        sink.begin();
        while (cursor.take(sink)) {
          fetch(List.of(cursor));
        }
        if (cursor.isAtEnd()) {
          checkSize(cursor.file());
        }
      }
    }
  }

  private void fetch(List<KnownKeysCursor> cursors) throws IOException {
    Map<String, List<Storage.Slice>> slices = new LinkedHashMap<>();
    for (KnownKeysCursor cursor : cursors) {
      slices
          .computeIfAbsent(cursor.file().root(), root -> new ArrayList<>())
          .add(cursor.nextPiece());
    }
    for (Map.Entry<String, List<Storage.Slice>> atRoot : slices.entrySet()) {
      storages.at(atRoot.getKey()).read(atRoot.getValue());
    }
  }

  private void checkSize(KnownKeys file) throws IOException {
    OptionalLong found = storages.at(file.root()).size(file.path());
    if (found.isEmpty() || found.getAsLong() != file.bytes()) {
      throw new IOException(
          "'%s' of '%s' is damaged: %d bytes expected, %s found"
              .formatted(
                  file.path(),
                  file.root(),
                  file.bytes(),
                  found.isEmpty() ? "no file" : "" + found.getAsLong()));
    }
  }
}
