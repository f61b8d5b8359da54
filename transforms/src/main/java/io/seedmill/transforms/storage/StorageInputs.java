package io.seedmill.transforms.storage;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.sources.files.Glob;
import io.seedmill.generators.sources.files.LocalInputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files of this machine, and objects of S3 where a path begins with {@code s3://}. It may be used
 * by several threads.
 */
public final class StorageInputs implements InputFiles, AutoCloseable {

  private static final String S3 = "s3://";

  private final PipelineOptions options;
  private final InputFiles local = new LocalInputs();
  private final Map<String, S3Connection> buckets = new HashMap<>();

  /**
   * @param options how S3 is reached, see {@link S3StorageOptions}
   */
  public StorageInputs(PipelineOptions options) {
    this.options = options;
  }

  @Override
  public List<InputFile> find(String pattern) throws IOException {
    if (!pattern.startsWith(S3)) {
      return local.find(pattern);
    }
    S3Connection bucket = bucket(pattern);
    String key = key(pattern);
    Glob glob = Glob.of(key);
    List<InputFile> found =
        S3Failure.explained(bucket, glob.prefix(), () -> objects(bucket, glob, key));
    found.sort(Comparator.comparing(InputFile::path));
    return found;
  }

  private static List<InputFile> objects(S3Connection bucket, Glob glob, String key) {
    List<InputFile> found = new ArrayList<>();
    for (var page : bucket.objects(glob.prefix())) {
      for (S3Object object : page.contents()) {
        boolean isFolder = object.key().endsWith("/");
        if (!isFolder && (glob.matches(object.key()) || object.key().equals(key))) {
          String path = S3 + bucket.address().bucket() + "/" + object.key();
          found.add(new InputFile(path, object.size(), String.valueOf(object.eTag())));
        }
      }
    }
    return found;
  }

  @Override
  public InputStream open(String path, long offset, long length) throws IOException {
    if (!path.startsWith(S3)) {
      return local.open(path, offset, length);
    }
    S3Connection bucket = bucket(path);
    S3Reader reader = new S3Reader(bucket);
    OptionalLong size = reader.size(key(path));
    if (size.isEmpty()) {
      throw new NoSuchFileException(path);
    }
    long wanted = Math.max(0, Math.min(length, size.getAsLong() - offset));
    return new S3ObjectStream(bucket, reader, key(path), offset, wanted);
  }

  /** Tells if files on S3 were looked for. */
  public synchronized boolean useS3() {
    return !buckets.isEmpty();
  }

  private synchronized S3Connection bucket(String path) throws IOException {
    int end = path.indexOf('/', S3.length());
    String root = end < 0 ? path : path.substring(0, end);
    S3Connection open = buckets.get(root);
    if (open == null) {
      try {
        S3StorageOptions s3 = options.as(S3StorageOptions.class);
        open = new S3Connection(S3Address.parse(root), s3);
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
      buckets.put(root, open);
    }
    return open;
  }

  private static String key(String path) {
    int end = path.indexOf('/', S3.length());
    return end < 0 ? "" : path.substring(end + 1);
  }

  @Override
  public synchronized void close() {
    buckets.values().forEach(S3Connection::close);
    buckets.clear();
  }
}
