package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A prefix in a bucket of S3, or of a store that speaks as it does.
 *
 * <p>Beam's own writer completes an upload even when the writing ended in an exception, which
 * leaves a valid shorter object; this one aborts it. The client, its credentials and options are
 * Beam's.
 */
final class S3Storage implements Storage {

  private final S3Connection connection;
  private final S3Reader reader;

  private S3Storage(S3Connection connection) {
    this.connection = connection;
    this.reader = new S3Reader(connection);
  }

  static S3Storage open(S3Address address, S3StorageOptions options) {
    return new S3Storage(new S3Connection(address, options));
  }

  @Override
  public PendingFile create(String path) {
    return new PendingS3Object(connection, path);
  }

  /** An object appears whole when it is committed, in place of another. */
  @Override
  public PendingFile createReplacing(String temporary, String path) {
    return create(path);
  }

  /** In an object of its own; the names are in the order of the places. */
  @Override
  public PendingFile createPiece(String file, long offset) {
    return new PendingS3Object(
        connection, String.format(Locale.ROOT, "%s/%016x-%s", file, offset, UUID.randomUUID()));
  }

  @Override
  public InputStream open(String path, long offset, long length) {
    return new S3ObjectStream(connection, reader, path, offset, length);
  }

  @Override
  public void read(String path, long offset, byte[] target, int length) throws IOException {
    reader.read(path, offset, target, 0, length);
  }

  @Override
  public void read(List<Slice> slices) throws IOException {
    reader.read(slices);
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    return reader.size(path);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    String key = connection.address().key(folder);
    String prefix = key.isEmpty() || key.endsWith("/") ? key : key + "/";
    return S3Failure.explained(connection, folder, () -> namesUnder(prefix));
  }

  private List<String> namesUnder(String prefix) {
    Set<String> names = new TreeSet<>();
    for (var page : connection.objects(prefix, "/")) {
      page.contents().forEach(object -> names.add(object.key().substring(prefix.length())));
      page.commonPrefixes().forEach(under -> names.add(under.prefix().substring(prefix.length())));
    }
    names.remove(""); // an object that some tools put where others have a folder
    return List.copyOf(names);
  }

  @Override
  public List<FoundFile> find(String folder) throws IOException {
    String key = connection.address().key(folder);
    String prefix = key.isEmpty() || key.endsWith("/") ? key : key + "/";
    return S3Failure.explained(connection, folder, () -> filesUnder(prefix));
  }

  private List<FoundFile> filesUnder(String prefix) {
    List<FoundFile> found = new ArrayList<>();
    int root = connection.address().prefix().length();
    for (var page : connection.objects(prefix)) {
      for (S3Object object : page.contents()) {
        String path = object.key().substring(root);
        found.add(new FoundFile(path, object.size(), object.lastModified(), false));
      }
    }
    for (MultipartUpload upload : uploadsUnder(prefix)) {
      found.add(new FoundFile(upload.key().substring(root), 0, upload.initiated(), true));
    }
    found.sort(Comparator.comparing(FoundFile::path));
    return found;
  }

  @Override
  public void publish(List<StoredFile> temporaries, String path) throws IOException {
    new S3Publisher(connection, reader).publish(temporaries, path);
    discardUnfinished(path); // an upload that was begun, and the answer to that lost
  }

  @Override
  public void replace(String temporary, String path) throws IOException {
    copy(temporary, path);
  }

  @Override
  public void copy(String temporary, String path) throws IOException {
    S3Failure.explained(
        connection,
        path,
        () -> connection.client().copyObject(connection.requests().copy(temporary, path)));
  }

  @Override
  public boolean update(String path, String temporary, Change change) throws IOException {
    return new S3Update(connection).update(path, change);
  }

  @Override
  public boolean refusesTakenNames(String temporary) throws IOException {
    try {
      return new S3Update(connection).refusesTakenNames(temporary);
    } finally {
      delete(temporary);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    S3Failure.explained(
        connection,
        path,
        () -> {
          deleteObjects(path);
          return null;
        });
    discardUnfinished(path);
  }

  private void deleteObjects(String path) throws IOException {
    for (var page : connection.objects(connection.address().key(path))) {
      List<ObjectIdentifier> keys =
          page.contents().stream()
              .map(S3Object::key)
              .filter(key -> isAtOrUnder(key, path))
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      if (!keys.isEmpty()) {
        deleteKeys(keys);
      }
    }
  }

  /** The answer to a request for many keys is a success even where single ones failed. */
  private void deleteKeys(List<ObjectIdentifier> keys) throws IOException {
    List<S3Error> errors;
    try {
      errors =
          connection
              .client()
              .deleteObjects(
                  request ->
                      request
                          .bucket(connection.address().bucket())
                          .delete(delete -> delete.objects(keys).quiet(true)))
              .errors();
    } catch (S3Exception e) {
      if (!S3Failure.mayBeUnsupported(e)) {
        throw e;
      }
      deleteEach(keys); // Google's interface has no request for several
      return;
    }
    if (!errors.isEmpty()) {
      throw new IOException(
          "s3://%s/%s was not deleted (%s)"
              .formatted(connection.address().bucket(), errors.get(0).key(), errors.get(0).code()));
    }
  }

  private void deleteEach(List<ObjectIdentifier> keys) {
    for (ObjectIdentifier key : keys) {
      connection
          .client()
          .deleteObject(request -> request.bucket(connection.address().bucket()).key(key.key()));
    }
  }

  private boolean isAtOrUnder(String key, String path) {
    String wanted = connection.address().key(path);
    return path.isEmpty() || key.equals(wanted) || key.startsWith(wanted + "/");
  }

  @Override
  public void discardUnfinished(String path) throws IOException {
    S3Failure.explained(
        connection,
        path,
        () -> {
          abortUploads(path);
          return null;
        });
  }

  private void abortUploads(String path) {
    for (MultipartUpload upload : uploadsUnder(connection.address().key(path))) {
      if (isAtOrUnder(upload.key(), path)) {
        S3MultipartUpload.abort(connection, upload.key(), upload.uploadId());
      }
    }
  }

  /** Returns the uploads that were begun and not ended; none where a store does not tell them. */
  private List<MultipartUpload> uploadsUnder(String prefix) {
    List<MultipartUpload> uploads = new ArrayList<>();
    try {
      connection
          .uploads(request -> request.bucket(connection.address().bucket()).prefix(prefix))
          .forEach(page -> uploads.addAll(page.uploads()));
    } catch (S3Exception e) {
      if (!S3Failure.isUnsupported(e)) {
        throw e;
      }
    }
    return uploads;
  }

  @Override
  public boolean reserve(String folder) {
    return true;
  }

  /** There are no folders, so there is none to remove. */
  @Override
  public void deleteIfEmpty(String path) {}

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return connection.address().toString();
  }
}
