package io.seedmill.generators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Keeps each asset in its sample, in Base64. */
public final class InlineAssets implements AssetStore {

  @Override
  public boolean isInSample() {
    return true;
  }

  @Override
  public ObjectNode keep(Asset asset) throws IOException {
    byte[] bytes;
    try (InputStream in = asset.content().open()) {
      bytes = in.readNBytes(Math.toIntExact(asset.bytes()));
    }
    ObjectNode described = describe(new Asset(asset.mediaType(), bytes));
    described
        .withObject("/" + Asset.FIELD)
        .put("base64", Base64.getEncoder().encodeToString(bytes));
    return described;
  }

  /**
   * Returns the description of an asset without its place: {@code {"$asset": {bytes, mediaType,
   * sha256}}}.
   */
  public static ObjectNode describe(Asset asset) throws IOException {
    ObjectNode described = JsonNodeFactory.instance.objectNode();
    described
        .putObject(Asset.FIELD)
        .put("bytes", asset.bytes())
        .put("mediaType", asset.mediaType())
        .put("sha256", sha256(asset.content()));
    return described;
  }

  /** Returns the SHA-256 of an asset's bytes, in hexadecimal digits. */
  public static String sha256(Asset.Content content) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(content.open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
