package io.seedmill.generators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Keeps each asset in its sample, in Base64. */
public final class InlineAssets implements AssetStore {

  @Override
  public ObjectNode keep(Asset asset) {
    ObjectNode described = describe(asset);
    described
        .withObject("/" + Asset.FIELD)
        .put("base64", Base64.getEncoder().encodeToString(asset.bytes()));
    return described;
  }

  /**
   * Returns the description of an asset without its place: {@code {"$asset": {bytes, mediaType,
   * sha256}}}.
   */
  public static ObjectNode describe(Asset asset) {
    ObjectNode described = JsonNodeFactory.instance.objectNode();
    described
        .putObject(Asset.FIELD)
        .put("bytes", asset.bytes().length)
        .put("mediaType", asset.mediaType())
        .put("sha256", sha256(asset.bytes()));
    return described;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
