package io.seedmill.pipeline.testing;

import io.seedmill.testing.S3Server;
import io.seedmill.transforms.publish.Manifest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An output in an S3 server, and what runs left there. */
public record S3Dataset(S3Server server, String bucket, String prefix) {

  /** The output as users write it. */
  public String output() {
    return "s3://" + bucket + "/" + prefix;
  }

  /** The options that reach a store at {@code endpoint} with parts of 5 MiB. */
  public static List<String> options(URI endpoint) {
    return List.of(
        "--endpoint=" + endpoint,
        "--aws-region=" + S3Server.REGION,
        "--s3-upload-buffer-size-bytes=5242880",
        "--s3-thread-pool-size=2");
  }

  /** Returns the credentials of a server as AWS's default chain finds them in an environment. */
  public static Map<String, String> environment(S3Server server) {
    return environment(server.accessKey(), server.secretKey());
  }

  /** Returns the credentials of servers that were started without others. */
  static Map<String, String> credentials() {
    return environment(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
  }

  private static Map<String, String> environment(String accessKey, String secretKey) {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        accessKey,
        "AWS_SECRET_ACCESS_KEY",
        secretKey,
        "AWS_EC2_METADATA_DISABLED",
        "true");
  }

  /** All keys, without the prefix. */
  public List<String> keys() {
    return server.keys(bucket, prefix + "/").stream()
        .map(key -> key.substring(prefix.length() + 1))
        .toList();
  }

  public String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  public byte[] bytes(String path) {
    return server.bytes(bucket, prefix + "/" + path);
  }

  public Manifest manifest(String run) throws Exception {
    return Manifest.parse(text("metadata/" + run + "/manifest.json"));
  }

  /** All parts of a run, one behind the other. */
  public byte[] parts(String run) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Manifest.FileReport part : manifest(run).parts()) {
      all.writeBytes(bytes(part.path()));
    }
    return all.toByteArray();
  }
}
