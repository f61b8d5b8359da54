package io.seedmill.pipeline.testing;

import io.seedmill.testing.S3Server;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * The bucket of a class of tests, empty before them, in a server whose credentials this JVM has
 * until they are done.
 */
public final class S3Bucket implements BeforeAllCallback, AfterAllCallback {

  private final String name;
  private final boolean hasOwnServer;
  private S3Server server;

  private S3Bucket(String name, boolean hasOwnServer) {
    this.name = name;
    this.hasOwnServer = hasOwnServer;
  }

  /** Returns a bucket in the server of this JVM, for tests that leave little in it. */
  public static S3Bucket shared(String name) {
    return new S3Bucket(name, false);
  }

  /** Returns a bucket in a server of its own, which ends with the tests of the class. */
  public static S3Bucket onItsOwn(String name) {
    return new S3Bucket(name, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = hasOwnServer ? S3Server.start() : S3Server.shared();
    server.createBucket(name);
    System.setProperty("aws.accessKeyId", server.accessKey());
    System.setProperty("aws.secretAccessKey", server.secretKey());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    if (hasOwnServer) {
      server.close();
    }
  }

  public S3Server server() {
    return server;
  }

  public String name() {
    return name;
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** Returns the options that reach the server itself. */
  public List<String> options() {
    return S3Dataset.options(endpoint());
  }

  /** Returns a dataset that lies under a prefix. */
  public S3Dataset dataset(String prefix) {
    return new S3Dataset(server, name, prefix);
  }

  /** Puts an object there. */
  public void put(String key, byte[] bytes) {
    server
        .client()
        .putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(bytes));
  }

  /** The keys of the multipart uploads that were begun and neither completed nor aborted. */
  public List<String> unfinishedUploads() {
    return server.unfinishedUploads(name);
  }

  /** Aborts the multipart uploads that a store which died has kept. */
  public void abortUploads() {
    S3Client client = server.client();
    for (MultipartUpload left : client.listMultipartUploads(all -> all.bucket(name)).uploads()) {
      client.abortMultipartUpload(
          abort -> abort.bucket(name).key(left.key()).uploadId(left.uploadId()));
    }
  }
}
