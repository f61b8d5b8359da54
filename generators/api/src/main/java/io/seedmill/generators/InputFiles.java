package io.seedmill.generators;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Finds and reads files that were there before the run: local ones, and those of a store. */
public interface InputFiles {

  /**
   * A file.
   *
   * @param path its absolute path, or its address such as {@code s3://bucket/key}
   * @param bytes its size
   * @param version what is another word once the file is another one: when it was last written, or
   *     the store's mark; empty where there is none
   */
  record InputFile(String path, long bytes, String version) {

    /** A file without a version. */
    public InputFile(String path, long bytes) {
      this(path, bytes, "");
    }
  }

  /**
   * Returns the files that a pattern names, in ascending order of their paths; none where there are
   * none.
   *
   * @param pattern an absolute path or an address, in which {@code *}, {@code ?}, {@code [abc]} and
   *     {@code {a,b}} match within a folder's or a file's name and {@code **} any folders
   */
  List<InputFile> find(String pattern) throws IOException;

  /**
   * Reads a file from {@code offset} on.
   *
   * @param length how many bytes are wanted; whether there are more behind them is left open
   */
  InputStream open(String path, long offset, long length) throws IOException;
}
