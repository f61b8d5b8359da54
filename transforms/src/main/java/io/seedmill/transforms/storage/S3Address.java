package io.seedmill.transforms.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket.
 *
 * @param bucket the bucket's name
 * @param prefix what every key begins with: empty, or ending in a slash
 */
record S3Address(String bucket, String prefix) {

  /** The names that a bucket may have: S3's own rule, without its rare exceptions. */
  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+(.*))?");

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static S3Address parse(String root) {
    Matcher address = ADDRESS.matcher(root);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          ("'%s' names no place in S3: allowed is s3://bucket/prefix, the bucket of 3 to 63 small"
                  + " letters, digits, dots and dashes")
              .formatted(root.replaceFirst("//.*@", "//…@"))); // what is before it may be secret
    }
    if (root.matches("s3://[^/]*/+(?:.*/)?\\.\\.?(?:/.*)?")) {
      throw new IllegalArgumentException(
          "'%s' names no place in S3: allowed is a prefix without '.' and '..'".formatted(root));
    }
    String prefix = address.group(2) == null ? "" : address.group(2).replaceAll("/+$", "");
    return new S3Address(address.group(1), prefix.isEmpty() ? "" : prefix + "/");
  }

  /** The key of a path; the prefix itself, without its slash, for an empty one. */
  String key(String path) {
    if (path.startsWith("/") || ("/" + path + "/").contains("/../")) {
      throw new IllegalArgumentException("'" + path + "' leads out of " + this);
    }
    return prefix + path;
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix.replaceAll("/$", "");
  }
}
